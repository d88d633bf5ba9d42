import type { DecisionRecord } from '../decision/record.ts';
import { answersKept, asUser, base } from '../engine/base.ts';
import { inOrder } from '../engine/next-step.ts';
import { sayDate } from '../engine/say.ts';
import type { Begun, Context, Dialog, Effect, Given, Outcome, RecordBody } from '../engine/types.ts';
import { addDays, localDate } from '../engine/working-time.ts';
import { liaisonAnswered, liaisonBegins, liaisonFinds, liaisonLinked } from '../liaison/begun.ts';
import { waiting } from '../liaison/chasing.ts';
import { chainFor } from '../liaison/people.ts';
import { otherPartners, threadOf } from '../liaison/telling.ts';
import { owed, toAsked } from './clock.ts';
import { lifecycle } from './lifecycle.ts';
import { newBreach, withPartner } from './other.ts';
import { type LogAnswers, logPages, logQuestions } from './questions.ts';
import { abouts, type Complaint, complaintSchema } from './record.ts';
import { receipt } from './rights.ts';
import { show } from './show.ts';

/** Somebody complains about how information was used: it goes to the agency's own procedure, and a clock runs. */

const logged: Outcome = {
  outcome: 'LOGGED',
  reasons: [],
  citations: [{ id: 'law:L-09', section: '' }],
};

/** Whoever deals with complaints may log one too, and then it is theirs to deal with. */
const fresh = (answers: LogAnswers, ctx: Context, given: Given): Complaint => {
  const { person, policy } = ctx;
  const [first = person.id] = chainFor('complaint', person.agency, policy, person.id);
  const route = policy.agencies.find(({ id }) => id === person.agency)?.complaintsPolicy;
  const { received, complainantRef, about, aboutText, alleges, sharingRef } = answers;
  return {
    ...base(ctx),
    ...(first === person.id ? { createdBy: { id: 'clock', role: 'clock', agency: person.agency } } : {}),
    asked: [first],
    type: 'complaint',
    schemaVersion: 1,
    status: 'logged',
    loggedBy: asUser(person),
    receivedOn: received,
    ...{ complainantRef, about, alleges: alleges === 'yes' },
    ...(aboutText ? { aboutText } : {}),
    ...(sharingRef ? { sharingRef } : {}),
    ...(route ? { route } : {}),
    partnersLiaised: [],
    chases: 0,
    remindAt: [],
    lates: 0,
    progress: [],
    more: [],
    answers: answersKept(given, 'complaint', logQuestions),
  };
};

/** With a breach, its own record tells the partner: nobody hears of one thing twice. */
const partnersOf = (record: Complaint, { partner, alleges }: LogAnswers, ctx: Context) => {
  if (alleges === 'yes') {
    const breachRef = ctx.another?.('breach') ?? '';
    const links = [...record.links, breachRef];
    return { record: { ...record, breachRef, links }, tells: [], also: [newBreach(record, partner, ctx)] };
  }
  const told = partner ? withPartner(record, partner, ctx) : { record, tells: [] };
  return { ...told, also: [] };
};

const record = (answers: LogAnswers, _: Outcome, ctx: Context, given: Given): Effect<Complaint> => {
  const { acknowledgeDays } = ctx.policy.timers.complaint;
  const clocked = owed(fresh(answers, ctx, given), addDays(answers.received, acknowledgeDays), ctx);
  const waits = waiting(clocked.record, ctx);
  const { record: body, tells, also } = partnersOf(waits.record, answers, ctx);
  const day = sayDate(body.dueOn ?? '');
  return {
    record: body,
    reason: 'complaint.logged',
    notices: toAsked(body, 'logged', 'logged', { day }, ['mine']),
    due: [...clocked.due, ...waits.due],
    also: [...also, ...liaisonLinked(ctx)],
    tells: tells ?? [],
    thread: threadOf(body),
  };
};

const today = (ctx: Context): Readonly<Record<string, unknown>> => ({
  received: localDate(ctx.now, ctx.policy),
});

const fromDecision = ({ reference, recipient = [] }: DecisionRecord, ctx: Context): Begun => {
  const known = otherPartners(undefined, ctx).map(({ value }) => value);
  const partner = recipient.flatMap(({ id }) => id ?? []).find((id) => known.includes(id));
  return { filled: { ...today(ctx), sharingRef: reference, ...(partner ? { partner } : {}) } };
};

const begins = (from: RecordBody, ctx: Context): Begun | undefined => {
  if (from.type === 'decision') return fromDecision(from as DecisionRecord, ctx);
  const told = liaisonBegins('complaint', from);
  if (!told) return undefined;
  const about = abouts.find((code) => code === told.code);
  return { answered: liaisonAnswered(told), filled: { ...today(ctx), ...(about ? { about } : {}) } };
};

export const complaint: Dialog<LogAnswers, Complaint> = {
  name: 'complaint',
  version: 1,
  prefix: 'T',
  schema: complaintSchema,
  review: true,
  questions: logQuestions,
  next: inOrder(logPages, () => logged),
  starts: (ctx) => ({ filled: today(ctx) }),
  begins,
  finds: liaisonFinds,
  record,
  lifecycle,
  show,
  receipt,
  facets: ({ reference, complainantRef, about, outcome, partnersLiaised, sharingRef }) => ({
    subject: complainantRef,
    ...(outcome ? { outcome: outcome.code } : {}),
    grounds: [about],
    recipients: [...partnersLiaised.map(({ partner }) => partner), ...(sharingRef ? [sharingRef] : [])],
    finds: [{ facet: 'case', key: reference }],
  }),
};
