import { noNames } from '../engine/no-names.ts';
import type { ActionForm, Context, Page, Question, RecordBody } from '../engine/types.ts';
import { localDate } from '../engine/working-time.ts';
import { aims, type FieldName } from './aims.ts';
import { hasBeen, isToCome } from './checks.ts';
import { agencyPicks, routePicks } from './parties.ts';
import { choice, date, picked, questions, reference } from './questions.ts';
import {
  type CourtFlow,
  endings,
  grounds,
  outcomes,
  rulings,
  says,
  views,
  ways,
  whyWithheld,
} from './record.ts';
import { datesOf, hasReplied, isTalkedOver, last, notHeard, toSend } from './steps.ts';

/** What is asked at each step of it. */

type Answers = Record<string, unknown>;
type Form = ActionForm<Answers>;

const flowIn = ({ record }: Context): CourtFlow | undefined => record as CourtFlow | undefined;

const form = (asked: Readonly<Record<string, Question>>, ...pages: readonly Paged[]): Form => ({
  version: 1,
  review: false,
  questions: asked,
  next: (answers, ctx) =>
    pages.find(
      (page) => page.ask.some((name) => !(name in answers)) && (page.when?.(answers, ctx) ?? true),
    ) ?? 'done',
});
type Paged = Page<Answers> & { when?(answers: Answers, ctx: Context): boolean };

const one = (page: string, asked: Readonly<Record<string, Question>>): Form =>
  form(asked, { page, ask: Object.keys(asked) });

const long = (maxLength = 1000): Question => ({
  kind: 'long',
  required: true,
  maxLength,
  check: noNames,
  citations: reference.citations,
});
const blank = (question: Question): Question => ({ ...question, required: false });

/** Those who must be sent something by hand; who have it by hand and did not say so; who have not answered. */
const sendPicks = agencyPicks((record) => toSend(record).map(({ agency }) => agency));
const heardPicks = agencyPicks((record) => byHand(record).filter((one) => isIn(notHeard(record), one)));
const replyPicks = agencyPicks((record) => byHand(record).filter((one) => !hasReplied(record, one)));

const isIn = (parties: readonly { agency: string }[], agency: string): boolean =>
  parties.some((party) => party.agency === agency);

/** They were sent it, and have no part in Sharewell: what they say is entered for them. */
export const byHand = (record: CourtFlow): string[] => {
  const waiting = toSend(record).map(({ agency }) => agency);
  return record.to
    .filter(({ agency, here }) => !here && !waiting.includes(agency))
    .map(({ agency }) => agency);
};
export const canHear = (record: CourtFlow): boolean =>
  byHand(record).some((agency) => isIn(notHeard(record), agency));
export const canAnswer = (record: CourtFlow): boolean =>
  byHand(record).some((agency) => !hasReplied(record, agency));

export const sentForm = one('sent', { to: picked(sendPicks), on: date(hasBeen), how: picked(routePicks) });
export const heardForm = one('heard', { agency: picked(heardPicks), on: date(hasBeen) });

const shared: Readonly<Record<string, Question>> = {
  says: choice(says),
  items: long(),
  basis: choice(grounds),
  decision: reference,
  withheld: long(),
  reasons: { ...choice(whyWithheld), kind: 'many' },
};

const replyPages = (whose: readonly string[]): readonly Paged[] => [
  { page: 'says', ask: [...whose, 'says'], ...(whose.length > 0 ? {} : { by: 'says' }) },
  {
    page: 'shared',
    ask: ['items', 'basis', ...(whose.length > 0 ? [] : ['decision'])],
    when: ({ says: said }) => said === 'all' || said === 'part',
  },
  { page: 'withheld', ask: ['withheld', 'reasons'], when: ({ says: said }) => said === 'part' },
  { page: 'why', ask: ['reasons'], when: ({ says: said }) => said === 'none' },
];

export const replyForm = form(shared, ...replyPages([]));

const withWords = (asked: Readonly<Record<string, Question>>, words: string) =>
  Object.fromEntries(Object.entries(asked).map(([name, question]) => [name, { ...question, words }]));

const { decision: _, ...theirs } = shared;
export const answeredForm = form(
  { agency: picked(replyPicks), on: date(hasBeen), ...withWords(theirs, 'court.reply') },
  ...replyPages(['agency', 'on']),
);

const changing: readonly FieldName[] = [
  ...(['stage', 'criminalCourt', 'criminalOn', 'trialOn', 'familyCourt', 'familyOn', 'familyNext'] as const),
];

/** The timetable, as it is now: what has changed is written over it. */
export const changeForm: Form = {
  ...form(
    withWords(Object.fromEntries(changing.map((name) => [name, questions[name] as Question])), 'court'),
  ),
  next: (answers, ctx) => {
    const record = flowIn(ctx);
    const ask = record ? aims[record.flow].dates : changing;
    return ask.every((name) => name in answers) ? 'done' : { page: 'dates', ask };
  },
  filled: (record: RecordBody) => {
    const dates = datesOf(record as CourtFlow);
    return { ...dates, ...(dates.familyOn ? { familyNext: dates.familyOn } : {}) };
  },
};

export const hearingForm = one('hearing', { on: date(isToCome) });

export const rulingForm = form(
  {
    ruling: choice(rulings),
    order: reference,
    terms: long(),
    until: blank(date(isToCome)),
  },
  { page: 'ruling', ask: ['ruling'], by: 'ruling' },
  { page: 'granted', ask: ['order', 'terms', 'until'], when: ({ ruling }) => ruling === 'granted' },
  { page: 'refused', ask: ['order'], when: ({ ruling }) => ruling === 'refused' },
);

/** What the order says stands above the questions; once it has ended it allows nothing. */
const withinTerms: Question['check'] = (given, _, ctx) => {
  const record = flowIn(ctx);
  const until = record && last(record, 'ruled')?.until;
  if (until && until < localDate(ctx.now, ctx.policy)) return 'order-ended';
  return given === 'yes' ? undefined : 'outside-terms';
};

const releaseAsks = ['items', 'within', 'how', 'on', 'decision'] as const;

const termsShown = ({ record, policy }: Context): NonNullable<Page<Answers>['shows']> => {
  const flow = record as CourtFlow | undefined;
  const order = flow && last(flow, 'ruled');
  const rule = policy.releaseRules.find(({ id }) => id === flow?.rule);
  return [
    ...(order ? [{ label: 'court.facts.order', value: order.order }] : []),
    ...(order?.terms ? [{ label: 'court.facts.terms', value: order.terms }] : []),
    ...(rule ? [{ label: 'court.facts.covers', value: rule.covers }] : []),
  ];
};

export const releaseForm: Form = {
  version: 1,
  review: false,
  questions: {
    items: long(),
    within: { ...choice(['yes', 'no']), check: withinTerms },
    how: picked(routePicks),
    on: date(hasBeen),
    decision: reference,
  },
  next: (answers, ctx) =>
    releaseAsks.every((name) => name in answers)
      ? 'done'
      : { page: 'release', ask: releaseAsks, shows: termsShown(ctx) },
};

export const consultForm = one('consult', { on: date(hasBeen), how: choice(ways) });
export const viewForm = one('view', { view: choice(views), reasons: long() });

/** Nobody decides before prosecutors were asked and the authority has said what it thinks. */
const talkedOver: Question['check'] = (_, __, ctx) => {
  const record = flowIn(ctx);
  return record && !isTalkedOver(record) ? 'consult-first' : undefined;
};

export const settleForm = one('settle', {
  outcome: { ...choice(outcomes), check: talkedOver },
  reasons: long(),
});

export const heldForm = one('held', { outcome: long() });
export const closeForm = form({ why: choice(endings) }, { page: 'why', ask: ['why'], by: 'why' });
