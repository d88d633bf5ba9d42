import type { PolicyPack } from '../policy/pack.ts';
import type { Citation } from './types.ts';

/** Dates and sources in the words a reader expects. */

type Formats = { time: Intl.DateTimeFormat; day: Intl.DateTimeFormat };

const dates = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});

// Making one costs more than the rest of a card.
const known = new Map<string, Formats>();

const formatsFor = (timeZone: string): Formats => {
  const found = known.get(timeZone) ?? {
    time: new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }),
    day: new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
    }),
  };
  known.set(timeZone, found);
  return found;
};

/** A date such as 2026-09-30 in the words a reader expects. */
export const sayDate = (date: string): string => dates.format(new Date(`${date}T00:00:00Z`));

export const sayWhen = (at: string | Date, pack: Pick<PolicyPack, 'workingDay'>): string => {
  const { time, day } = formatsFor(pack.workingDay.zone);
  const moment = new Date(at);
  return `${time.format(moment)} on ${day.format(moment).replace(',', '')}`;
};

/** Current law first, the historical source after it. */
export const sayCitations = (citations: readonly Citation[], pack: PolicyPack): string[] => {
  const isLaw = (citation: Citation) => citation.id.startsWith('law:');
  const title = ({ id, title: own }: Citation) =>
    own ?? (id.startsWith('law:') ? pack.law[id.slice(4)]?.title : pack.sources[id]) ?? id;
  const say = (citation: Citation) => [title(citation), citation.section].filter(Boolean).join(', ');
  return [...citations].sort((a, b) => Number(isLaw(b)) - Number(isLaw(a))).map(say);
};
