import { z } from 'zod';
import type { Context, Outcome, Page, Question, Questions } from '../../engine/types.ts';
import { factsIn, matters } from './facts.ts';
import { type Fact, type Facts, questions as ofBreach, type Value } from './questions.ts';
import { type Triage, triageOf } from './triage.ts';
import { gotOut } from './weigh.ts';

/** The triage for whoever tests it with many cases: what is left out is taken as not known, where it can be. */

/** Without these nothing can be said, unless the rest settles it: the best and the worst that each may be. */
const needed = {
  happened: { best: ['not-shared'], worst: ['sent', 'lost', 'attack', 'unavailable', 'wrong'] },
  danger: { best: 'no', worst: 'yes' },
  kinds: { best: ['work-contact'], worst: ['hidden-home'] },
  exposedTo: { best: 'nobody', worst: 'hostile' },
} as const satisfies { [F in Fact]?: { best: Facts[F]; worst: Facts[F] } };
type Needed = keyof typeof needed;

/** What is taken as the answer where a case says nothing. */
const taken = {
  personal: 'yes',
  whose: 'not-known',
  count: 'not-known',
  back: 'not-known',
  protected: 'not-known',
  purpose: 'mistake',
  holder: 'us',
  ended: 'no',
  each: 'can',
  telling: 'safe',
} as const satisfies { [F in Fact]?: Value<F> };

type CaseAnswers = Facts & { awareAt?: string };

const isMoment = (value: unknown): boolean => z.iso.datetime({ offset: true }).safeParse(value).success;

const awareAt: Question = {
  kind: 'text',
  required: false,
  decides: false,
  maxLength: 40,
  words: 'breach.assess',
  check: (value) => (isMoment(value) ? undefined : 'not-a-moment'),
  citations: [{ id: 'law:L-08', section: 'Article 33' }],
};

/** What these say changes what to mind, and nothing in what it comes to. */
const aside: readonly string[] = ['holder', 'each', 'telling'];

const assumedFor = (fact: string) => ({
  ...(aside.includes(fact) ? { decides: false as const } : {}),
  ...(Object.hasOwn(taken, fact) ? { assumed: taken[fact as keyof typeof taken] } : {}),
});

const questions = {
  ...Object.fromEntries(
    Object.entries<Question>(ofBreach).map(([fact, question]) => [
      fact,
      { ...question, required: false, ...assumedFor(fact) },
    ]),
  ),
  awareAt,
} as unknown as Questions<Required<CaseAnswers>>;

const matter = (facts: Facts, fact: Needed): boolean => fact !== 'exposedTo' || gotOut(facts);

const open = (facts: Facts): Needed[] =>
  (Object.keys(needed) as Needed[]).filter((fact) => facts[fact] === undefined && matter(facts, fact));

const filled = (facts: Facts, missing: readonly Needed[], how: 'best' | 'worst'): Facts => ({
  ...facts,
  ...Object.fromEntries(missing.map((fact) => [fact, needed[fact][how]])),
});

const isSame = (a: Triage, b: Triage): boolean =>
  a.report === b.report && a.tell === b.tell && a.urgent === b.urgent;

const reportBy = ({ awareAt: at }: CaseAnswers, { policy }: Context): string | null =>
  at ? new Date(Date.parse(at) + policy.timers.breach.hours * 3_600_000).toISOString() : null;

const blank = { report: null, tell: null, urgent: null, risk: null, reportBy: null };

/** What the facts come to whatever is still missing, or the first that is missing and decides. */
const endOf = (answers: CaseAnswers, ctx: Context): CaseEnd => {
  const facts = factsIn(answers);
  const missing = open(facts);
  const worst = triageOf(filled(facts, missing, 'worst'), ctx);
  const isSettled = isSame(worst, triageOf(filled(facts, missing, 'best'), ctx));
  if (!isSettled && missing[0]) return { open: missing[0] };
  const { outcome, reasons, citations, warnings, path, report, tell, urgent, risk } = triageOf(
    missing.includes('danger') ? { ...facts, danger: 'no' } : facts,
    ctx,
  );
  const beside = { report, tell, urgent, risk, reportBy: reportBy(answers, ctx) };
  return { outcome, reasons, citations, warnings, path, beside };
};

type CaseEnd = (Outcome & { beside: Readonly<Record<keyof typeof blank, unknown>> }) | { open: string };

const page: Page<CaseAnswers> = {
  page: 'facts',
  ask: Object.keys(needed) as Needed[],
  assumes: Object.keys(questions).filter((name) => !Object.hasOwn(needed, name)) as (keyof CaseAnswers)[],
};

export const cases = {
  name: 'breach.assess',
  version: 1,
  prefix: 'B',
  questions,
  next: (answers: Partial<CaseAnswers>, ctx: Context): Page<CaseAnswers> | CaseEnd =>
    'happened' in answers ? endOf(answers, ctx) : page,
  /** What a whole case must say. */
  needs: Object.keys(needed),
  blank,
  matters: (answers: Readonly<Record<string, unknown>>): readonly string[] => matters(factsIn(answers)),
};
