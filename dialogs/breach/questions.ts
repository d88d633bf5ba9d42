import { referenceOnly } from '../engine/no-names.ts';
import type { Context, Dialog, Outcome, Page, Question } from '../engine/types.ts';
import { law, moment, protocol } from './moments.ts';
import {
  type BreachClass,
  type Count,
  classes,
  counts,
  type Exposure,
  exposures,
  type Step,
} from './record.ts';
import { partnerPicks } from './tells.ts';

/** What is asked when something went wrong: what, of whom, who saw it, what was done. Never whose fault it was. */

export type ReportAnswers = {
  class: BreachClass;
  what: string;
  refs?: string;
  exposed: Exposure;
  count: Count;
  whose: string;
  done?: readonly Step[];
  foundDate?: string;
  foundTime?: string;
};

/** What can be done in the first minutes, for each class: the likeliest first. */
const firstSteps: Readonly<Record<BreachClass, readonly Step[]>> = {
  misdirected: ['recalled', 'deleted', 'returned', 'person-safe', 'told-manager'],
  confidentiality: ['access-closed', 'locked', 'person-safe', 'told-manager'],
  'over-disclosure': ['recalled', 'deleted', 'returned', 'person-safe', 'told-manager'],
  onward: ['recalled', 'deleted', 'access-closed', 'person-safe', 'told-manager'],
  insecure: ['locked', 'access-closed', 'deleted', 'told-manager'],
  availability: ['searched', 'locked', 'access-closed', 'person-safe', 'told-manager'],
  integrity: ['recalled', 'access-closed', 'person-safe', 'told-manager'],
  agreement: ['access-closed', 'deleted', 'told-manager'],
  'failure-to-share': ['shared-now', 'person-safe', 'told-manager'],
};

const isClass = (value: unknown): value is BreachClass => (classes as readonly unknown[]).includes(value);

const stepsFor = (_: Context, { class: one }: Readonly<Record<string, unknown>>): readonly Step[] =>
  firstSteps[isClass(one) ? one : 'misdirected'];

/** Several may be written, with spaces or commas between them. */
export const refsIn = (text: string | undefined): string[] => [
  ...new Set((text ?? '').split(/[\s,;]+/u).filter(Boolean)),
];

const refsOnly: Question['check'] = (text, answers, ctx) =>
  refsIn(String(text))
    .map((ref) => referenceOnly(ref, answers, ctx))
    .find((fault) => fault !== undefined);

const all = [...new Set(Object.values(firstSteps).flat())];
const citations = [law, protocol];
const needed = { kind: 'choice', required: true, citations } as const;

export const reportQuestions: Dialog<ReportAnswers>['questions'] = {
  class: { ...needed, options: classes },
  what: { kind: 'long', required: true, maxLength: 2000, spot: true, citations },
  refs: { kind: 'text', required: false, maxLength: 200, check: refsOnly, citations },
  exposed: { ...needed, options: exposures },
  count: { ...needed, options: counts, assumed: 'one' },
  whose: {
    ...needed,
    options: ['own', 'not-known'],
    pick: (_, ctx) => partnerPicks([], ctx),
    assumed: 'own',
  },
  done: { kind: 'many', options: all, offers: stepsFor, required: false, citations },
  ...moment({ date: 'foundDate', time: 'foundTime' }, false),
};

export const reported: Outcome = { outcome: 'REPORTED', reasons: [], citations: [law, protocol] };

const fields = ['what', 'refs', 'exposed', 'count', 'whose', 'done', 'foundDate', 'foundTime'] as const;

const line = (key: string) => ({ key: `breach.first.${key}` });

/** How a message is taken away where it stands: it is noted already, so that nobody need keep it. */
const takeAway = ({ message }: Context): string[] => (message ? [message.platform] : []);

/** What to do in the next ten minutes comes before what is asked. */
const first = (one: BreachClass, ctx: Context) =>
  ['danger', ...takeAway(ctx), `${one}.1`, `${one}.2`, `${one}.3`]
    .filter((key) => !(ctx.message && key === 'misdirected.3'))
    .map(line);

export const next = (answers: Partial<ReportAnswers>, ctx: Context): Page<ReportAnswers> | Outcome => {
  if (!answers.class) {
    const tells = ctx.message ? [...takeAway(ctx), 'quiet'].map(line) : [];
    return { page: 'class', ask: ['class'], by: 'class', ...(tells.length > 0 ? { tells } : {}) };
  }
  return fields.every((name) => name in answers)
    ? reported
    : { page: 'facts', ask: fields, tells: first(answers.class, ctx) };
};
