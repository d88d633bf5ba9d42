import { asUser } from '../engine/base.ts';
import type { Action, ActionForm, Context, Page, Question } from '../engine/types.ts';
import { follow } from './follow.ts';
import type { Assessment, Breach } from './record.ts';
import { briefOf } from './triage/brief.ts';
import { factsIn, knownOf, matters, ofExposure, ofInformation, ofTelling } from './triage/facts.ts';
import { type Fact, type Facts, questions as ofFacts } from './triage/questions.ts';
import { type Triage, toolkitFor, triageOf } from './triage/triage.ts';

/** Whoever leads weighs the breach, reads what is recommended and why, and decides. */

type Decision = {
  report: 'yes' | 'no';
  reportWhy: string;
  tell: 'yes' | 'no';
  tellWhy: string;
  toolkit?: 'reported' | 'not-needed' | 'to-do';
  toolkitRef?: string;
};
export type AssessAnswers = Facts & Decision & { countEstimate?: number };

/** The form of the regulator asks for a number, where somebody has one. */
const countEstimate: Question = {
  kind: 'number',
  required: false,
  words: 'breach.assess',
  check: (count) => (Number.isInteger(count) && Number(count) > 0 ? undefined : 'not-a-count'),
  citations: [{ id: 'law:L-08', section: 'Article 33(3)' }],
};

const decision = {
  report: {
    kind: 'choice',
    options: ['yes', 'no'],
    required: true,
    citations: [{ id: 'law:L-08', section: 'Article 33' }],
  },
  reportWhy: {
    kind: 'long',
    required: true,
    maxLength: 500,
    spot: true,
    citations: [{ id: 'law:L-08', section: 'Article 33(5)' }],
  },
  tell: {
    kind: 'choice',
    options: ['yes', 'no'],
    required: true,
    citations: [{ id: 'law:L-08', section: 'Article 34' }],
  },
  tellWhy: {
    kind: 'long',
    required: true,
    maxLength: 500,
    spot: true,
    citations: [{ id: 'law:L-08', section: 'Article 33(5)' }],
  },
  toolkit: {
    kind: 'choice',
    options: ['reported', 'not-needed', 'to-do'],
    required: true,
    citations: [{ id: 'law:L-44', section: '' }],
  },
  toolkitRef: { kind: 'text', required: true, maxLength: 60, citations: [{ id: 'law:L-44', section: '' }] },
} as const satisfies Record<keyof Decision, Question>;

const sealOf = ({ outcome, risk, urgent, reasons, warnings }: Triage): string =>
  [outcome, risk, String(urgent), ...reasons, ...warnings].join(' ');

const factPages: readonly (readonly [page: string, among: readonly Fact[]])[] = [
  ['information', ofInformation],
  ['exposure', ofExposure],
  ['effect', ['reach', 'accuracy']],
  ['people', ofTelling],
];

/** The first page of facts that matter here and are not all known. */
const openFacts = (answers: Partial<AssessAnswers>, facts: Facts): Page<AssessAnswers> | undefined => {
  const asked = matters(facts);
  return factPages
    .map(([page, among]) => ({ page, ask: asked.filter((fact) => among.includes(fact)) }))
    .find(({ ask }) => ask.some((fact) => !(fact in answers)));
};

const deciding = (facts: Facts, ctx: Context): Page<AssessAnswers> => ({
  page: 'decide',
  ask: ['report', 'reportWhy', 'tell', 'tellWhy', ...(toolkitFor(ctx) ? (['toolkit'] as const) : [])],
  brief: true,
  seal: sealOf(triageOf(facts, ctx)),
});

const next = (answers: Partial<AssessAnswers>, ctx: Context): Page<AssessAnswers> | 'done' => {
  if (!answers.happened) return { page: 'what', ask: ['happened', 'danger', 'personal', 'holder'] };
  const facts = factsIn(answers);
  const open = openFacts(answers, facts);
  if (open) return open.ask.includes('count') ? { ...open, ask: [...open.ask, 'countEstimate'] } : open;
  if (!answers.report) return deciding(facts, ctx);
  const needsRef = answers.toolkit === 'reported' && !answers.toolkitRef;
  return needsRef ? { page: 'toolkit', ask: ['toolkitRef'] } : 'done';
};

const form: ActionForm<AssessAnswers> = {
  version: 1,
  review: false,
  questions: { ...ofFacts, countEstimate, ...decision } as ActionForm<AssessAnswers>['questions'],
  next,
  brief: (answers, ctx) => briefOf(factsIn(answers), ctx),
  filled: (record) => {
    const { countEstimate: known } = record as Breach;
    return { ...knownOf(record as Breach), ...(known === undefined ? {} : { countEstimate: known }) };
  },
};

/** What was advised, on which facts, and what was decided, with the reasons for it. */
const assessmentOf = (answers: AssessAnswers, ctx: Context): Assessment => {
  const facts = factsIn(answers);
  const { risk, report, tell, urgent, reasons, citations } = triageOf(facts, ctx);
  return {
    at: ctx.now.toISOString(),
    by: asUser(ctx.person),
    facts,
    risk,
    recommended: { report, tell, urgent, reasons: [...reasons], citations: [...citations] },
    report: { b: answers.report === 'yes', reasons: answers.reportWhy },
    tell: { b: answers.tell === 'yes', reasons: answers.tellWhy },
  };
};

/** The toolkit passes it on to the regulator: then they have it. */
const regulatorOf = (
  { regulator }: Breach,
  { report }: Assessment,
  toolkit: Breach['toolkit'],
): Breach['regulator'] => ({
  ...(toolkit?.decision === 'reported' && report.b
    ? { at: toolkit.at, ...(toolkit.reference ? { reference: toolkit.reference } : {}) }
    : {}),
  ...regulator,
  decision: report.b ? 'report' : 'not-report',
  reasons: report.reasons,
});

const toolkitOf = (
  record: Breach,
  { toolkit, toolkitRef }: AssessAnswers,
  ctx: Context,
): Breach['toolkit'] => {
  if (!toolkit || toolkit === 'to-do') return record.toolkit;
  if (toolkit === 'not-needed') return { decision: toolkit, at: ctx.now.toISOString() };
  return { decision: toolkit, at: ctx.now.toISOString(), ...(toolkitRef ? { reference: toolkitRef } : {}) };
};

/** Why they are not told although the risk is high; where they are to be told no reason is left. */
const peopleToldOf = ({ peopleTold }: Breach, { risk, tell }: Assessment): Breach['peopleTold'] => {
  if (!tell.b && risk === 'high') return { ...peopleTold, reasonNot: tell.reasons };
  if (!peopleTold) return undefined;
  const { reasonNot: _, ...rest } = peopleTold;
  return rest;
};

const defined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;

/** The record as it is once somebody has decided. Earlier assessments stay. */
const assessed = (record: Breach, answers: AssessAnswers, ctx: Context): Breach => {
  const assessment = assessmentOf(answers, ctx);
  const toolkit = toolkitOf(record, answers, ctx);
  const regulator = regulatorOf(record, assessment, toolkit);
  const next: Breach = {
    ...record,
    assessment,
    assessedBefore: [...record.assessedBefore, ...(record.assessment ? [record.assessment] : [])],
    dataKinds: [...(factsIn(answers).kinds ?? [])],
    countEstimate: answers.countEstimate ?? (factsIn(answers).count === 'one' ? 1 : undefined),
    riskToPeople: assessment.risk,
    highRisk: assessment.risk === 'high',
    regulator,
    toolkit,
    peopleTold: peopleToldOf(record, assessment),
  };
  return defined(next);
};

export const assess: Action<Breach, AssessAnswers> = {
  from: ['reported', 'contained', 'assessed', 'notified', 'not-notified', 'investigated'],
  by: ['asked'],
  ask: form,
  /** What is decided decides what the clock does, and what partners and the register hear. */
  apply: (record, answers, ctx) => follow(record, assessed(record, answers, ctx), 'assessed', ctx),
};
