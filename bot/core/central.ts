import { agencyName } from '../../dialogs/dispute/parties.ts';
import { sayDate } from '../../dialogs/engine/say.ts';
import type { RecordBody } from '../../dialogs/engine/types.ts';
import { localDate } from '../../dialogs/engine/working-time.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { outcomeKey, pairOf, reasonKey } from '../../dialogs/register-entry/dialog.ts';
import { kinds, type RegisterEntry, reasonCodes, stages } from '../../dialogs/register-entry/record.ts';
import {
  type Alert,
  type Book,
  counted,
  dayMs,
  type Figures,
  measuresOf,
  median,
  periods,
  type Says,
  since,
} from './figures.ts';
import { disclosures } from './report-codes.ts';
import { codeTerm, sealedTerm } from './terms.ts';

/** The central register of disputes, refusals and breaches between agencies. */

const fields = ['kind', 'agency', 'with', 'reason', 'stage', 'days'] as const;
type Field = (typeof fields)[number];

const options = (field: string, { agencies }: Pick<PolicyPack, 'agencies'>): readonly string[] => {
  const all: Readonly<Record<Field, readonly string[]>> = {
    kind: kinds,
    agency: agencies.map(({ id }) => id),
    with: agencies.map(({ id }) => id),
    reason: reasonCodes,
    stage: stages,
    days: periods,
  };
  return all[field as Field];
};

const fewestDays = '365';

const listing: Book['listing'] = (filter, { now }, limit) => {
  const { kind, agency, with: other, reason, stage, days = fewestDays } = filter;
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
    from: since(days, now),
  };
};

const groups = ['pair', 'reason', 'stage', 'outcome', 'impact', 'overturned', 'undue', 'disclosed'] as const;

/** It was held back or late, and should not have been. */
const isUndue = ({ kind, reasonCode, outcome, stage }: RegisterEntry): boolean =>
  kind === 'breach'
    ? reasonCode === 'failure-to-share'
    : outcome === 'share' || stage === 'overturned' || reasonCode === 'slow';

type Repeat = { pair: string; reason: string; count: number };

/** The same two agencies, for the same reason, so often in so short a time that somebody should look. */
const repeats = (entries: readonly RegisterEntry[], now: Date, { thresholds }: PolicyPack): Repeat[] => {
  const { count, days } = thresholds.repeats;
  const from = new Date(now.getTime() - days * dayMs).toISOString();
  const lately = entries.filter(({ openedAt }) => openedAt >= from);
  return counted(lately.map((entry) => `${pairOf(entry)} ${entry.reasonCode}`))
    .filter((found) => found.count >= count)
    .map(({ code, count: times }) => {
      const [pair = '', reason = ''] = code.split(' ');
      return { pair, reason, count: times };
    });
};

export type Trends = Figures & {
  groups: Readonly<Record<(typeof groups)[number], Figures['groups'][string]>>;
  alerts: readonly Repeat[];
};

export const trendsOf = (entries: readonly RegisterEntry[], now: Date, pack: PolicyPack): Trends => {
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
      // Both ways of getting it wrong, side by side.
      undue: counted(
        entries
          .filter(isUndue)
          .flatMap(({ withheldBy, agencies: [reporter] }) => withheldBy ?? reporter ?? []),
      ),
      disclosed: counted(
        entries
          .filter(({ kind, reasonCode }) => kind === 'breach' && disclosures.includes(reasonCode))
          .flatMap(({ agencies: [reporter] }) => reporter ?? []),
      ),
    },
    ...measuresOf({ median: median(entries.flatMap(({ daysToSettle }) => daysToSettle ?? [])) }),
    alerts: repeats(entries, now, pack),
  };
};

/** A code as people say it. */
const say = (name: string, code: string, { words, policy }: Says): string => {
  switch (name) {
    case 'pair':
      return code
        .split('+')
        .map((id) => agencyName(id, policy))
        .join(' – ');
    case 'agency':
    case 'with':
    case 'overturned':
    case 'undue':
    case 'disclosed':
      return agencyName(code, policy);
    case 'reason':
      return words(reasonKey(code));
    case 'stage':
      return words(`register-entry.stages.${code}`).replace(/\.$/, '');
    case 'outcome':
      return words(outcomeKey(code));
    case 'impact':
      return words(`dispute.result.questions.impact.options.${code}`);
    case 'days':
      return words(`figures.days.${code}`);
    default:
      return words(`central.${name}.${code}`);
  }
};

const entriesIn = (records: readonly RecordBody[]) => records as readonly RegisterEntry[];

/** The entries that an alert is about, so that what is planned stands with them. */
const alerts = (records: readonly RecordBody[], now: Date, says: Says): Alert[] =>
  repeats(entriesIn(records), now, says.policy).map(({ pair, reason, count }) => {
    const [agency = '', other = agency] = pair.split('+');
    return {
      text: says.words('central.alert', {
        pair: say('pair', pair, says),
        reason: say('reason', reason, says),
        count,
        days: says.policy.thresholds.repeats.days,
      }),
      filter: { agency, with: other, reason },
    };
  });

const row = (record: RecordBody, says: Says): string[] => {
  const entry = record as RegisterEntry;
  const { agencies, action, outcome, impact, daysToSettle, trendTags } = entry;
  const day = (at: string | undefined): string => (at ? localDate(new Date(at), says.policy) : '');
  const agency = (id = ''): string => say('agency', id, says);
  return [
    ...[
      entry.reference,
      say('kind', entry.kind, says),
      agency(agencies[0]),
      agencies[1] ? agency(agencies[1]) : '',
    ],
    ...[entry.withheldBy ? agency(entry.withheldBy) : '', say('reason', entry.reasonCode, says)],
    ...[say('stage', entry.stage, says), outcome ? say('outcome', outcome, says) : ''],
    ...[impact ? say('impact', impact, says) : '', String(daysToSettle ?? '')],
    ...[day(entry.openedAt), trendTags.map((tag) => says.words(`register-entry.tags.${tag}`)).join('; ')],
    ...[action?.text ?? '', action?.owner ?? '', action?.due ?? '', day(action?.doneAt)],
  ];
};

export const central: Book = {
  name: 'central',
  right: 'central.keep',
  fields,
  options,
  listing,
  figures: (records, now, pack) => trendsOf(entriesIn(records), now, pack),
  alerts,
  groups,
  say,
  columns: [
    ...['ref', 'kind', 'agency', 'other', 'held', 'reason', 'stage', 'outcome', 'impact', 'days'],
    ...['on', 'tags', 'plan', 'owner', 'due', 'done'],
  ],
  row,
  planned: (records) =>
    entriesIn(records).flatMap(({ action, reference }) =>
      action ? [{ label: `${reference}: ${action.owner}, ${sayDate(action.due)}`, value: action.text }] : [],
    ),
};
