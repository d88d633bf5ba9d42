import { addDays, atLocal, isWorkingDay, localDate } from '../../dialogs/engine/working-time.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import type { Change } from './ports.ts';

/** When somebody wants to be written to: a summary in the morning, and quiet hours. Nobody gets one without asking. */
export type Settings = {
  /** The local time of the daily summary of what waits. */
  digest?: string;
  /** From one local time to another, over midnight where the first is later. */
  quiet?: { from: string; to: string };
  /** Counts up with each change: what the clock was asked to do before counts no more. */
  n: number;
};

export const digestTimes = ['07:00', '08:00', '09:00', '10:00', '12:00', '14:00', '16:00'] as const;
export const quietTimes = ['18:00-08:00', '19:00-07:00', '20:00-07:00', '22:00-06:00'] as const;
export const none = 'none';

type Written = Readonly<Record<string, unknown>>;

const isOneOf = <T extends string>(all: readonly T[], value: unknown): value is T => all.includes(value as T);

/** What was handed in; what is none of the choices counts as none. */
export const settingsFrom = ({ digest, quiet }: Written, before: Settings | undefined): Settings => {
  const [from = '', to = ''] = isOneOf(quietTimes, quiet) ? quiet.split('-') : [];
  return {
    n: (before?.n ?? 0) + 1,
    ...(isOneOf(digestTimes, digest) ? { digest } : {}),
    ...(from ? { quiet: { from, to } } : {}),
  };
};

export const quietText = ({ quiet }: Partial<Settings> = {}): string =>
  quiet ? `${quiet.from}-${quiet.to}` : none;

export type DigestDeadline = { digest: string; n: number };

/** The next working day at this time: today where it is still to come. */
const nextAt = (time: string, now: Date, policy: PolicyPack): Date => {
  for (let date = localDate(now, policy); ; date = addDays(date, 1)) {
    const at = atLocal(date, time, policy);
    if (isWorkingDay(date, policy) && at > now) return at;
  }
};

/** One summary after the other: each asks for the next, and its name is the same whoever asks. */
export const digestChanges = (
  person: string,
  { digest, n }: Settings,
  now: Date,
  policy: PolicyPack,
): Change[] => {
  if (!digest) return [];
  const due = nextAt(digest, now, policy).toISOString();
  const body: DigestDeadline = { digest: person, n };
  return [{ op: 'enqueue', queue: 'deadlines', id: `digest/${person}/${n}/${due}`, due, body }];
};

/** A time that the law gives runs at night too; and so does that of a red enquiry: other clocks keep office hours. */
const running: readonly string[] = [
  ...['lead', 'lead-over', 'deputy', 'passed', 'remind', 'overdue', 'moved'].map((name) => `breach.${name}`),
  ...['asked-red', 'rated-red', 'remind', 'late'].map((name) => `enquiry.${name}`),
];

/** Danger is told at once, and so are a clock that does not wait, and that somebody could not be told. */
const goesAtOnce = (kind: string): boolean =>
  kind.startsWith('urgent.') || kind === 'undelivered' || running.includes(kind);

/** When the quiet ends in which a notice would arrive; undefined where it may go now. */
export const quietUntil = (
  { quiet }: Partial<Settings> = {},
  kind: string,
  now: Date,
  policy: PolicyPack,
): Date | undefined => {
  if (!quiet || goesAtOnce(kind)) return undefined;
  const today = localDate(now, policy);
  for (const date of [addDays(today, -1), today]) {
    const ends = atLocal(quiet.to > quiet.from ? date : addDays(date, 1), quiet.to, policy);
    if (now >= atLocal(date, quiet.from, policy) && now < ends) return ends;
  }
  return undefined;
};
