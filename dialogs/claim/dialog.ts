import { answersKept, asUser, base } from '../engine/base.ts';
import { inOrder } from '../engine/next-step.ts';
import type { Begun, Context, Dialog, Effect, Given, Outcome, RecordBody, Tell } from '../engine/types.ts';
import { localDate } from '../engine/working-time.ts';
import { liaisonAnswered, liaisonBegins, liaisonFinds, liaisonLinked } from '../liaison/begun.ts';
import { waiting } from '../liaison/chasing.ts';
import { chainFor } from '../liaison/people.ts';
import { otherPartners, tellPartner, threadOf } from '../liaison/telling.ts';
import { lifecycle, toAsked } from './lifecycle.ts';
import { type ClaimAnswers, claimPages, claimQuestions, us } from './questions.ts';
import { type Claim, claimSchema } from './record.ts';
import { show } from './show.ts';

/** Somebody makes a claim about shared information: the facts go to legal, and whoever supplied it hears at once. */

const logged: Outcome = {
  outcome: 'LOGGED',
  reasons: [],
  citations: [{ id: 'southampton-2010', section: 'section 15' }],
};

/** A lawyer may log one too, and then it is theirs to look at. */
const fresh = (answers: ClaimAnswers, ctx: Context, given: Given): Claim => {
  const { person, policy } = ctx;
  const [first = person.id] = chainFor('claim', person.agency, policy, person.id);
  const { supplier, recipient, received, legalRef, dataRef, agreementRef, admission } = answers;
  return {
    ...base(ctx),
    ...(first === person.id ? { createdBy: { id: 'clock', role: 'clock', agency: person.agency } } : {}),
    asked: [first],
    type: 'claim',
    schemaVersion: 1,
    status: 'logged',
    loggedBy: asUser(person),
    ...{ supplier, recipient, receivedOn: received, legalRef, dataRef },
    ...(agreementRef ? { agreementRef } : {}),
    admissionMade: admission === 'yes',
    exceptionsAsserted: answers.exceptions ?? [],
    partnersLiaised: [],
    notes: [],
    chases: 0,
    answers: answersKept(given, 'claim', claimQuestions),
  };
};

/** Told in the same breath; what is ours our own lawyers hear of. Where no message goes, somebody has to ring. */
const supplierTold = (record: Claim, ctx: Context): { record: Claim; tells: Tell[] } => {
  const at = ctx.now.toISOString();
  const { supplier, dataRef, agreementRef } = record;
  if (supplier === us) return { record: { ...record, supplierNotifiedAt: at }, tells: [] };
  const about = [dataRef, ...(agreementRef ? [agreementRef] : [])];
  const tell = tellPartner(record, { kind: 'claim', code: 'claim', partner: supplier, about }, ctx);
  const agency = ctx.policy.partners[supplier]?.agency ?? '';
  const told = { partner: supplier, agency, at, ...(tell ? {} : { toRing: true }), notes: [] };
  const next: Claim = { ...record, partnersLiaised: [told], ...(tell ? { supplierNotifiedAt: at } : {}) };
  return { record: next, tells: tell ? [tell] : [] };
};

const record = (answers: ClaimAnswers, _: Outcome, ctx: Context, given: Given): Effect<Claim> => {
  const waits = waiting(fresh(answers, ctx, given), ctx);
  const { record: body, tells } = supplierTold(waits.record, ctx);
  return {
    record: body,
    reason: 'claim.logged',
    notices: toAsked(body, 'logged', 'logged', {}, ['looked']),
    due: waits.due,
    also: liaisonLinked(ctx),
    tells,
    thread: threadOf(body),
  };
};

const today = (ctx: Context): Readonly<Record<string, unknown>> => ({
  received: localDate(ctx.now, ctx.policy),
});

/** They hold it, and say that it came from us. */
const begins = (from: RecordBody, ctx: Context): Begun | undefined => {
  const told = liaisonBegins('claim', from);
  if (!told) return undefined;
  const theirs = otherPartners(undefined, ctx).find(
    ({ value }) => ctx.policy.partners[value]?.agency === told.from,
  );
  const [dataRef, agreementRef] = told.about;
  return {
    answered: liaisonAnswered(told),
    filled: {
      ...today(ctx),
      supplier: us,
      ...(theirs ? { recipient: theirs.value } : {}),
      ...(dataRef ? { dataRef } : {}),
      ...(agreementRef ? { agreementRef } : {}),
    },
  };
};

export const claim: Dialog<ClaimAnswers, Claim> = {
  name: 'claim',
  version: 1,
  prefix: 'L',
  schema: claimSchema,
  review: true,
  questions: claimQuestions,
  next: inOrder(claimPages, () => logged),
  starts: (ctx) => ({ filled: today(ctx) }),
  begins,
  finds: liaisonFinds,
  record,
  lifecycle,
  show,
  facets: ({ reference, legalRef, supplier, recipient, exceptionsAsserted, dataRef }) => ({
    subject: legalRef,
    grounds: exceptionsAsserted,
    recipients: [...[supplier, recipient].filter((one) => one !== us), dataRef],
    finds: [{ facet: 'case', key: reference }],
  }),
};
