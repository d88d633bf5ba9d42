import { linesOf } from '../decision/items.ts';
import type { DecisionRecord } from '../decision/record.ts';
import { answersKept, asUser, base } from '../engine/base.ts';
import type { Also, Context, Effect, Given, Notice, Outcome } from '../engine/types.ts';
import { atLocal, localDate, workingDaysAfter } from '../engine/working-time.ts';
import type { ConsentAnswers } from './questions.ts';
import { type ConsentChange, type ConsentRecord, consentRecordSchema, type Recipient } from './record.ts';
import { expiryDue, reviewDay } from './until.ts';

/** From the answers, the consent that is kept; and what it means for decisions that waited for it. */

const text = (value: unknown): string => (value === undefined ? '' : String(value));
const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

const partners = (ids: unknown, ctx: Context): Recipient[] =>
  list(ids)
    .filter((id) => id !== 'other')
    .map((id) => ({ id, name: ctx.policy.partners[id]?.title ?? id }));

/** What they were asked, where they say no to it. */
const askedFor = ({ answer }: ConsentAnswers, { from, found = [] }: Context): string[] => {
  const sought = found.find(({ reference, type }) => reference === from && type === 'consent');
  return answer === 'refused' && sought ? (sought as ConsentRecord).scope.items : [];
};

const scopeOf = (answers: ConsentAnswers, ctx: Context): ConsentRecord['scope'] => {
  const other = text(answers.otherRecipient);
  const items = linesOf(answers.items ?? answers.askedFor);
  return {
    items: items.length > 0 ? items : askedFor(answers, ctx),
    recipients: [
      ...partners(answers.recipients ?? answers.refusedRecipients ?? answers.askedRecipients, ctx),
      ...(other ? [{ name: other }] : []),
    ],
    purposes: list(answers.purposes),
    from: text(answers.givenOn) || localDate(ctx.now, ctx.policy),
    ...(answers.to ? { to: text(answers.to) } : {}),
  };
};

const givenFields = (answers: ConsentAnswers, ctx: Context): Partial<ConsentRecord> => ({
  giver: {
    kind: text(answers.giver),
    basis: text(answers.basis),
    ...(answers.assessedBy ? { assessedBy: text(answers.assessedBy) } : {}),
    at: ctx.now.toISOString(),
  },
  informed: list(answers.informed),
  free: text(answers.free),
  form: answers.form === 'implied' ? 'implied' : 'explicit',
  ...(answers.impliedBasis ? { impliedBasis: text(answers.impliedBasis) } : {}),
  medium: text(answers.medium) as NonNullable<ConsentRecord['medium']>,
  evidence: evidenceOf(answers, ctx),
  reviewOn: text(answers.reviewOn) || reviewDay(ctx),
});

const evidenceOf = ({ givenOn, words, formLocation }: ConsentAnswers, ctx: Context) => ({
  date: text(givenOn),
  takenBy: asUser(ctx.person),
  ...(words ? { words: text(words) } : {}),
  ...(formLocation ? { formLocation: text(formLocation) } : {}),
});

const refusedFields = ({ refusalReason, explained }: ConsentAnswers): Partial<ConsentRecord> => ({
  refusal: {
    consequencesExplained: explained === 'yes',
    ...(refusalReason ? { reason: text(refusalReason) } : {}),
  },
});

/** Nobody has had anything on it, so nobody is told. */
const refusalChange = ({ refusalReason, explained }: ConsentAnswers, ctx: Context): ConsentChange => ({
  id: 'refuse-1',
  change: 'refuse',
  from: ctx.now.toISOString(),
  detail: '',
  takenBy: asUser(ctx.person),
  ...(refusalReason ? { reason: text(refusalReason) } : {}),
  consequencesExplained: explained === 'yes',
  told: [],
  byHand: [],
});

const dueOf = ({ dueOn }: ConsentAnswers, { policy, now }: Context): string => {
  const { workingDays, at } = policy.timers.wait;
  const due = dueOn ? atLocal(text(dueOn), at, policy) : workingDaysAfter(now, workingDays, at, policy);
  return due.toISOString();
};

const fieldsFor = (answers: ConsentAnswers, ctx: Context): Partial<ConsentRecord> => {
  switch (answers.answer) {
    case 'refused':
      return { status: 'refused', ...refusedFields(answers), changes: [refusalChange(answers, ctx)] };
    case 'waiting':
      return { status: 'sought', dueAt: dueOf(answers, ctx) };
    case 'service':
      return {
        about: 'service',
        service: text(answers.service),
        free: text(answers.free),
        medium: 'verbal',
        evidence: evidenceOf(answers, ctx),
      };
    default:
      return givenFields(answers, ctx);
  }
};

const blank = (ctx: Context) => ({
  ...base(ctx),
  type: 'consent' as const,
  schemaVersion: 1 as const,
  status: 'given' as const,
  about: 'sharing' as const,
  source: 'asked' as const,
  informed: [],
  exclusions: { items: [], recipients: [] },
  stateAt: ctx.now.toISOString(),
  usedBy: [],
  changes: [],
  toTell: [],
  unreached: [],
  toldByHand: [],
  waited: [],
});

/** Decisions about the same person that wait for this answer. */
const waitingFor = ({ found = [] }: Context): DecisionRecord[] =>
  found.filter((one): one is DecisionRecord => one.type === 'decision' && one.status === 'awaiting-consent');

const goOn = (waiting: readonly DecisionRecord[], ctx: Context): Notice[] =>
  waiting
    .filter(({ createdBy }) => createdBy.id !== ctx.person.id)
    .map(({ reference, createdBy }, at) => ({
      id: `go-on-${at}`,
      to: createdBy.id,
      kind: 'consent.go-on',
      params: {},
      about: reference,
    }));

const settles = (answer: unknown): boolean => answer === 'agreed' || answer === 'refused';

/** What the same person asked for and has an answer to now: a yes to a service is no answer to it. */
const closes = ({ answer }: ConsentAnswers, { from, person, found = [] }: Context): Also[] =>
  (answer === 'service' ? [] : found)
    .filter((one) => one.type === 'consent' && one.status === 'sought')
    .filter(
      ({ reference, createdBy }) => reference === from || (settles(answer) && createdBy.id === person.id),
    )
    .map(({ reference }) => ({ dialog: 'consent', ref: reference, action: 'answered', input: {} }));

export const makeRecord = (
  answers: ConsentAnswers,
  { outcome, reasons, citations }: Outcome,
  ctx: Context,
  given: Given,
): Effect<ConsentRecord> => {
  const waiting = settles(answers.answer) ? waitingFor(ctx) : [];
  const own = waiting.find(({ createdBy }) => createdBy.id === ctx.person.id);
  // What was filled in for a page that nobody came to was never said.
  const said = Object.fromEntries(Object.entries(given).filter(([name]) => name in answers));
  const record: ConsentRecord = {
    ...blank(ctx),
    subjectRef: text(answers.subjectRef),
    ageBand: text(answers.ageBand),
    scope: scopeOf(answers, ctx),
    exclusions: { items: linesOf(answers.exclusions), recipients: [] },
    ...fieldsFor(answers, ctx),
    waited: waiting.map(({ reference }) => reference),
    ...(own ? { goesOn: own.reference } : {}),
    answers: answersKept(said, 'consent'),
    recommendation: { outcome, reasons: [...reasons], citations: [...citations] },
  };
  const due = record.dueAt ? [{ id: 'due', at: record.dueAt, action: 'overdue' }] : expiryDue(record, ctx);
  return { record, reason: 'consent.recorded', notices: goOn(waiting, ctx), due, also: closes(answers, ctx) };
};

const handedOver = consentRecordSchema.pick({
  subjectRef: true,
  ageBand: true,
  giver: true,
  informed: true,
  free: true,
  form: true,
  medium: true,
  evidence: true,
  scope: true,
  exclusions: true,
  usedBy: true,
});

/** A decision that rests on a yes which nobody had written down here leaves it behind. */
export const takeOver = (input: Readonly<Record<string, unknown>>, ctx: Context): Effect<ConsentRecord> => {
  const record: ConsentRecord = {
    ...blank(ctx),
    source: 'decision',
    ...handedOver.parse(input),
    reviewOn: reviewDay(ctx),
    answers: [],
    recommendation: { outcome: 'VALID', reasons: [], citations: [] },
  };
  return { record, reason: 'consent.recorded', notices: [], due: expiryDue(record, ctx) };
};
