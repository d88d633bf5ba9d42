import { type EventName, events, type Level, type Log } from './core/events.ts';

export const levels: readonly Level[] = ['debug', 'info', 'warn', 'error'];

const longest = 200;

type Options = {
  write(line: string): void;
  clock(): Date;
  /** Tells the lines of one process from those of another. */
  instance: string;
  /** What is less grave is not written. */
  least?: Level;
  /** The trace that is running, so that lines and traces are found by each other. */
  trace?(): string | undefined;
  /** Hears every event, however grave. */
  seen?(event: EventName, fields: Readonly<Record<string, unknown>>): void;
};

/** What the table names, and no longer than a code is: what slipped past the compiler goes no further. */
const allowed = (names: readonly string[], given: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = given[name];
      return value === undefined ? [] : [[name, typeof value === 'string' ? value.slice(0, longest) : value]];
    }),
  );

/** One line of JSON for each event. */
export const createLog = ({ write, clock, instance, least = 'info', trace, seen }: Options): Log => {
  const from = levels.indexOf(least);
  return (event, fields) => {
    const { level, fields: names } = events[event];
    const said = allowed(names, fields ?? {});
    seen?.(event, said);
    if (levels.indexOf(level) < from) return;
    const at = clock().toISOString();
    write(`${JSON.stringify({ at, level, event, ...said, instance, trace: trace?.() })}\n`);
  };
};
