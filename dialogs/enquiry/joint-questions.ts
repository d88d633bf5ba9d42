import { sharedText } from '../engine/no-names.ts';
import type { ActionForm, Citation, Context, Option, Page, Question } from '../engine/types.ts';
import { localDate } from '../engine/working-time.ts';
import { type Rating, ratings } from '../policy/catalogue.ts';
import { membersOf, nameOf } from './moved.ts';
import { type Enquiry, levels, outcomes } from './record.ts';

/** What agencies do together, one step at a time: risks, the person's own view, the level, the plan, the end. */

export const forAll = ['risk', 'victim', 'dissent', 'plan', 'done'] as const;
export const forLeads = ['level', 'more', 'rating', 'lead', 'close'] as const;
export type What = (typeof forAll)[number] | (typeof forLeads)[number];

type Level = (typeof levels)[number];

export type Joint = {
  what: What;
  riskText?: string;
  riskLevel?: Level;
  wishes?: string;
  needs?: string;
  safety?: string;
  level?: Level;
  dissentText?: string;
  planText?: string;
  planAgency?: string;
  planOwner?: string;
  planDue?: string;
  task?: string;
  agencies?: string[];
  rating?: Rating;
  ratingWhy?: string;
  outcome?: (typeof outcomes)[number];
  outcomeText?: string;
};

const together: readonly Citation[] = [{ id: 'norfolk-2015', section: 'Appendix 1' }];

const of = (ctx: Context): Enquiry | undefined => ctx.record as Enquiry | undefined;

/** What is still to be done by the agency of whoever looks. */
export const ownTasks = (record: Enquiry, { person }: Context): Enquiry['plan'] =>
  record.plan.filter(({ agency, doneAt }) => agency === person.agency && !doneAt);

/** Agencies of the hub that were not asked; and those of guests who were invited to this one. */
export const notAsked = (record: Enquiry, ctx: Context): string[] => {
  const listed = ctx.policy.hubs.find(({ code }) => code === record.hub)?.agencies ?? [];
  const guests = (ctx.hub?.seats ?? [])
    .map(({ agency }) => agency)
    .filter((agency) => membersOf(ctx, agency, record.reference).length > 0);
  const asked = record.requests.map(({ agency }) => agency);
  return [...new Set([...listed, ...guests])].filter((agency) => !asked.includes(agency));
};

/** What somebody can do now; once it is closed, the plan still runs. */
export const offersFor = (record: Enquiry, ctx: Context): What[] => {
  const done: What[] = ownTasks(record, ctx).length > 0 ? ['done'] : [];
  if (record.status === 'closed') return done;
  const { seat } = ctx.person;
  const leads: What[] = [
    'level',
    ...(notAsked(record, ctx).length > 0 ? (['more'] as const) : []),
    'rating',
    ...(record.ledBy?.person === ctx.person.id ? [] : (['lead'] as const)),
    'close',
  ];
  return ['risk', 'victim', 'dissent', 'plan', ...done, ...(seat?.role === 'lead' ? leads : [])];
};

const choice = (options: readonly string[]): Question => ({
  kind: 'choice',
  options,
  required: true,
  citations: together,
});

const picked = (kind: 'choice' | 'many', pick: NonNullable<Question['pick']>): Question => ({
  kind,
  pick,
  required: true,
  citations: together,
});

const named = (agencies: readonly string[], ctx: Context): Option[] =>
  agencies.map((value) => ({ value, title: nameOf(value, ctx) }));

const all = [...forAll, ...forLeads];

const questions: ActionForm<Joint>['questions'] = {
  what: {
    ...choice(all),
    offers: (ctx) => {
      const record = of(ctx);
      return record ? offersFor(record, ctx) : all;
    },
  },
  riskText: sharedText(500, together),
  riskLevel: choice(levels),
  wishes: sharedText(500, together),
  needs: sharedText(500, together),
  safety: sharedText(500, together),
  level: choice(levels),
  dissentText: sharedText(500, together),
  planText: sharedText(300, together),
  planAgency: picked('choice', (_, ctx) => named(of(ctx)?.requests.map(({ agency }) => agency) ?? [], ctx)),
  planOwner: sharedText(60, together, 'text'),
  planDue: {
    kind: 'date',
    required: true,
    check: (date, _, ctx) => (String(date) < localDate(ctx.now, ctx.policy) ? 'in-the-past' : undefined),
    citations: together,
  },
  task: picked('choice', (_, ctx) => {
    const record = of(ctx);
    const tasks = record ? ownTasks(record, ctx) : [];
    return tasks.map(({ n, text }) => ({ value: String(n), typed: text }));
  }),
  agencies: picked('many', (_, ctx) => {
    const record = of(ctx);
    return record ? named(notAsked(record, ctx), ctx) : [];
  }),
  rating: choice(ratings),
  ratingWhy: sharedText(200, together),
  outcome: choice(outcomes),
  outcomeText: sharedText(500, together),
};

/** It cannot close without the person's own view, and a level: what is missing is said, and asked for at once. */
export const missingIn = ({ victim, level }: Pick<Enquiry, 'victim' | 'level'>): ('victim' | 'level')[] => [
  ...(victim ? [] : (['victim'] as const)),
  ...(level ? [] : (['level'] as const)),
];

const pages = {
  risk: { page: 'risk', ask: ['riskText', 'riskLevel'] },
  victim: { page: 'victim', ask: ['wishes', 'needs', 'safety'] },
  level: { page: 'level', ask: ['level'], by: 'level' },
  dissent: { page: 'dissent', ask: ['dissentText'] },
  plan: { page: 'plan', ask: ['planText', 'planAgency', 'planOwner', 'planDue'] },
  done: { page: 'done', ask: ['task'], by: 'task' },
  more: { page: 'more', ask: ['agencies'] },
  rating: { page: 'rating', ask: ['rating', 'ratingWhy'] },
  close: { page: 'close', ask: ['outcome', 'outcomeText'] },
} as const satisfies Record<Exclude<What, 'lead'>, Page<Joint>>;

const isOpen = (page: Page<Joint>, answers: Partial<Joint>): boolean =>
  page.ask.some((name) => answers[name] === undefined);

const closing = (answers: Partial<Joint>, ctx: Context): Page<Joint> | 'done' => {
  const missing = missingIn(of(ctx) ?? {});
  const next = [...missing.map((what) => pages[what]), pages.close].find((page) => isOpen(page, answers));
  if (!next) return 'done';
  return next === pages.close
    ? next
    : {
        ...next,
        tells: [
          { key: 'enquiry.joint.cannot-close' },
          ...missing.map((what) => ({ key: `enquiry.joint.missing.${what}` })),
        ],
      };
};

const next = (answers: Partial<Joint>, ctx: Context): Page<Joint> | 'done' => {
  const { what } = answers;
  if (!what) return { page: 'what', ask: ['what'], by: 'what' };
  if (what === 'lead') return 'done';
  if (what === 'close') return closing(answers, ctx);
  return isOpen(pages[what], answers) ? pages[what] : 'done';
};

export const jointForm: ActionForm<Joint> = { version: 1, review: false, questions, next };
