import { asUser } from '../engine/base.ts';
import type { Action, Context, Effect } from '../engine/types.ts';
import { messagesTo, requestTo, timesFor } from './asking.ts';
import { overdueFrom, waitedFor } from './clocks.ts';
import { type Joint, jointForm, offersFor, ownTasks, type What } from './joint-questions.ts';
import { moved, toLeads, toMembers } from './moved.ts';
import type { Enquiry, Request } from './record.ts';

/** What agencies do together leaves its mark in the enquiry, and whoever has something to do hears of it. */

type Step = (record: Enquiry, answers: Joint, ctx: Context) => Effect<Enquiry>;

const mark = ({ now, person }: Context) => ({ at: now.toISOString(), by: asUser(person) });

const risk: Step = (record, { riskText = '', riskLevel = 'low' }, ctx) => {
  const n = record.risks.length + 1;
  const added = { n, text: riskText, agency: ctx.person.agency, level: riskLevel, ...mark(ctx) };
  return moved(record, { ...record, risks: [...record.risks, added] }, 'risk', ctx);
};

const victimOf = ({ wishes = '', needs = '', safety = '' }: Joint, ctx: Context) => ({
  ...{ wishes, needs, safety },
  ...mark(ctx),
});

const victim: Step = (record, answers, ctx) =>
  moved(record, { ...record, victim: victimOf(answers, ctx) }, 'victim', ctx);

const level: Step = (record, { level: agreed }, ctx) =>
  moved(record, { ...record, status: 'assessed', ...(agreed ? { level: agreed } : {}) }, 'level', ctx);

const dissent: Step = (record, { dissentText = '' }, ctx) => {
  const { agency } = ctx.person;
  const added = { agency, text: dissentText, ...mark(ctx) };
  const after = { ...record, dissent: [...record.dissent, added] };
  return moved(record, after, 'dissent', ctx, toLeads(agency, 'dissent', ctx));
};

const plan: Step = (record, answers, ctx) => {
  const { planText: text = '', planAgency: agency = '', planOwner: owner = '', planDue: due = '' } = answers;
  const chaseAt = overdueFrom(due, ctx.policy);
  const task = { n: record.plan.length + 1, text, agency, owner, due, overdue: false, chaseAt, chases: 0 };
  const message = { kind: 'plan', action: 'joint' };
  const owes = toMembers(record.reference, agency, message, ctx).filter(({ to }) => to !== ctx.person.id);
  return moved(record, { ...record, plan: [...record.plan, task] }, 'planned', ctx, owes);
};

const done: Step = (record, { task }, ctx) => {
  const doneAt = ctx.now.toISOString();
  const own = ownTasks(record, ctx);
  const tasks = record.plan.map((one) =>
    own.includes(one) && String(one.n) === task ? { ...one, doneAt, overdue: false } : one,
  );
  return moved(record, { ...record, plan: tasks }, 'done', ctx);
};

const more: Step = (record, { agencies = [] }, ctx) => {
  const known = record.requests.map(({ agency }) => agency);
  const added = agencies.filter((agency) => !known.includes(agency));
  const requests = [...record.requests, ...added.map((agency) => requestTo(agency, record, ctx))];
  return moved(record, { ...record, requests }, 'asked-more', ctx, messagesTo(record, added, 'asked', ctx));
};

/** Whoever has not answered starts again with the new time. */
const rating: Step = (record, { rating: to = record.rating, ratingWhy = '' }, ctx) => {
  const rated = { ...record, rating: to, ratingWhy };
  const waiting = waitedFor(record);
  const afresh = ({ until: _, chaseAt: __, ...request }: Request): Request => ({
    ...request,
    ...timesFor(rated, ctx),
    state: 'asked',
    late: false,
    chases: 0,
  });
  const after = {
    ...rated,
    requests: record.requests.map((one) => (waiting.includes(one) ? afresh(one) : one)),
  };
  const agencies = waiting.map(({ agency }) => agency);
  return moved(record, after, 'rated', ctx, messagesTo(rated, agencies, 'rated', ctx));
};

const lead: Step = (record, _, ctx) => {
  const { id: person, agency, name } = ctx.person;
  return moved(record, { ...record, ledBy: { person, agency, name } }, 'led', ctx);
};

const close: Step = (record, answers, ctx) => {
  const { outcome: code = 'nothing-more', outcomeText: text = '', level: agreed } = answers;
  const after: Enquiry = {
    ...record,
    status: 'closed',
    ...(record.victim ? {} : { victim: victimOf(answers, ctx) }),
    ...(agreed ? { level: agreed } : {}),
    outcome: { code, text, ...mark(ctx) },
  };
  return moved(record, after, 'closed', ctx);
};

const steps: Readonly<Record<What, Step>> = {
  ...{ risk, victim, level, dissent, plan, done },
  ...{ more, rating, lead, close },
};

export const joint: Action<Enquiry, Joint> = {
  from: ['open', 'assessed', 'closed'],
  by: ['seat'],
  ask: jointForm,
  when: (record, ctx) => offersFor(record, ctx).length > 0,
  apply: (record, answers, ctx) => steps[answers.what](record, answers, ctx),
};
