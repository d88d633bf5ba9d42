import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { pairOf } from '../../dialogs/register-entry/dialog.ts';
import { kinds, type RegisterEntry, reasonCodes, stages } from '../../dialogs/register-entry/record.ts';
import type { Listing } from './scene.ts';
import { codeTerm, sealedTerm } from './terms.ts';

/** The central register: what is picked from it, and what can be seen in it. Codes, agencies and days; nothing else is there. */

export const filterFields = ['kind', 'agency', 'with', 'reason', 'stage', 'days'] as const;
export type FilterField = (typeof filterFields)[number];
export type Filter = Readonly<Partial<Record<FilterField, string>>>;

export const periods = ['30', '90', '365'] as const;

export const optionsFor = (
  field: FilterField,
  { agencies }: Pick<PolicyPack, 'agencies'>,
): readonly string[] => {
  switch (field) {
    case 'kind':
      return kinds;
    case 'agency':
    case 'with':
      return agencies.map(({ id }) => id);
    case 'reason':
      return reasonCodes;
    case 'stage':
      return stages;
    case 'days':
      return periods;
  }
};

/** What is not among the options counts as not chosen. */
export const readFilter = (
  given: Readonly<Record<string, unknown>>,
  pack: Pick<PolicyPack, 'agencies'>,
): Filter =>
  Object.fromEntries(
    filterFields.flatMap((field) => {
      const value = String(given[field] ?? '');
      return optionsFor(field, pack).includes(value) ? [[field, value]] : [];
    }),
  );

/** Short enough for a button. */
export const packFilter = (filter: Filter): string => new URLSearchParams({ ...filter }).toString() || 'all';
export const unpackFilter = (text: string, pack: Pick<PolicyPack, 'agencies'>): Filter =>
  readFilter(Object.fromEntries(new URLSearchParams(text)), pack);

const dayMs = 86_400_000;
const fewestDays = 365;

/** A chart looks at no more than these, the newest first. */
export const mostEntries = 1_000;

export const centralListing = (filter: Filter, now: Date, limit: number): Listing => {
  const { kind, agency, with: other, reason, stage, days = String(fewestDays) } = filter;
  const codes = [
    ...(kind ? [`kind:${kind}`] : []),
    ...(agency ? [`agency:${agency}`] : []),
    ...(other ? [`agency:${other}`] : []),
    ...(reason ? [`reason:${reason}`] : []),
    ...(stage ? [`stage:${stage}`] : []),
  ].map(codeTerm);
  return {
    term: sealedTerm('registerEntry'),
    ...(codes.length > 0 ? { and: codes } : {}),
    kinds: ['record'],
    limit,
    from: new Date(now.getTime() - Number(days) * dayMs).toISOString(),
  };
};

export type Count = { code: string; count: number };

const counted = (codes: readonly string[]): Count[] => {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .map(([code, count]) => ({ code, count }))
    .sort((a, b) => b.count - a.count || a.code.localeCompare(b.code));
};

const median = (numbers: readonly number[]): number | undefined => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return undefined;
  return sorted.length % 2 === 1 ? upper : Math.round((((sorted[middle - 1] ?? 0) + upper) / 2) * 10) / 10;
};

export const groups = ['pair', 'reason', 'stage', 'outcome', 'impact', 'overturned'] as const;
export type Group = (typeof groups)[number];

export type Alert = { pair: string; reason: string; count: number };
export type Trends = {
  all: number;
  groups: Readonly<Record<Group, readonly Count[]>>;
  medianDays?: number;
  alerts: readonly Alert[];
};

/** The same two agencies, for the same reason, so often in so short a time that somebody should look. */
const repeats = (entries: readonly RegisterEntry[], now: Date, { thresholds }: PolicyPack): Alert[] => {
  const { count, days } = thresholds.repeats;
  const since = new Date(now.getTime() - days * dayMs).toISOString();
  const lately = entries.filter(({ openedAt }) => openedAt >= since);
  return counted(lately.map((entry) => `${pairOf(entry)} ${entry.reasonCode}`))
    .filter((found) => found.count >= count)
    .map(({ code, count: times }) => {
      const [pair = '', reason = ''] = code.split(' ');
      return { pair, reason, count: times };
    });
};

export const trendsOf = (entries: readonly RegisterEntry[], now: Date, pack: PolicyPack): Trends => {
  const days = median(entries.flatMap(({ daysToSettle }) => daysToSettle ?? []));
  return {
    all: entries.length,
    groups: {
      pair: counted(entries.map(pairOf)),
      reason: counted(entries.map(({ reasonCode }) => reasonCode)),
      stage: counted(entries.map(({ stage }) => stage)),
      outcome: counted(entries.flatMap(({ outcome }) => outcome ?? [])),
      impact: counted(entries.flatMap(({ impact }) => impact ?? [])),
      // Who would not share, and shared after all.
      overturned: counted(
        entries.filter(({ stage }) => stage === 'overturned').flatMap(({ withheldBy }) => withheldBy ?? []),
      ),
    },
    ...(days === undefined ? {} : { medianDays: days }),
    alerts: repeats(entries, now, pack),
  };
};
