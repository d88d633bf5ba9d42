import type { Log } from './core/ports.ts';

/** One line of JSON for each event. Callers pass codes, references, counts and durations, never what people wrote. */
export const createLog =
  (write: (line: string) => void, now: () => Date): Log =>
  (event, fields = {}) =>
    write(`${JSON.stringify({ at: now().toISOString(), event, ...fields })}\n`);
