import { inOrder } from '../engine/next-step.ts';
import { holdsNames, noNames, referenceOnly } from '../engine/no-names.ts';
import { postOf } from '../engine/posts.ts';
import type { ActionForm, Citation, Context, Dialog, Page, Question } from '../engine/types.ts';
import { localDate } from '../engine/working-time.ts';
import { otherPartners } from '../liaison/telling.ts';
import type { Post } from '../policy/pack.ts';
import { type About, abouts, type Complaint, hows, outcomes } from './record.ts';
import { rightsPaper } from './rights.ts';

/** What is asked when a complaint is logged, and at each step of dealing with it. */

const law: Citation = { id: 'law:L-09', section: '' };
const procedure: Citation = { id: 'southampton-2010', section: 'section 14' };
const citations = [law, procedure];

export type LogAnswers = {
  received: string;
  complainantRef: string;
  about: About;
  alleges: 'yes' | 'no';
  sharingRef?: string;
  partner?: string;
  aboutText?: string;
};

type Check = NonNullable<Question['check']>;

const notToCome: Check = (day, _, { now, policy }) =>
  String(day) > localDate(now, policy) ? 'in-the-future' : undefined;

const choice = (options: readonly string[]): Question => ({
  kind: 'choice',
  options,
  required: true,
  citations,
});

const longText = (maxLength: number, required = true): Question => ({
  kind: 'long',
  required,
  maxLength,
  check: noNames,
  citations,
});

const reference = (required = true): Question => ({
  kind: 'text',
  required,
  maxLength: 30,
  check: referenceOnly,
  citations,
});

export const logQuestions: Dialog<LogAnswers>['questions'] = {
  received: { kind: 'date', required: true, check: notToCome, citations },
  complainantRef: reference(),
  about: choice(abouts),
  alleges: choice(['yes', 'no']),
  sharingRef: reference(false),
  partner: { kind: 'choice', pick: otherPartners, required: false, citations },
  aboutText: longText(500),
};

export const logPages: readonly (Page<LogAnswers> & { when?(answers: Partial<LogAnswers>): boolean })[] = [
  { page: 'log', ask: ['received', 'complainantRef', 'about', 'alleges', 'sharingRef', 'partner'] },
  { page: 'other', ask: ['aboutText'], when: ({ about }) => about === 'other' },
];

const stated = ({ record }: Context): Complaint | undefined => record as Complaint | undefined;

/** Not before it came, and not on a day still to come. */
const since: Check = (day, answers, ctx) =>
  notToCome(day, answers, ctx) ??
  (String(day) < (stated(ctx)?.receivedOn ?? '') ? 'before-it-came' : undefined);

const form = <A>(questions: Dialog<A>['questions'], pages: readonly Page<A>[]): ActionForm<A> => ({
  version: 1,
  review: false,
  questions,
  next: inOrder(pages, () => 'done' as const),
});

type How = (typeof hows)[number];

export type AckAnswers = { on: string; how: How | 'not-yet' };

/** With the answer that it came goes the paper with their rights, where they have not got it. */
export const acknowledgeForm: ActionForm<AckAnswers> = {
  version: 1,
  review: false,
  questions: {
    on: { kind: 'date', required: true, check: since, citations },
    how: choice([...hows, 'not-yet']),
  },
  next: ({ on, how }, ctx) =>
    on !== undefined && how !== undefined
      ? 'done'
      : { page: 'acknowledge', ask: ['on', 'how'], tells: rightsPaper(ctx) },
};

export const newsForm = form<{ text: string }>({ text: longText(500) }, [{ page: 'news', ask: ['text'] }]);
export const moreForm = form<{ text: string }>({ text: longText(500) }, [{ page: 'more', ask: ['text'] }]);

export type OutcomeAnswers = { outcome: (typeof outcomes)[number]; reasons: string; changes?: string };

/** Whoever has not heard what they can still do is not told that it is over. */
const rightsFirst: Check = (_, __, ctx) => (stated(ctx)?.rights ? undefined : 'rights-first');

export const outcomeForm = form<OutcomeAnswers>(
  {
    outcome: { ...choice(outcomes), check: rightsFirst },
    reasons: longText(1000),
    changes: longText(1000, false),
  },
  [{ page: 'outcome', ask: ['outcome', 'reasons', 'changes'] }],
);

/** What is wanted less often, behind one button. */
export const others = ['rights', 'partner', 'breach-new', 'breach-link', 'referred', 'pass'] as const;
export type Other = (typeof others)[number];

const offered = (ctx: Context): Other[] => {
  const record = stated(ctx);
  const done: Readonly<Record<Other, boolean>> = {
    rights: record?.rights !== undefined,
    partner: partnersLeft(ctx).length === 0,
    'breach-new': record?.breachRef !== undefined,
    'breach-link': record?.breachRef !== undefined,
    referred: record?.referredInternally !== undefined,
    pass: postsLeft(ctx).length === 0,
  };
  return others.filter((one) => !done[one]);
};

const partnersLeft = (ctx: Context) => {
  const told = stated(ctx)?.partnersLiaised.map(({ partner }) => partner) ?? [];
  return otherPartners(undefined, ctx).filter(({ value }) => !told.includes(value));
};

export const passPosts = ['complaints', 'dpo', 'caldicott', 'siro', 'legal', 'head-of-service'] as const;

export const whoIn = (post: Post, { policy, person, record }: Context): string | undefined =>
  postOf(person.agency, post, policy).find((one) => one !== person.id && one !== record?.createdBy.id);

const postsLeft = (ctx: Context) => passPosts.filter((post) => whoIn(post, ctx) !== undefined);

export type OtherAnswers = {
  which: Other;
  how?: How;
  partner?: string;
  ref?: string;
  sure?: 'yes';
  post?: (typeof passPosts)[number];
};

const breachRef: Check = (value, _, ctx) =>
  /^B-[2-9A-Z]{4}-[2-9A-Z]{2}$/.test(String(value).trim().toUpperCase()) && !holdsNames(value, ctx)
    ? undefined
    : 'not-such-a-record';

const asks: Readonly<Partial<Record<Other, Page<OtherAnswers>>>> = {
  partner: { page: 'partner', ask: ['partner'] },
  'breach-link': { page: 'breach', ask: ['ref'] },
  referred: { page: 'referred', ask: ['sure'], by: 'sure' },
  pass: { page: 'pass', ask: ['post'], by: 'post' },
};

const otherPage = (which: Other, ctx: Context): Page<OtherAnswers> | undefined =>
  which === 'rights' ? { page: 'rights', ask: ['how'], by: 'how', tells: rightsPaper(ctx) } : asks[which];

export const otherForm: ActionForm<OtherAnswers> = {
  version: 1,
  review: false,
  questions: {
    which: { ...choice(others), offers: offered },
    how: choice(hows),
    partner: { kind: 'choice', pick: (_, ctx) => partnersLeft(ctx), required: true, citations },
    ref: { kind: 'text', required: true, maxLength: 30, check: breachRef, citations },
    sure: choice(['yes']),
    post: { ...choice(passPosts), offers: postsLeft },
  },
  next: (answers, ctx) => {
    if (!answers.which) return { page: 'which', ask: ['which'], by: 'which' };
    const page = otherPage(answers.which, ctx);
    return page && !page.ask.every((name) => name in answers) ? page : 'done';
  },
};
