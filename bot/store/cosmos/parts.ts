import type { Container } from '@azure/cosmos';
import type { Clock } from '../../core/ports.ts';
import type { Attempt } from './attempts.ts';

/** What every operation of the store works with. */
export type Parts = {
  records: Container;
  queue: Container;
  clock: Clock;
  attempt: Attempt;
  /** New each time, and not to be guessed. */
  token: () => string;
};
