import { z } from 'zod';
import { asUser } from '../engine/base.ts';
import { merged } from '../engine/sides.ts';
import type { Action, Context, Effect, Lifecycle } from '../engine/types.ts';
import { chase, overdue } from './clock.ts';
import { follow, withStep } from './follow.ts';
import {
  type AdviceAnswers,
  adviceForm,
  agreeForm,
  decideForm,
  resultForm,
  type SayAnswers,
  triedForm,
} from './questions.ts';
import {
  type Dispute,
  disputeSchema,
  otherOf,
  type Say,
  sharedFields,
  statuses,
  type ways,
} from './record.ts';
import { canAgreeWith, has, mySay, standingOf, theirSay } from './steps.ts';

/** What each side does in a dispute, and how it hears of the other. */

type Said = { say: Say } & Partial<SayAnswers>;

const saying = (record: Dispute, { say, reasons, impact }: Said, ctx: Context): Effect<Dispute> => {
  const { tier, round } = standingOf(record.steps);
  const more = { ...(reasons ? { reasons } : {}), ...(impact ? { impact } : {}) };
  const step = { kind: 'said' as const, tier, round, say, name: ctx.person.name, ...more };
  return follow(record, withStep(record, step, ctx), `said-${say}`, ctx);
};

const open = (record: Dispute): boolean => !mySay(record);

const result: Action<Dispute, SayAnswers> = {
  from: ['stage1'],
  by: ['asked'],
  ask: resultForm,
  when: open,
  apply: saying,
};

const unresolved: Action<Dispute> = {
  from: ['stage1'],
  by: ['asked'],
  when: open,
  apply: (record, _, ctx) => saying(record, { say: 'unresolved' }, ctx),
};

const decide: Action<Dispute, SayAnswers> = {
  from: ['stage2'],
  by: ['asked'],
  ask: decideForm,
  when: open,
  apply: saying,
};

const agree: Action<Dispute, Pick<SayAnswers, 'impact'>> = {
  from: ['stage1', 'stage2'],
  by: ['asked'],
  ask: agreeForm,
  when: canAgreeWith,
  apply: (record, answers, ctx) => {
    const { say = 'unresolved' } = theirSay(record) ?? {};
    return saying(record, { ...answers, say }, ctx);
  },
};

const tried: Action<Dispute, { how: (typeof ways)[number] }> = {
  from: ['stage1', 'stage2'],
  by: ['asked'],
  ask: triedForm,
  apply: (record, { how }, ctx) =>
    follow(record, withStep(record, { kind: 'tried', how }, ctx), 'tried', ctx),
};

/** The advice stays here; the other side hears that it was taken, and whose it was. */
const advised: Action<Dispute, AdviceAnswers> = {
  from: ['stage2'],
  by: ['asked'],
  ask: adviceForm,
  when: ({ steps, side }) => !has(steps, side, 'advised'),
  apply: (record, { role, text }, ctx) => {
    const counsel = { role, text, at: ctx.now.toISOString(), by: asUser(ctx.person) };
    const next = withStep({ ...record, counsel }, { kind: 'advised', role }, ctx);
    return follow(record, next, 'advised', ctx);
  },
};

/** The entry is in the case file: what closes it, once both sides have said so. */
const copied: Action<Dispute> = {
  from: ['decided'],
  by: ['asked'],
  // The other side may have filed it while the text was copied.
  late: true,
  when: ({ steps, side }) => !has(steps, side, 'filed'),
  apply: (record, _, ctx) => {
    const caseFileCopy = { at: ctx.now.toISOString(), by: asUser(ctx.person) };
    return follow(record, withStep({ ...record, caseFileCopy }, { kind: 'filed' }, ctx), 'filed', ctx);
  },
};

/** Somebody shared at once because it could not wait: the dispute goes on, and says so. */
const urgentUsed: Action<Dispute, { ref?: string }> = {
  from: statuses,
  by: [],
  apply: (record, { ref }, ctx) => {
    const links = ref ? [...new Set([...record.links, ref])] : record.links;
    return follow(record, withStep({ ...record, links }, { kind: 'urgent' }, ctx), 'urgent', ctx);
  },
};

export const heardInput = z.object({
  ...sharedFields,
  introduced: disputeSchema.shape.people.default({}),
});
const news = heardInput.pick({ steps: true, introduced: true }).partial();

/** All that the other side has done so far: what we knew already changes nothing. */
export const hear = (
  record: Dispute,
  { steps: come = [], introduced = {} }: z.infer<typeof news>,
): Dispute => {
  const theirs = come.filter(({ side }) => side === otherOf(record.side));
  const steps = merged(record.steps, theirs);
  return steps.length === record.steps.length
    ? record
    : { ...record, steps, people: { ...record.people, ...introduced } };
};

const heard: Action<Dispute> = {
  from: statuses,
  by: ['clock'],
  apply: (record, input, ctx) => {
    const next = hear(record, news.parse(input));
    return next === record
      ? { record, reason: 'dispute.heard', notices: [], due: [] }
      : follow(record, next, 'heard', ctx);
  },
};

export const lifecycle: Lifecycle<Dispute> = {
  states: statuses,
  actions: {
    ...{ result, agree, unresolved, tried, advised, decide, copied },
    ...{ urgentUsed, heard, chase, overdue },
  },
};
