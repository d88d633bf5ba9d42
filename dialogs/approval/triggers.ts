import { sharing } from '../decision/conditions.ts';
import type { DecisionRecord } from '../decision/record.ts';
import type { ApprovalTrigger, PolicyPack } from '../policy/pack.ts';

/** When a manager's view is offered, and when an agency wants it before anything goes. */

type Rule = PolicyPack['approval']['rules'][number];

const refusals = ['REFUSED', 'WITHDRAWN', 'RESTRICTED'];

const overridden = ({ final, consentResult = '', answers }: DecisionRecord): boolean =>
  sharing.includes(final.outcome) &&
  (refusals.includes(consentResult) ||
    answers.some(({ row, value }) => row === 'decision.objects' && value === 'yes'));

const found: Readonly<Record<Exclude<ApprovalTrigger, 'rule'>, (record: DecisionRecord) => boolean>> = {
  departs: ({ departure }) => departure !== undefined,
  objection: overridden,
  refused: ({ receipt, answered }) => receipt?.answer === 'refused' || answered?.answer === 'no',
  doubt: ({ final }) => ['SEEK_ADVICE', 'ESCALATE'].includes(final.outcome),
};

const plain = (record: DecisionRecord): ApprovalTrigger[] =>
  (Object.keys(found) as (keyof typeof found)[]).filter((name) => found[name](record));

const familiesOf = ({ purpose }: DecisionRecord, { purposes }: PolicyPack): string[] =>
  purpose.flatMap((id) => purposes[id]?.family ?? []);

/** Of what a rule names, all must hold; what it does not name, it leaves open. */
const meets = (rule: Rule, record: DecisionRecord, pack: PolicyPack): boolean => {
  const one = (wanted: readonly string[] | undefined, has: readonly string[]) =>
    wanted === undefined || wanted.some((each) => has.includes(each));
  return (
    (rule.agency === undefined || rule.agency === record.agencyId) &&
    one(rule.outcomes, [record.final.outcome]) &&
    one(rule.families, familiesOf(record, pack)) &&
    one(rule.triggers, plain(record))
  );
};

const rulesFor = (record: DecisionRecord, pack: PolicyPack): Rule[] =>
  pack.approval.rules.filter((rule) => meets(rule, record, pack));

export const triggersOf = (record: DecisionRecord, pack: PolicyPack): ApprovalTrigger[] => [
  ...plain(record),
  ...(rulesFor(record, pack).length > 0 ? (['rule'] as const) : []),
];

const last = ({ approvals = [] }: DecisionRecord) => approvals.at(-1);

export const isPending = (record: DecisionRecord): boolean =>
  ['asked', 'question'].includes(last(record)?.status ?? '');

export const isApproved = (record: DecisionRecord): boolean => last(record)?.status === 'approved';

/** Somebody was asked and has not said yes: whoever goes on all the same says why. */
export const goesOnAlone = (record: DecisionRecord): boolean =>
  isPending(record) || last(record)?.status === 'rejected';

/** The agency wants a yes first. Danger has a lane of its own, which nothing holds. */
export const needsApproval = (record: DecisionRecord, pack: PolicyPack): boolean =>
  !isApproved(record) && rulesFor(record, pack).some(({ compulsory }) => compulsory);

/** It was sent, or it went on as another decision. */
const goesNowhere = ({ transferAt, resumedBy, answered }: DecisionRecord): boolean =>
  transferAt !== undefined || resumedBy !== undefined || answered !== undefined;

/** Why the card of a decision offers it; nothing where somebody has been asked, or nothing waits any more. */
export const offeredFor = (record: DecisionRecord, pack: PolicyPack): ApprovalTrigger | undefined => {
  if (isPending(record) || isApproved(record)) return undefined;
  const triggers = triggersOf(record, pack);
  return goesNowhere(record) ? triggers.find((one) => one === 'refused') : triggers[0];
};
