export type OperationKind = 'create' | 'upsert' | 'replace' | 'delete' | 'read' | 'query' | 'batch';

export type Fault =
  | { answer: number; retryAfterMs?: number }
  /** The connection breaks before anything was done. */
  | { reset: true }
  /** It was done, and the connection breaks before the answer. */
  | { lost: true }
  | { delayMs: number }
  /** Something else happens first, to make a race certain. */
  | { first: () => void | Promise<void> }
  /** The same, after it was done and before the answer. */
  | { last: () => void | Promise<void> };

export type FaultRule = { on: OperationKind | 'any'; container?: string; times: number; fault: Fault };

export type Faults = {
  add(rule: FaultRule): void;
  clear(): void;
  /** The fault for this operation, if one is due; it counts as used. */
  next(kind: OperationKind, container: string): Fault | undefined;
};

export const makeFaults = (): Faults => {
  let rules: FaultRule[] = [];
  return {
    add: (rule) => {
      rules.push({ ...rule });
    },
    clear: () => {
      rules = [];
    },
    next: (kind, container) => {
      const rule = rules.find(
        (one) =>
          one.times > 0 &&
          (one.on === 'any' || one.on === kind) &&
          (one.container === undefined || one.container === container),
      );
      if (!rule) return undefined;
      rule.times -= 1;
      return rule.fault;
    },
  };
};
