import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { codeOf } from '../core/again.ts';
import { type Attributes, permitted } from './attributes.ts';

/** What runs inside what, and how long it took. */

export type SpanName = 'request' | 'turn' | 'store' | 'send' | 'round';

export type Span = {
  name: SpanName;
  trace: string;
  id: string;
  parent?: Span;
  startMs: number;
  endMs?: number;
  /** A code; `ok` unless something says otherwise. */
  outcome: string;
  attributes: Record<string, string | number>;
  /** Ended before the outermost did. */
  held: Span[];
  /** Nothing came of it: it and all in it is let go. */
  idle?: boolean;
};

type Options = {
  /** Milliseconds since 1970, with fractions. */
  now(): number;
  ended(span: Span): void;
};

export const createSpans = ({ now, ended }: Options) => {
  const running = new AsyncLocalStorage<Span>();

  const begin = (name: SpanName, attributes: Attributes): Span => {
    const parent = running.getStore();
    const trace = parent?.trace ?? randomBytes(16).toString('hex');
    return {
      ...{ name, trace, id: randomBytes(8).toString('hex'), startMs: now() },
      ...(parent ? { parent } : {}),
      ...{ outcome: 'ok', attributes: permitted(attributes), held: [] },
    };
  };

  return {
    current: (): Span | undefined => running.getStore(),
    /** Runs work inside a span. A fault is its outcome, by code. */
    within: async <T>(
      name: SpanName,
      attributes: Attributes,
      work: (span: Span) => Promise<T>,
    ): Promise<T> => {
      const span = begin(name, attributes);
      try {
        return await running.run(span, () => work(span));
      } catch (fault) {
        span.outcome = codeOf(fault instanceof Error ? fault : undefined);
        throw fault;
      } finally {
        span.endMs = now();
        ended(span);
      }
    },
    note: (span: Span, attributes: Attributes): void =>
      void Object.assign(span.attributes, permitted(attributes)),
  };
};

/** The span of this name that runs now, or the one it runs in. */
export const innermost = (span: Span | undefined, name: SpanName): Span | undefined =>
  span === undefined || span.name === name ? span : innermost(span.parent, name);
