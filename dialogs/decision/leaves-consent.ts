import { sixPoints } from '../consent/check.ts';
import type { ConsentRecord } from '../consent/record.ts';
import { asUser } from '../engine/base.ts';
import type { Also, Context } from '../engine/types.ts';
import { localDate } from '../engine/working-time.ts';
import { goingLines, staysBehind } from './brief.ts';
import { otherGrounds } from './conditions.ts';
import { onRecord } from './consent.ts';
import type { Facts } from './facts.ts';
import { linesOf } from './items.ts';
import type { DecisionRecord } from './record.ts';

/** A share that rests on a yes is written down with that yes; where nobody had written the yes down, it is now. */

type Handed = Pick<
  ConsentRecord,
  | 'subjectRef'
  | 'ageBand'
  | 'giver'
  | 'informed'
  | 'free'
  | 'form'
  | 'medium'
  | 'evidence'
  | 'scope'
  | 'exclusions'
  | 'usedBy'
>;

const young = ['under-13', '13-15', 'unborn', 'unknown'];

/** Where it was not asked, the person who shares has said that whoever agreed could decide. */
const giverOf = (facts: Facts): string => {
  if (facts.said('giver')) return facts.is('giver') ?? 'vouched';
  return facts.is('lets') === 'agreed-now' && !young.includes(facts.is('ageBand') ?? 'unknown')
    ? 'self'
    : 'vouched';
};

const recipientsIn = ({ recipient }: DecisionRecord): ConsentRecord['scope']['recipients'] =>
  recipient.map(({ id, name }) => ({ ...(id ? { id } : {}), name }));

const handed = (facts: Facts, record: DecisionRecord, ctx: Context): Handed => {
  const recipients = recipientsIn(record);
  const today = localDate(ctx.now, ctx.policy);
  const words = facts.is('consentWords');
  const told = facts.said('informed') ? sixPoints.filter((point) => facts.has('informed', point)) : sixPoints;
  return {
    subjectRef: record.subjectRef,
    ...(record.ageBand ? { ageBand: record.ageBand } : {}),
    giver: { kind: giverOf(facts), at: ctx.now.toISOString() },
    informed: [...told],
    free: facts.is('free') ?? 'yes',
    form: facts.is('form')?.startsWith('implied') ? 'implied' : 'explicit',
    medium: words ? 'verbal' : 'on-file',
    evidence: { date: today, takenBy: asUser(ctx.person), ...(words ? { words } : {}) },
    scope: { items: goingLines(facts), recipients, purposes: [...record.purpose], from: today },
    exclusions: {
      items: linesOf(facts.is('items')).filter((_, at) => staysBehind(facts, String(at + 1))),
      recipients: [],
    },
    usedBy: [{ ref: record.reference, by: ctx.person.id, at: ctx.now.toISOString(), recipients }],
  };
};

const rests = ({ recommendation, status }: DecisionRecord): boolean =>
  ['decided', 'held'].includes(status) &&
  recommendation.reasons.some((reason) => reason === 'CONSENT' || reason === 'CONSENT_PARTIAL');

/** What a decision does to the consent it rests on: nothing, where it rests on something else. */
export const consentBehind = (
  facts: Facts,
  record: DecisionRecord,
  ctx: Context,
): { refs: string[]; also: Also[] } => {
  if (!rests(record)) return { refs: [], also: [] };
  const found = facts.is('lets') === 'on-file' ? onRecord(facts)?.record : undefined;
  if (found) {
    const input = {
      ref: record.reference,
      by: ctx.person.id,
      recipients: recipientsIn(record),
    };
    return {
      refs: [found.reference],
      also: [{ dialog: 'consent', ref: found.reference, action: 'used', input }],
    };
  }
  // What goes for another reason as well is more than they said yes to, and nobody asked which lines.
  const more = record.recommendation.reasons.some((reason) => otherGrounds.includes(reason));
  const ref = more ? undefined : ctx.another?.('consent');
  return ref
    ? { refs: [ref], also: [{ dialog: 'consent', input: handed(facts, record, ctx) }] }
    : { refs: [], also: [] };
};
