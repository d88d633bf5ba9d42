import { asUser } from '../engine/base.ts';
import { inOrder } from '../engine/next-step.ts';
import type { Action, ActionForm, Context, Page, Question } from '../engine/types.ts';
import type { Assessment, Breach } from './record.ts';
import { briefOf } from './triage/brief.ts';
import { factsIn, knownOf, matters, ofExposure, ofInformation, ofTelling } from './triage/facts.ts';
import { type Fact, type Facts, questions as ofFacts } from './triage/questions.ts';
import { sectorIn, type Triage, triageOf } from './triage/triage.ts';

/** Whoever leads weighs the breach, reads what is recommended and why, and decides. */

type Decision = {
  report: 'yes' | 'no';
  reportWhy: string;
  tell: 'yes' | 'no';
  tellWhy: string;
  toolkit?: 'reported' | 'not-needed' | 'to-do';
  toolkitRef?: string;
};
export type AssessAnswers = Facts & Decision;

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

type AnyPage = Page<AssessAnswers>;
type Step = AnyPage & { when?(answers: Partial<AssessAnswers>, ctx: Context): boolean };

/** A card about these facts, for those of them that matter here. */
const factPage = (page: string, facts: Facts, among: readonly Fact[]): Step => {
  const ask = matters(facts).filter((fact) => among.includes(fact));
  return { page, ask, when: () => ask.length > 0 };
};

export const usesToolkit = (ctx: Context): boolean =>
  ctx.policy.toolkit?.sectors.includes(sectorIn(ctx)) ?? false;

const sealOf = ({ outcome, risk, urgent, reasons, warnings }: Triage): string =>
  [outcome, risk, String(urgent), ...reasons, ...warnings].join(' ');

const pagesFor = (answers: Partial<AssessAnswers>, ctx: Context): Step[] => {
  const facts = factsIn(answers);
  return [
    { page: 'what', ask: ['happened', 'danger', 'personal', 'holder'] },
    factPage('information', facts, ofInformation),
    factPage('exposure', facts, ofExposure),
    factPage('effect', facts, ['reach', 'accuracy']),
    factPage('people', facts, ofTelling),
    {
      page: 'decide',
      ask: ['report', 'reportWhy', 'tell', 'tellWhy', ...(usesToolkit(ctx) ? (['toolkit'] as const) : [])],
      brief: true,
      seal: sealOf(triageOf(facts, ctx)),
    },
    { page: 'toolkit', ask: ['toolkitRef'], when: ({ toolkit }) => toolkit === 'reported' },
  ];
};

const form: ActionForm<AssessAnswers> = {
  version: 1,
  review: false,
  questions: { ...ofFacts, ...decision } as ActionForm<AssessAnswers>['questions'],
  next: (answers, ctx) => inOrder<AssessAnswers, 'done'>(pagesFor(answers, ctx), () => 'done')(answers, ctx),
  brief: (answers, ctx) => briefOf(factsIn(answers), ctx),
  filled: (record) => knownOf(record as Breach),
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

/** Where they are to be told there is no reason left not to. */
const peopleToldOf = ({ peopleTold }: Breach, { tell }: Assessment): Breach['peopleTold'] => {
  if (!tell.b) return { ...peopleTold, reasonNot: tell.reasons };
  if (!peopleTold) return undefined;
  const { reasonNot: _, ...rest } = peopleTold;
  return rest;
};

const defined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;

/** How far it has come, by what has been decided of it; what came after that stays. */
const statusAfter = (
  record: Breach,
  { decision, at }: NonNullable<Breach['regulator']>,
): Breach['status'] => {
  if (decision === 'report' && !at) return 'assessed';
  if (record.status === 'investigated') return record.status;
  return decision === 'report' ? 'notified' : 'not-notified';
};

/** The record as it is once somebody has decided. Earlier assessments stay. */
export const assessed = (record: Breach, answers: AssessAnswers, ctx: Context): Breach => {
  const assessment = assessmentOf(answers, ctx);
  const toolkit = toolkitOf(record, answers, ctx);
  const regulator = regulatorOf(record, assessment, toolkit);
  const next: Breach = {
    ...record,
    assessment,
    assessedBefore: [...record.assessedBefore, ...(record.assessment ? [record.assessment] : [])],
    riskToPeople: assessment.risk,
    highRisk: assessment.risk === 'high',
    regulator,
    toolkit,
    peopleTold: peopleToldOf(record, assessment),
  };
  return defined({ ...next, status: regulator ? statusAfter(next, regulator) : next.status });
};

export const assess: Action<Breach, AssessAnswers> = {
  from: ['reported', 'contained', 'assessed', 'notified', 'not-notified', 'investigated'],
  by: ['asked'],
  ask: form,
  apply: (record, answers, ctx) => ({
    record: assessed(record, answers, ctx),
    reason: 'breach.assessed',
    notices: [],
    due: [],
  }),
};
