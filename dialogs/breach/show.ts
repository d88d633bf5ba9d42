import { agencyName } from '../dispute/parties.ts';
import { sayDate, sayWhen } from '../engine/say.ts';
import type { Context, Said, Section, View } from '../engine/types.ts';
import { sayLeft } from './clock-time.ts';
import { offersOf } from './offers.ts';
import type { Breach } from './record.ts';
import { postsOf } from './route.ts';
import { isSettled, missing, owesPeople, tasksOpen } from './stages.ts';
import { isUrgent } from './tells.ts';

/** How a breach reads: what is due when, what is done, what is open; then what happened. */

type Fact = View['facts'][number];

const value = (label: string, text: string | undefined): Fact[] =>
  text ? [{ label: `breach.facts.${label}`, value: text }] : [];
const said = (label: string, key: string, params: Said['params'] = {}): Fact[] => [
  { label: `breach.facts.${label}`, said: { key: `breach.${key}`, params } },
];
const at = (when: string, { policy }: Context): string => sayWhen(when, policy);
const line = (key: string, params: Said['params'] = {}): Said => ({ key: `breach.lead.${key}`, params });

/** By when the regulator is to know, or that they do, or need not. */
const regulatorLine = (record: Breach, ctx: Context): Said => {
  const { regulator, closedAt } = record;
  if (!isSettled(record)) return sayLeft(record, ctx);
  if (regulator?.at) return line('regulator-told', { when: at(regulator.at, ctx) });
  return line(closedAt ? 'regulator-not' : 'regulator-not-open');
};

const peopleLine = (record: Breach, ctx: Context): Said[] => {
  const { assessment, peopleTold } = record;
  if (!assessment) return [line('people-open')];
  if (owesPeople(record)) return [line('people-due')];
  if (peopleTold?.at) return [line('people-told', { when: at(peopleTold.at, ctx) })];
  return [line('people-not')];
};

const policyLine = ({ agencyId }: Breach, { policy }: Context): Said[] => {
  const page = policy.agencies.find(({ id }) => id === agencyId)?.breachPolicy;
  return page ? [line('policy', { title: page.title, url: page.url })] : [];
};

/** Where and how the regulator is told. */
const howTo = (record: Breach, { policy }: Context): Said[] => {
  const { title, phone, breaches } = policy.regulator;
  return missing(record).includes('regulatorTold')
    ? [line('how', { regulator: title, phone, title: breaches.title, url: breaches.url })]
    : [];
};

const forLead = (record: Breach, ctx: Context): Said[] => {
  const [next = record.closedAt ? 'closed' : 'close'] = missing(record);
  return [
    ...(isUrgent(record) && !record.closedAt ? [line('danger')] : []),
    regulatorLine(record, ctx),
    ...peopleLine(record, ctx),
    line(`next-${next}`),
    ...howTo(record, ctx),
    ...policyLine(record, ctx),
  ];
};

const leadPost = ({ agencyId, lead }: Breach, { policy }: Context): string =>
  postsOf(agencyId, policy).find((post) =>
    policy.agencies.find(({ id }) => id === agencyId)?.posts[post]?.includes(lead),
  ) ?? 'any';

/** For whoever reported it, and all who may read it: who sees to it, and by when. */
const forOthers = (record: Breach, ctx: Context): Said[] => [
  ...(record.createdBy.id === ctx.person.id ? [line('thanks')] : []),
  ...(record.class.includes('failure-to-share') && !record.closedAt ? [line('share-now')] : []),
  ...(isUrgent(record) && !record.closedAt ? [line('danger')] : []),
  line(`then-${leadPost(record, ctx)}`),
  regulatorLine(record, ctx),
  ...policyLine(record, ctx),
];

type Stage = readonly [name: string, when: string | undefined, done: boolean];

/** A step is done, or still to do: said in words. */
const stages = (record: Breach, ctx: Context): Fact[] => {
  const { containment, assessment, regulator, peopleTold, cause, lessons, actions } = record;
  const left = missing(record);
  const decided = regulator?.decision === 'report';
  const all: Stage[] = [
    ['contained', containment.after?.at, containment.after !== undefined],
    ['assessed', assessment?.at, assessment !== undefined],
    ...(decided ? [['regulatorTold', regulator?.at, !left.includes('regulatorTold')] as const] : []),
    ...(assessment?.tell.b || owesPeople(record) || peopleTold
      ? [['peopleTold', peopleTold?.at, !left.includes('peopleTold')] as const]
      : []),
    ['investigated', undefined, Boolean(cause && lessons)],
    ...(actions.length > 0 ? [['tasks', undefined, tasksOpen(record).length === 0] as const] : []),
  ];
  return all.flatMap(([name, when, done]) => {
    if (!done) return said(name, 'done.open');
    return when ? said(name, 'done.at', { when: at(when, ctx) }) : said(name, 'done.yes');
  });
};

const happened = (record: Breach, ctx: Context): Fact[] => [
  ...record.class.flatMap((one) => said('class', `questions.class.options.${one}`)),
  ...value('what', record.what),
  ...value('refs', record.subjectsRef.join(', ')),
  ...said('exposed', `questions.exposed.options.${record.exposedTo}`),
  ...said('count', `questions.count.options.${record.count}`),
  ...value('originator', ctx.policy.partners[record.originator ?? '']?.title ?? record.originator),
  ...value('recipients', record.recipients.map((id) => ctx.policy.partners[id]?.title ?? id).join('; ')),
  ...value('message', record.message?.link),
  ...(record.message?.sentAt ? said('sentAt', 'done.when', { when: at(record.message.sentAt, ctx) }) : []),
  ...said('awareAt', 'done.when', { when: at(record.awareAt, ctx) }),
  ...record.containment.done.flatMap((step) => said('steps', `questions.done.options.${step}`)),
  ...(record.containment.after
    ? [
        ...value('did', record.containment.after.text),
        ...said('out', `contained.questions.out.options.${record.containment.after.out}`),
      ]
    : []),
  ...record.added.flatMap(({ at: when, text }) => value('added', `${at(when, ctx)}: ${text}`)),
];

const partners = (record: Breach, ctx: Context): Fact[] =>
  record.partnersNotified.flatMap(({ partner, agency, heardAt, theirRef, notes }) => {
    const params = {
      partner: ctx.policy.partners[partner]?.title ?? partner,
      agency: agencyName(agency, ctx.policy),
      ref: (theirRef ?? '').replace(/[^\p{L}\p{N}./-]/gu, ''),
    };
    const how = theirRef ? 'linked' : heardAt ? 'heard' : 'told';
    return [
      ...said('partner', `partners.${how}`, params),
      ...notes.flatMap(({ at: when, text }) => value('partnerSays', `${at(when, ctx)}: ${text}`)),
    ];
  });

const decided = ({ assessment, regulator, peopleTold, toolkit }: Breach): Fact[] => [
  ...(assessment ? said('risk', `assess.risks.${assessment.risk}`) : []),
  ...(regulator ? said('regulator', `decided.${regulator.decision}`) : []),
  ...value('reportWhy', assessment?.report.reasons),
  ...value('reference', regulator?.reference),
  ...value('lateReason', regulator?.lateReason),
  ...value('toolkitRef', toolkit?.reference),
  ...value('tellWhy', assessment?.tell.reasons),
  ...value('how', peopleTold?.how),
  ...value('reasonNot', peopleTold?.reasonNot),
];

const learnt = ({ cause, lessons, actions }: Breach): Fact[] => [
  ...value('cause', cause),
  ...value('lessons', lessons),
  ...actions.flatMap(({ text, owner, due, doneAt, overdue }) => [
    ...value('task', `${text} (${owner})`),
    ...said('taskDue', `tasks.${doneAt ? 'done' : overdue ? 'late' : 'open'}`, { day: sayDate(due) }),
  ]),
];

const isAsked = ({ asked = [] }: Breach, { person }: Context): boolean => asked.includes(person.id);

export const show = (record: Breach, ctx: Context): View => ({
  status: { key: `breach.status.${record.status}` },
  lead: isAsked(record, ctx) ? forLead(record, ctx) : forOthers(record, ctx),
  facts: [
    ...stages(record, ctx),
    ...happened(record, ctx),
    ...partners(record, ctx),
    ...decided(record),
    ...learnt(record),
  ],
  actions: offersOf(record, ctx),
  // What should have been shared can still be.
  ...(record.class.includes('failure-to-share') && !record.closedAt
    ? { begins: [{ dialog: 'decision' }] }
    : {}),
});

const heading = (key: string): Said => ({ key: `breach.copy.${key}` });

/** The whole record for the case file. */
export const copy = (record: Breach, ctx: Context): Section[] => {
  const told = partners(record, ctx);
  const why = decided(record);
  const last = learnt(record);
  return [
    { heading: heading('happened'), lead: [], facts: happened(record, ctx) },
    { heading: heading('done'), lead: [regulatorLine(record, ctx)], facts: stages(record, ctx) },
    ...(why.length > 0 ? [{ heading: heading('decided'), lead: [], facts: why }] : []),
    ...(told.length > 0 ? [{ heading: heading('partners'), lead: [], facts: told }] : []),
    ...(last.length > 0 ? [{ heading: heading('learnt'), lead: [], facts: last }] : []),
  ];
};
