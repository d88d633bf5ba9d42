import { agencyName } from '../dispute/parties.ts';
import { sayWhen } from '../engine/say.ts';
import type { Context, Said, Section, View } from '../engine/types.ts';
import { localDate, workingDaysBetween } from '../engine/working-time.ts';
import { answerFacts, contentFacts, partyFacts, stepFacts } from './facts.ts';
import { canAnswer, canHear } from './forms.ts';
import { lifecycle } from './lifecycle.ts';
import { namesOf } from './notices.ts';
import type { CourtFlow } from './record.ts';
import { allOf, clashes, courseOf, isOurs, last, owes, toSend } from './steps.ts';

/** How it reads: on its card, and as the request or application for the case file. */

const said = (key: string, params: Said['params'] = {}): Said => ({ key: `court.${key}`, params });

const isOpen = ({ status }: CourtFlow): boolean => ['sending', 'sent', 'acknowledged'].includes(status);

const timeLeft = (record: CourtFlow, ctx: Context): Said[] => {
  const { dueAt } = record;
  if (!dueAt || !isOpen(record)) return [];
  const days = workingDaysBetween(ctx.now, new Date(dueAt), ctx.policy);
  const params = { when: sayWhen(dueAt, ctx.policy), days: String(days) };
  if (dueAt <= ctx.now.toISOString()) return [said('lead.over', params)];
  // Whoever asks may name a day on which nobody works.
  const today = localDate(new Date(dueAt), ctx.policy) === localDate(ctx.now, ctx.policy);
  if (today) return [said('lead.left-0', params)];
  return [said(days > 1 ? 'lead.left' : 'lead.left-1', params)];
};

/** To whoever it came, it is not sent but here. */
const statusKey = (record: CourtFlow): string =>
  record.status === 'sent' && !isOurs(record) ? 'came' : record.status;

const consulting = (record: CourtFlow): string => {
  if (!last(record, 'consulted')) return 'consult';
  return last(record, 'viewed') ? 'settle' : 'view';
};

/** What to do now. */
const task = (record: CourtFlow, ctx: Context): Said => {
  const { status } = record;
  const course = courseOf(record);
  if (status === 'consulting') return said(`lead.our-${consulting(record)}`);
  const agency = namesOf(
    toSend(record).map((one) => one.agency),
    ctx,
  );
  if (!isOurs(record)) return said(status === 'sent' ? `lead.their-sent-${course}` : `lead.their-${status}`);
  return said(status === 'sending' ? `lead.our-sending-${course}` : `lead.our-${status}`, { agency });
};

/** Nothing goes out of a family case without a rule or the leave of the court. */
const noLeave = ({ flow, status }: CourtFlow): Said[] =>
  flow === 'release' && ['sending', 'asked', 'listed', 'refused'].includes(status)
    ? [said('lead.no-leave')]
    : [];

const lead = (record: CourtFlow, ctx: Context): Said[] => [
  task(record, ctx),
  ...timeLeft(record, ctx),
  ...(record.status === 'closed' ? [] : record.late.map((late) => said(`lead.late-${late}`))),
  ...(clashes(record) && !['held', 'closed'].includes(record.status) ? [said('lead.clash')] : []),
  ...noLeave(record),
  ...(record.victim ? [said('lead.victim')] : []),
  ...(record.status === 'closed' ? [] : [said('lead.urgent')]),
];

const theirActions = (record: CourtFlow): string[] => [
  ...(record.status === 'sent' && owes(record) ? ['acknowledge'] : []),
  ...(owes(record) && courseOf(record) === 'request' ? ['reply'] : []),
];

const ourActions = (record: CourtFlow): string[] => {
  const { status } = record;
  if (status === 'consulting')
    return [consulting(record), ...(consulting(record) === 'settle' ? [] : ['settle'])];
  return [
    ...(status === 'sending' ? ['sentByHand'] : []),
    ...(status !== 'sending' && courseOf(record) === 'request' && canAnswer(record) ? ['answered'] : []),
    ...(status !== 'sending' && courseOf(record) !== 'leave' && canHear(record) ? ['arrived'] : []),
    ...(['asked', 'listed'].includes(status) ? ['ruling', 'hearing'] : []),
    ...(status === 'ready' ? ['release'] : []),
    ...(record.flow === 'hearings' ? ['held'] : []),
    'change',
  ];
};

/** As many as have room, and always a way to end it. */
const actionsOf = (record: CourtFlow, ctx: Context): string[] => {
  const { status } = record;
  if (status === 'closed') return [];
  const all = isOurs(record) || courseOf(record) === 'defence' ? ourActions(record) : theirActions(record);
  const can = all.filter((name) => {
    const action = lifecycle.actions[name];
    return action?.from.includes(status) && action.when?.(record, ctx) !== false;
  });
  const ends = isOurs(record) || !record.from.worker ? ['close'] : [];
  return [...can.slice(0, 2), ...(can.length > 1 && begunFrom(record).length > 0 ? [] : ends)];
};

/** Whoever shares something decides first, as in any other case. */
const begunFrom = (record: CourtFlow): NonNullable<View['begins']> => {
  const shares = isOurs(record)
    ? record.status === 'ready' && record.flow !== 'permission'
    : owes(record) && courseOf(record) === 'request';
  if (shares) return [{ dialog: 'decision' }];
  return isOurs(record) && record.status === 'replied' && keptBack(record) ? [{ dialog: 'dispute' }] : [];
};

const keptBack = (record: CourtFlow): boolean =>
  allOf(record, 'replied').some(({ says }) => says === 'none' || says === 'part');

export const show = (record: CourtFlow, ctx: Context): View => ({
  status: said(`status.${statusKey(record)}`),
  lead: lead(record, ctx),
  facts: [
    { label: 'court.facts.what', said: said(`what.${record.flow}`) },
    ...partyFacts(record, ctx),
    ...contentFacts(record, ctx),
    ...answerFacts(record, ctx),
    ...stepFacts(record, ctx),
  ],
  actions: actionsOf(record, ctx),
  begins: begunFrom(record),
});

/** The application or the request with all that its form asks for, then who has said what. */
export const copy = (record: CourtFlow, ctx: Context): Section[] => {
  const course = courseOf(record);
  const applies = record.court !== undefined;
  const from = agencyName(record.from.agency, ctx.policy);
  return [
    {
      heading: said(`copy.${applies ? 'application' : course}`),
      lead: [said(`what.${record.flow}`), ...(applies || course === 'request' ? [said('copy.form')] : [])],
      facts: [{ label: 'court.facts.applicant', value: from }, ...contentFacts(record, ctx)],
    },
    {
      heading: said('copy.answers'),
      lead: [],
      facts: [...partyFacts(record, ctx), ...answerFacts(record, ctx)],
    },
    { heading: said('copy.steps'), lead: [], facts: stepFacts(record, ctx) },
  ];
};
