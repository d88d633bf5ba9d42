import { type Checked, checkConsent } from '../consent/check.ts';
import { checkOnRecord, mustLook, type OnRecord, type Wanted } from '../consent/on-record.ts';
import type { ConsentRecord } from '../consent/record.ts';
import { law, rotherham, southampton } from '../decision/ask.ts';
import { saidOf, sharingOf } from '../decision/consent.ts';
import { factsOf } from '../decision/facts.ts';
import { questions as asked } from '../decision/questions.ts';
import { answersKept, base } from '../engine/base.ts';
import type {
  Begun,
  Citation,
  Context,
  Dialog,
  Effect,
  Given,
  Outcome,
  Page,
  Question,
  RecordBody,
} from '../engine/types.ts';
import { type ConsentCheckRecord, consentCheckSchema } from './record.ts';
import { show } from './show.ts';

/** Does a consent hold for this sharing? Asked alone: what is on record is looked at, else what the person knows of it. */

const shared = (question: Question): Question => ({ ...question, words: 'decision' });
const sources: readonly Citation[] = [law('L-06'), southampton('section 2'), rotherham('section 3.1')];

export const questions = {
  subjectRef: shared(asked.subjectRef),
  ageBand: shared(asked.ageBand),
  recipient: shared(asked.recipient),
  recipientText: shared(asked.recipientText),
  purpose: shared({ ...asked.purpose, judgement: false, options: [] }),
  infoKind: shared(asked.infoKind),
  items: shared({ ...asked.items, required: false }),
  covered: shared(asked.covered),
  state: {
    kind: 'choice',
    options: ['given', 'sought', 'none', 'refused', 'withdrawn'],
    required: true,
    citations: sources,
  },
  giver: shared(asked.giver),
  informed: shared(asked.informed),
  free: shared(asked.free),
  form: shared(asked.form),
  evidence: shared(asked.evidence),
  covers: shared(asked.covers),
  limits: shared(asked.limits),
  stale: shared(asked.stale),
} as const satisfies Record<string, Question>;

type Name = keyof typeof questions;
export type CheckAnswers = { [Q in Name]?: string | readonly string[] | undefined };

const text = (value: unknown): string => (value === undefined ? '' : String(value));
const wantedOf = (answers: CheckAnswers, { policy }: Context): Wanted => ({
  recipient: text(answers.recipient),
  recipientName: policy.partners[text(answers.recipient)]?.title ?? text(answers.recipientText),
  purpose: text(answers.purpose),
  items: text(answers.items),
  covered: answers.covered === undefined ? undefined : text(answers.covered),
});

const onRecord = (answers: CheckAnswers, ctx: Context): OnRecord | undefined =>
  checkOnRecord(ctx.found, wantedOf(answers, ctx), sharingOf(factsOf(answers, ctx)), ctx);

/** Without a yes there is nothing more to ask. */
const noYes: Readonly<Record<string, string>> = {
  sought: 'WAITING',
  none: 'NOT_SOUGHT',
  refused: 'REFUSED',
  withdrawn: 'WITHDRAWN',
};

const detail = ['giver', 'informed', 'free', 'form', 'evidence', 'covers', 'limits', 'stale'] as const;

const page = (answers: CheckAnswers, ctx: Context): Page<CheckAnswers> | undefined => {
  const open = (names: readonly Name[]) => names.some((name) => !(name in answers));
  const first = ['subjectRef', 'ageBand', 'recipient', 'purpose', 'infoKind', 'items'] as const;
  if (open(first)) return { page: 'case', ask: first };
  if (answers.recipient === 'other' && open(['recipientText']))
    return { page: 'recipient', ask: ['recipientText'] };
  const found = onRecord(answers, ctx);
  if (found) {
    const look = mustLook(found.record, wantedOf(answers, ctx)) && open(['covered']);
    return look
      ? { page: 'covered', ask: ['covered'], by: 'covered', shows: whatItSays(found.record) }
      : undefined;
  }
  if (open(['state'])) return { page: 'state', ask: ['state'], by: 'state' };
  return answers.state === 'given' && open(detail) ? { page: 'detail', ask: detail } : undefined;
};

const whatItSays = ({ scope, exclusions }: ConsentRecord) => {
  const fact = (label: string, lines: readonly string[]) =>
    lines.length > 0 ? [{ label: `consent.facts.${label}`, value: lines.join('\n') }] : [];
  return [...fact('items', scope.items), ...fact('keptBack', exclusions.items)];
};

const outcomeOf = ({ verdict, failures, warnings }: Checked): Outcome => ({
  outcome: verdict,
  reasons: [...failures, ...warnings],
  citations: sources,
});

const said = (answers: CheckAnswers, ctx: Context): Checked => {
  const failure = noYes[text(answers.state)];
  if (failure) return { verdict: 'NOT_VALID', failures: [failure], warnings: [] };
  const facts = factsOf(answers, ctx);
  return checkConsent(saidOf(facts), sharingOf(facts));
};

const checked = (answers: CheckAnswers, ctx: Context): Checked =>
  onRecord(answers, ctx)?.checked ?? said(answers, ctx);

const record = (
  answers: CheckAnswers,
  outcome: Outcome,
  ctx: Context,
  given: Given,
): Effect<ConsentCheckRecord> => {
  const found = onRecord(answers, ctx)?.record.reference;
  return {
    record: {
      ...base(ctx),
      type: 'consentCheck',
      schemaVersion: 1,
      status: 'checked',
      subjectRef: text(answers.subjectRef),
      ...(found ? { consentRef: found } : {}),
      verdict: outcome.outcome as ConsentCheckRecord['verdict'],
      recipient: text(answers.recipientText) || text(answers.recipient),
      purpose: text(answers.purpose),
      answers: answersKept(given, 'consent-check'),
      recommendation: {
        outcome: outcome.outcome,
        reasons: [...outcome.reasons],
        citations: [...outcome.citations],
      },
    },
    reason: 'consent-check.checked',
    notices: [],
    due: [],
  };
};

const begins = (from: RecordBody): Begun | undefined => {
  if (from.type !== 'consent') return undefined;
  const { subjectRef, ageBand } = from as ConsentRecord;
  return { filled: { subjectRef, ...(ageBand ? { ageBand } : {}) } };
};

export const consentCheck: Dialog<CheckAnswers, ConsentCheckRecord> = {
  name: 'consent-check',
  version: 1,
  prefix: 'K',
  schema: consentCheckSchema,
  review: false,
  questions,
  next: (answers, ctx) => page(answers, ctx) ?? outcomeOf(checked(answers, ctx)),
  finds: ({ subjectRef, recipient }) =>
    subjectRef && recipient ? [{ facet: 'case', key: String(subjectRef) }] : [],
  begins,
  record,
  lifecycle: { states: ['checked'], actions: {} },
  show,
  facets: ({ subjectRef, verdict, recipient, recommendation }) => ({
    subject: subjectRef,
    outcome: verdict,
    recipients: [recipient],
    grounds: recommendation.reasons,
  }),
};
