import type { Outcome } from './types.ts';

/** A dialog that nobody begins: its records are made of what another agency tells. */
export const neverBegun = (outcome: string) => ({
  review: false as const,
  questions: {},
  next: (): Outcome => ({ outcome, reasons: [], citations: [] }),
  record: (): never => {
    throw new Error('nobody starts this: another agency does');
  },
});
