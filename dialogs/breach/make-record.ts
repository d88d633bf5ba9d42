import { z } from 'zod';
import { answersKept, base } from '../engine/base.ts';
import type { Context, Effect, Given, Outcome } from '../engine/types.ts';
import { liaisonLinked } from '../liaison/begun.ts';
import { chaseAfter, chaseDue } from './clock.ts';
import { reportByOf } from './clock-time.ts';
import { follow } from './follow.ts';
import { momentOf } from './moments.ts';
import { routeNotices } from './notices.ts';
import { type ReportAnswers, refsIn } from './questions.ts';
import { type Breach, type BreachClass, classes } from './record.ts';
import { routeFor } from './route.ts';
import { withPartner } from './tells.ts';

/** A report becomes a record: whoever leads is asked, the rest of the route is told, and the clock starts. */

const nobody = (agency: string) => ({ id: 'clock', role: 'clock', agency });

/** What breaks an agreement between partners is theirs too. */
const ofProtocol = (one: BreachClass): boolean => one === 'agreement' || one === 'onward';

const fresh = (awareAt: string, ctx: Context) => {
  const { person, policy, reference } = ctx;
  const { lead, told } = routeFor(person, policy);
  return {
    ...base(ctx),
    // Nobody leads on what they reported themselves, unless there is nobody else.
    ...(lead === person.id ? { createdBy: nobody(person.agency) } : {}),
    ...{ type: 'breach' as const, schemaVersion: 1 as const, status: 'reported' as const },
    asked: [lead],
    readers: [...told],
    ...{ lead, foundAt: awareAt, awareAt, reportBy: reportByOf(awareAt, policy) },
    thread: `${person.agency}/${reference}`,
    responsibleAgency: person.agency,
    ...{ dataKinds: [], partnersNotified: [], recipients: [], assessedBefore: [], actions: [], added: [] },
    ...{ riskToPeople: 'not-assessed' as const, highRisk: false, chases: 0, entered: 0 },
    chaseAt: chaseAfter(ctx),
    answers: [],
  };
};

const opened = (record: Breach, partner: string | undefined, ctx: Context): Effect<Breach> => {
  // Whoever is not on the register yet writes to no other agency: whoever leads does.
  const told = partner && !ctx.newcomer ? withPartner(record, partner, ctx) : record;
  const body: Breach = {
    ...told,
    ...(partner ? { originator: partner, ofProtocol: true } : {}),
  };
  return follow(undefined, body, 'reported', ctx, {
    notices: routeNotices(body, ctx),
    due: [chaseDue(body, ctx)],
    also: liaisonLinked(ctx),
  });
};

const isPartner = (whose: string): boolean => whose !== 'own' && whose !== 'not-known';

export const makeRecord = (
  answers: ReportAnswers,
  _: Outcome,
  ctx: Context,
  { recipients, liaison: __, ...given }: Given,
): Effect<Breach> => {
  const { class: one, what, refs, exposed, count, whose, done = [], foundDate, foundTime } = answers;
  const { message } = ctx;
  const record: Breach = {
    ...fresh(momentOf(foundDate, foundTime, ctx), ctx),
    ...{ what, class: [one], subjectsRef: refsIn(refs), exposedTo: exposed, count },
    ofProtocol: ofProtocol(one),
    containment: { done: [...done] },
    recipients: z.array(z.string()).catch([]).parse(recipients?.value),
    ...(message ? { message: { ...message } } : {}),
    ...(message?.sentAt ? { occurredAt: message.sentAt } : {}),
    answers: answersKept(given, 'breach'),
  };
  return opened(record, isPartner(whose) ? whose : undefined, ctx);
};

/** What another record of ours hands over: a complaint that says somebody's confidence was broken. */
export const breachInput = z.object({
  class: z.enum(classes),
  what: z.string(),
  refs: z.array(z.string()),
  /** The record that it comes from. */
  from: z.string(),
  /** The partner whose information it is, and since when somebody of ours knows. */
  partner: z.string().optional(),
  awareAt: z.iso.datetime().optional(),
});
export type BreachInput = z.infer<typeof breachInput>;

export const takes = (input: Readonly<Record<string, unknown>>, ctx: Context): Effect<Breach> => {
  const { class: one, what, refs, from, partner, awareAt } = breachInput.parse(input);
  const record: Breach = {
    ...fresh(awareAt ?? ctx.now.toISOString(), ctx),
    ...{ what, class: [one], subjectsRef: refs, links: [from] },
    ...{ exposedTo: 'not-known' as const, count: 'not-known' as const },
    ofProtocol: ofProtocol(one),
    containment: { done: [] },
  };
  return opened(record, partner, ctx);
};
