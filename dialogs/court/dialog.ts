import { z } from 'zod';
import { answersKept, base } from '../engine/base.ts';
import type { Context, Dialog, Effect, Given, Outcome } from '../engine/types.ts';
import { atLocal } from '../engine/working-time.ts';
import { aims, police } from './aims.ts';
import { begins } from './begins.ts';
import { daysLater, follow, withStep } from './follow.ts';
import { lifecycle } from './lifecycle.ts';
import { contactsOf, partyOf, sectorOf } from './parties.ts';
import { next, type OpenAnswers, ORDER, questions } from './questions.ts';
import { type CourtFlow, courtFlowSchema, type Dates, FROM, sharedFields } from './record.ts';
import { copy, show } from './show.ts';
import { statusOf } from './steps.ts';

/** Requests and notices between police, prosecutors, councils and courts, each with its clock and its answer. */

const present = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;

const datesIn = (answers: OpenAnswers): Dates => {
  const { stage, criminalCourt, criminalOn, trialOn, familyCourt, familyOn, familyNext } = answers;
  return present({
    ...{ stage, criminalCourt, criminalOn, trialOn, familyCourt },
    familyOn: familyOn ?? familyNext,
  }) as Dates;
};

/** As whoever asks wants it; else as long as the protocol gives those who are asked. */
const dueOf = (answers: OpenAnswers, asked: readonly string[], ctx: Context): string => {
  const { policy } = ctx;
  const { policeReply, councilReply, at } = policy.timers.court;
  if (answers.dueOn) return atLocal(answers.dueOn, at, policy).toISOString();
  const ofPolice = asked.some((agency) => police.includes(sectorOf(agency, policy)));
  return daysLater((ofPolice ? policeReply : councilReply).workingDays, ctx);
};

const fresh = (ctx: Context) => ({
  ...base(ctx),
  type: 'courtFlow' as const,
  schemaVersion: 1 as const,
  chases: 0,
  late: [],
  openedAt: ctx.now.toISOString(),
  answers: [],
});

/** What came by another route is kept as whoever was asked keeps it. */
const sidesOf = ({ aim, asker = '', to = [] }: OpenAnswers, { person, policy }: Context) =>
  aim === 'log-request'
    ? { side: person.agency, from: { agency: asker }, to: [] }
    : {
        side: FROM,
        from: { agency: person.agency, worker: person.id },
        to: to.map((agency) => partyOf(agency, policy)),
      };

const contentOf = (answers: OpenAnswers) => {
  const { criminalRef, criminalToo, familyRef, familyToo, material, relevance, proportionality } = answers;
  const { officer, beganOn, appliedOn, receivedOn, court, parties, rule, aboutVictim } = answers;
  return present({
    ...{ material, relevance, proportionality, officer, beganOn, appliedOn, receivedOn },
    ...{ court, parties, rule },
    criminalRef: criminalRef ?? criminalToo,
    familyRef: familyRef ?? familyToo,
    victim: aboutVictim === undefined ? undefined : aboutVictim === 'yes',
  });
};

/** Whoever answers for the agency may read what its people began. */
const readersIn = ({ person, policy }: Context): string[] =>
  contactsOf(person.agency, policy)
    .slice(0, 1)
    .filter((one) => one !== person.id);

const withOrder = (record: CourtFlow, { rule, orderRef = '', terms, until }: OpenAnswers, ctx: Context) =>
  rule === ORDER
    ? withStep(
        record,
        { kind: 'ruled', ruling: 'granted', order: orderRef, ...present({ terms, until }) },
        ctx,
      )
    : record;

const record = (
  answers: OpenAnswers,
  { citations }: Outcome,
  ctx: Context,
  given: Given,
): Effect<CourtFlow> => {
  const flow = answers.aim ?? 'hearings';
  const sides = sidesOf(answers, ctx);
  const asked = aims[flow].course === 'request';
  const opening = {
    ...fresh(ctx),
    ...sides,
    ...contentOf(answers),
    flow,
    aim: aims[flow].aim,
    thread: `${ctx.person.agency}/${ctx.reference}`,
    readers: readersIn(ctx),
    dates: datesIn(answers),
    ...(asked
      ? { dueAt: dueOf(answers, [...sides.to.map(({ agency }) => agency), ...ifLogged(sides, ctx)], ctx) }
      : {}),
    steps: [],
    recommendation: { citations: [...citations] },
    answers: answersKept(given, 'court'),
  };
  const body: CourtFlow = { ...opening, status: statusOf(opening) };
  const begun = sides.side === FROM ? withStep(body, { kind: 'opened' }, ctx) : body;
  return follow(undefined, withOrder(begun, answers, ctx), 'opened', ctx);
};

/** What was logged, we are asked for ourselves. */
const ifLogged = ({ side }: { side: string }, { person }: Context): string[] =>
  side === FROM ? [] : [person.agency];

const shared = z.object(sharedFields).extend({ origin: z.object({ agency: z.string() }) });

/** It reaches the other agency: a record of theirs, which waits for the one person who answers there. */
const takes = (input: Readonly<Record<string, unknown>>, ctx: Context): Effect<CourtFlow> => {
  const { origin, ...come } = shared.parse(input);
  const { agency } = ctx.person;
  const body: CourtFlow = {
    ...fresh(ctx),
    ...come,
    from: { ...come.from, agency: origin.agency },
    createdBy: { id: 'clock', role: 'clock', agency },
    aim: aims[come.flow].aim,
    status: 'sent',
    side: agency,
    to: [],
    steps: come.steps.filter(({ side }) => side === FROM),
    recommendation: { citations: [...aims[come.flow].citations] },
  };
  return follow(undefined, body, 'came', ctx);
};

export const court: Dialog<OpenAnswers, CourtFlow> = {
  name: 'court',
  version: 1,
  prefix: 'W',
  schema: courtFlowSchema,
  review: true,
  questions,
  next,
  begins,
  record,
  takes,
  lifecycle,
  show,
  copy,
  facets: ({ criminalRef, familyRef, flow, to, from }) => ({
    subject: [familyRef, criminalRef].filter((ref) => ref !== undefined),
    outcome: flow,
    recipients: [...to.map(({ agency }) => agency), from.agency],
  }),
};
