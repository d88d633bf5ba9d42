/**
 * What several agencies do together is a list of steps: each side adds its own, and tells the others all that it has. In
 * whatever order they come, and however often, everybody ends with the same.
 */

export type Sided = { side: string; n: number; at: string };

const keyOf = ({ side, n }: Sided): string => `${side}/${n}`;

/** In the order in which they were done; the clocks of two machines may differ. */
const inTime = (one: Sided, other: Sided): number =>
  one.at.localeCompare(other.at) || one.side.localeCompare(other.side) || one.n - other.n;

/** What is known of a step is kept: nothing that comes later changes it. */
export const merged = <S extends Sided>(known: readonly S[], come: readonly S[]): S[] => {
  const all = new Map(known.map((step) => [keyOf(step), step]));
  for (const step of come) if (!all.has(keyOf(step))) all.set(keyOf(step), step);
  return [...all.values()].sort(inTime);
};

export const of = <S extends Sided>(steps: readonly S[], side: S['side']): S[] =>
  steps.filter((step) => step.side === side);

type Waiting = { asked?: readonly string[] | undefined; readers?: readonly string[] | undefined };

/** Somebody of ours is asked from now on; who was asked before may still read it. */
export const ask = <R extends Waiting>(
  record: R,
  asked: readonly string[],
): R & { asked: string[]; readers: string[] } => {
  const before = [...(record.readers ?? []), ...(record.asked ?? [])].filter((one) => !asked.includes(one));
  return { ...record, asked: [...asked], readers: [...new Set(before)] };
};
