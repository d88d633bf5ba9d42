import type { AdviceRecord } from '../../dialogs/advice/record.ts';
import type { Breach, BreachClass } from '../../dialogs/breach/record.ts';
import type { Complaint } from '../../dialogs/complaint/record.ts';
import type { ConsentRecord } from '../../dialogs/consent/record.ts';
import type { ConsentNotice } from '../../dialogs/consent-notice/record.ts';
import type { DecisionRecord } from '../../dialogs/decision/record.ts';
import { type Dispute, otherOf } from '../../dialogs/dispute/record.ts';
import { standingOf } from '../../dialogs/dispute/steps.ts';
import type { RecordBody } from '../../dialogs/engine/types.ts';
import type { Liaison } from '../../dialogs/liaison/record.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import type { Refusal } from '../../dialogs/refusal/record.ts';
import { dialogOf, restsOf } from '../../dialogs/registry.ts';
import type { UrgentRecord } from '../../dialogs/urgent/record.ts';
import { recordDue } from './waiting.ts';

/** What each kind of record counts as in a report: codes, ids of the policy pack and agencies, and nothing that was typed. */

/** In the order in which they are shown. */
export const groups = [
  ...['outcome', 'basis', 'gateway', 'purpose', 'departed', 'advised-for', 'advice', 'urgent'],
  ...['consent', 'changes', 'notify'],
  ...['dispute', 'breach', 'complaint', 'undue', 'disclosed', 'withheld'],
  'overdue',
] as const;

export type Codes = Readonly<Record<string, readonly string[]>>;
type Today = { now: Date; policy: PolicyPack };

const urgentCode = ({ status, overdue, completedAt, completeBy }: UrgentRecord): string => {
  if (status === 'to-complete') return overdue ? 'overdue' : 'to-complete';
  return (completedAt ?? '') <= completeBy ? 'in-time' : 'late';
};

const decision = (record: RecordBody): Codes => {
  const { lane } = record as DecisionRecord | UrgentRecord;
  if (lane === 'urgent') return { outcome: ['SHARE'], urgent: [urgentCode(record as UrgentRecord)] };
  const { final, lawfulBasis, gateway = [], purpose, departure, recommendation } = record as DecisionRecord;
  return {
    outcome: [final.outcome],
    basis: lawfulBasis ? [lawfulBasis.article6] : [],
    gateway: gateway.filter((id) => id !== 'none'),
    purpose,
    departed: departure ? [`${recommendation.outcome}>${final.outcome}`] : [],
    'advised-for': departure ? recommendation.reasons : [],
  };
};

const advice = (record: RecordBody): Codes => {
  const { followed, status } = record as AdviceRecord;
  if (followed) return { advice: [followed.b ? 'followed' : 'not-followed'] };
  return { advice: [status === 'answered' || status === 'closed' ? 'answered' : 'waiting'] };
};

const consent = (record: RecordBody): Codes => {
  const { status, changes, toTell, unreached } = record as ConsentRecord;
  return {
    consent: [status],
    changes: changes.map(({ change }) => change),
    notify: [...(toTell.length > 0 ? ['to-tell'] : []), ...(unreached.length > 0 ? ['unreached'] : [])],
  };
};

const consentNotice = ({ status }: RecordBody): Codes => ({
  notify: [(status as ConsentNotice['status']) === 'told' ? 'unanswered' : 'answered'],
});

/** It was settled that it is shared, or took too long: it should not have been held back. */
const dispute = (record: RecordBody): Codes => {
  const { steps, parties, wants, point } = record as Dispute;
  const { status, tier, say } = standingOf(steps);
  const holder = parties[otherOf(wants)].agency;
  return {
    dispute: [status === 'decided' || status === 'closed' ? `settled-${tier}` : status],
    withheld: [holder],
    undue: say === 'share' || point === 'slow' ? [holder] : [],
  };
};

const refusal = (record: RecordBody, { policy }: Today): Codes => {
  const { by, partner, agencyId, laterOverturned, reason } = record as Refusal;
  const holder = by === 'us' ? agencyId : (policy.partners[partner]?.agency ?? partner);
  return { withheld: [holder], undue: laterOverturned || reason === 'slow' ? [holder] : [] };
};

/** Somebody saw what they should not have. */
export const disclosures: readonly string[] = [
  'misdirected',
  'confidentiality',
  'over-disclosure',
  'onward',
  'insecure',
] satisfies BreachClass[];

const breach = (record: RecordBody): Codes => {
  const { class: classes, agencyId } = record as Breach;
  return {
    breach: classes,
    disclosed: classes.some((one) => disclosures.includes(one)) ? [agencyId] : [],
    undue: classes.includes('failure-to-share') ? [agencyId] : [],
  };
};

/** Another agency told us of a breach of theirs. */
const liaison = (record: RecordBody): Codes => {
  const { kind, code, from } = record as Liaison;
  return { disclosed: kind === 'breach' && disclosures.includes(code) ? [from] : [] };
};

const complaint = (record: RecordBody): Codes => ({ complaint: [(record as Complaint).about] });

const none = (): Codes => ({});

/** What is picked together, and what each counts as. */
export const kinds = {
  decisions: { decision, advice, approval: none },
  consents: { consent, consentNotice },
  wrong: { dispute, refusal, breach, complaint, liaison, claim: none },
} as const;
export type ReportKind = keyof typeof kinds;
export const reportKinds = Object.keys(kinds) as readonly ReportKind[];

const makers: Readonly<Record<string, (record: RecordBody, today: Today) => Codes>> = Object.assign(
  {},
  ...Object.values(kinds),
);

export const typesOf = (kind?: ReportKind): string[] =>
  (kind ? Object.keys(kinds[kind]) : Object.keys(makers)).map((type) => `type:${type}`);

/** It waits for somebody, and its time is over. */
const overdue = (record: RecordBody, { now }: Today): string[] => {
  const dialog = dialogOf(record);
  if (!dialog) return [];
  const due = recordDue(record);
  return due && due < now.toISOString() && !restsOf(dialog).includes(record.status) ? [dialog.name] : [];
};

export const codesOf = (record: RecordBody, today: Today): Codes => ({
  ...makers[record.type]?.(record, today),
  overdue: overdue(record, today),
});
