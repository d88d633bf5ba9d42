import { sayWhen } from '../engine/say.ts';
import type { Context, Section, View, Said as Words } from '../engine/types.ts';
import { agencyName, plain } from './parties.ts';
import { type Dispute, otherOf, type Step } from './record.ts';
import { bothAdvised, canAgreeWith, deciders, has, mySay, owes, standingOf, theirSay } from './steps.ts';

/** How a dispute reads: on its card, and as the entry for the case file in its three parts. */

type Fact = View['facts'][number];

const value = (label: string, text: string | undefined): Fact[] =>
  text ? [{ label: `dispute.facts.${label}`, value: text }] : [];
const said = (label: string, key: string, params: Words['params'] = {}): Fact[] => [
  { label: `dispute.facts.${label}`, said: { key: `dispute.${key}`, params } },
];

const when = ({ at }: Pick<Step, 'at'>, { policy }: Context): string => sayWhen(at, policy);

const titleOf = ({ parties, side }: Dispute, { policy }: Context): string => {
  const { agency, partner = '' } = parties[otherOf(side)];
  const title = policy.partners[partner]?.title;
  const name = agencyName(agency, policy);
  return title && title !== name ? `${title}, ${name}` : name;
};

/** Whom to ring: the last of theirs who was introduced. */
const opposite = ({ steps, side, people }: Dispute): string => {
  const met = steps.findLast((step) => step.kind === 'meets' && step.side !== side);
  const who = met?.kind === 'meets' ? people[met.who] : undefined;
  return who ? [who.name, who.post].filter(Boolean).join(', ') : '';
};

const keyOf = (step: Step): string => {
  switch (step.kind) {
    case 'meets':
      return `meets-${step.tier}`;
    case 'tried':
      return `tried-${step.how}`;
    case 'said':
      return `said-${step.tier}-${step.say}`;
    case 'advised':
      return `advised-${step.role}`;
    default:
      return step.kind;
  }
};

const stepFact = (step: Step, record: Dispute, ctx: Context): Fact[] => {
  const name = step.kind === 'said' ? plain(step.name) || '-' : '';
  const side = step.side === record.side ? 'we' : 'they';
  return said(side, `steps.${keyOf(step)}`, { when: when(step, ctx), name });
};

const reasonFacts = ({ steps, side }: Dispute): Fact[] =>
  steps.flatMap((step) =>
    step.kind === 'said' ? value(step.side === side ? 'ourReasons' : 'theirReasons', step.reasons) : [],
  );

const impactFacts = ({ steps, side }: Dispute): Fact[] =>
  steps.flatMap((step) =>
    step.kind === 'said' && step.impact
      ? said(
          step.side === side ? 'ourImpact' : 'theirImpact',
          `result.questions.impact.options.${step.impact}`,
        )
      : [],
  );

const opening = (record: Dispute, ctx: Context): Fact[] => [
  ...value('with', titleOf(record, ctx)),
  ...value('opposite', opposite(record)),
  ...value('about', record.about),
  ...said('wants', record.wants === record.side ? 'says.we-want' : 'says.they-want'),
  ...said('point', `questions.point.options.${record.point}`),
  ...value('sentence', record.sentence),
];

const outcome = ({ steps }: Dispute): Fact[] => {
  const { say } = standingOf(steps);
  return say
    ? [
        ...said('outcome', `says.${say}`),
        ...value(
          'deciders',
          deciders(steps)
            .map(({ name, by }) => name || by.id)
            .join('; '),
        ),
      ]
    : [];
};

const advice = ({ counsel: ours }: Dispute): Fact[] =>
  ours
    ? [...said('adviser', `advised.questions.role.options.${ours.role}`), ...value('advice', ours.text)]
    : [];

const yesNo = (yes: boolean): string => (yes ? 'yes' : 'no');

/** What to do now, for whoever of ours is asked. */
const task = (record: Dispute): string => {
  const { steps, side, status } = record;
  if (status === 'closed') return 'closed';
  if (status === 'decided') {
    const { say } = standingOf(steps);
    return has(steps, side, 'filed') ? 'wait-filing' : `file-${say}`;
  }
  if (!owes(record)) return mySay(record) ? 'wait-answer' : 'wait-advice';
  if (canAgreeWith(record)) return 'answer';
  if (status === 'stage1') return 'talk';
  return bothAdvised(steps) ? 'decide' : 'advice';
};

const lead = (record: Dispute): Words[] => {
  const { steps, side, status, late } = record;
  const taken = status === 'stage2' && !bothAdvised(steps);
  return [
    { key: `dispute.lead.${task(record)}` },
    ...(taken
      ? [
          { key: `dispute.lead.our-advice-${yesNo(has(steps, side, 'advised'))}` },
          { key: `dispute.lead.their-advice-${yesNo(has(steps, otherOf(side), 'advised'))}` },
        ]
      : []),
    ...(late.includes(status) ? [{ key: 'dispute.lead.late' }] : []),
    ...(steps.some(({ kind }) => kind === 'urgent') ? [{ key: 'dispute.lead.urgent-used' }] : []),
    ...(status === 'closed' ? [] : [{ key: 'dispute.lead.urgent' }]),
  ];
};

const actionsOf = (record: Dispute): string[] => {
  const { steps, side, status } = record;
  if (status === 'closed') return [];
  if (status === 'decided') return has(steps, side, 'filed') ? [] : ['copied'];
  if (mySay(record)) return ['tried'];
  const answer = canAgreeWith(record) ? ['agree'] : [];
  if (status === 'stage1')
    return theirSay(record) ? [...answer, 'unresolved', 'tried'] : ['result', 'unresolved', 'tried'];
  const first = has(steps, side, 'advised') ? [] : ['advised'];
  return [...first, ...answer, 'decide', 'tried'].slice(0, 3);
};

const whole = (record: Dispute, ctx: Context): Fact[] => [
  ...opening(record, ctx),
  ...outcome(record),
  ...reasonFacts(record),
  ...impactFacts(record),
  ...advice(record),
  ...record.steps.flatMap((step) => stepFact(step, record, ctx)),
];

export const show = (record: Dispute, ctx: Context): View => ({
  status: {
    key: `dispute.status.${record.status}`,
    params: { by: record.dueAt ? sayWhen(record.dueAt, ctx.policy) : '' },
  },
  lead: lead(record),
  facts: whole(record, ctx),
  actions: actionsOf(record),
});

const heading = (key: string): Words => ({ key: `dispute.copy.${key}` });

/** The steps that were taken; why it was not shared; what that led to. */
export const copy = (record: Dispute, ctx: Context): Section[] => {
  const { say } = standingOf(record.steps);
  const impact = impactFacts(record);
  return [
    { heading: heading('about'), lead: [], facts: [...opening(record, ctx), ...outcome(record)] },
    {
      heading: heading('process'),
      lead: [],
      facts: [...record.steps.flatMap((step) => stepFact(step, record, ctx)), ...advice(record)],
    },
    {
      heading: heading('why'),
      lead: [heading(`why-${say ?? 'open'}`)],
      facts: [
        ...said('point', `questions.point.options.${record.point}`),
        ...value('sentence', record.sentence),
        ...reasonFacts(record),
      ],
    },
    { heading: heading('impact'), lead: impact.length > 0 ? [] : [heading('no-impact')], facts: impact },
  ];
};
