import type { Found } from '../engine/table.ts';
import type { Context, Dialog, Outcome, Page } from '../engine/types.ts';
import { basisOf, lineOf } from './basis.ts';
import { begins } from './begins.ts';
import { brief } from './brief.ts';
import { sharing } from './conditions.ts';
import { consentCheck } from './consent.ts';
import { type Decided, decide, type Start } from './decide.ts';
import { type Facts, factsOf } from './facts.ts';
import { lifecycle } from './lifecycle.ts';
import { makeRecord } from './make-record.ts';
import { pageOf } from './pages.ts';
import { type DecisionAnswers, type QuestionName, questions } from './questions.ts';
import { citationsOf, isReason } from './reasons.ts';
import { type DecisionRecord, decisionRecordSchema } from './record.ts';
import { copy, facets, show } from './show.ts';
import { table } from './table.ts';
import { tellingFirst, tellingHub } from './to-hub.ts';

/** Whether to share: the seven key questions, a recommendation with its reasons, and the person's own decision. */

/** What a consent failed on stands beside the reasons, so that it can be mended. */
const failures = (facts: Facts): readonly string[] =>
  facts.said('lets') ? [...consentCheck(facts).failures, ...consentCheck(facts).warnings] : [];

export const outcomeOf = (answers: DecisionAnswers, ctx: Context, decided: Decided): Outcome => {
  const facts = factsOf(answers, ctx, decided);
  const { outcome, reasons: first } = decided.recommendation ?? { outcome: 'SEEK_ADVICE', reasons: [] };
  const reasons = [...new Set([...first, ...decided.notes.filter(isReason), ...failures(facts)])];
  const shares = sharing.includes(outcome);
  return {
    outcome,
    reasons,
    citations: citationsOf(reasons),
    ...(shares ? { basis: { ...basisOf(facts, reasons), line: lineOf(reasons) } } : {}),
    path: decided.path,
    ...(outcome === 'SHARE' && reasons.includes('URGENT_HARM') ? { handOver: 'urgent' } : {}),
  };
};

/** What they say now counts, whatever they said before. */
const newWord = ['agreed-now', 'part', 'refused', 'withdrew'];

const longest = 180;

/** What a person decides on: when the recommendation changes before they press, they are asked again. */
const sealOf = ({ recommendation, notes }: Found): string =>
  [recommendation?.outcome, ...(recommendation?.reasons ?? []), ...notes].join('.').slice(0, longest);

const next = (
  answers: DecisionAnswers,
  ctx: Context,
  last?: Page<DecisionAnswers>,
): Page<DecisionAnswers> | Outcome => {
  const decided = decide(answers, ctx, last?.at as Start | undefined);
  if (!decided.open) return outcomeOf(answers, ctx, decided);
  const { open, path, ...found } = decided;
  const { row, question } = open;
  const page = pageOf(question, answers, factsOf(answers, ctx, decided));
  const here: readonly QuestionName[] = [...page.ask, ...(page.assumes ?? [])];
  // A row before this one read what is taken as read here: then the walk begins again.
  const sealed = page.brief ? { ...page, seal: sealOf(found) } : page;
  const again = path.some(({ row: earlier }) => table[earlier].asks.some((name) => here.includes(name)));
  return again ? sealed : { ...sealed, at: { row, found, path } satisfies Start };
};

export const decision: Dialog<DecisionAnswers, DecisionRecord> = {
  name: 'decision',
  version: 1,
  prefix: 'D',
  schema: decisionRecordSchema,
  review: false,
  questions,
  next,
  brief: (answers, ctx) => {
    const decided = decide(answers, ctx);
    return brief(outcomeOf(answers, ctx, decided), factsOf(answers, ctx, decided), ctx);
  },
  // Needed from when it is settled what would be shared, unless the answer makes what is on record of no account.
  finds: ({ subjectRef, items, lets }, back) =>
    subjectRef && items && (back || !newWord.includes(String(lets)))
      ? [{ facet: 'case', key: String(subjectRef) }]
      : [],
  begins,
  record: (answers, outcome, ctx, given) => tellingFirst(makeRecord(answers, outcome, ctx, given), ctx),
  lifecycle: tellingHub(lifecycle),
  show,
  copy,
  facets,
};
