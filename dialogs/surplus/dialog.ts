import { z } from 'zod';
import { agencyName, plain } from '../dispute/parties.ts';
import { asUser, base } from '../engine/base.ts';
import { neverBegun } from '../engine/never-begun.ts';
import { inOrder } from '../engine/next-step.ts';
import { sayWhen } from '../engine/say.ts';
import type { Action, Context, Dialog, Due, Effect, Notice, View } from '../engine/types.ts';
import { workingDaysAfter } from '../engine/working-time.ts';
import { plainRef } from '../liaison/lifecycle.ts';
import { answers, grounds, type Surplus, type SurplusAnswer, surplusSchema } from './record.ts';

/** Another agency asks us to destroy copies that nobody needs any more. The answer is one press, and goes back. */

const input = z.object({
  ...{ from: z.string(), theirRef: z.string(), about: z.string(), partner: z.string(), thread: z.string() },
  origin: z.object({ agency: z.string(), id: z.string() }),
});

const toPress = ['destroyed', 'nothing', 'keeping'] as const;

const chaseDue = ({ chases }: Pick<Surplus, 'chases'>, { now, policy }: Context): Due[] => {
  const { answerWithinWorkingDays, at, mostChases } = policy.timers.consent;
  if (chases >= mostChases) return [];
  const due = workingDaysAfter(now, answerWithinWorkingDays, at, policy).toISOString();
  return [{ id: `chase-${chases + 1}`, at: due, action: 'chase' }];
};

const noticeTo = (record: Surplus, id: string, kind: 'asked' | 'chase', ctx: Context): Notice => ({
  id,
  to: record.createdBy.id,
  kind: `surplus.${kind}`,
  params: { agency: plain(agencyName(record.from, ctx.policy)), about: plainRef(record.about) },
  actions: toPress,
});

const takes = (given: Readonly<Record<string, unknown>>, ctx: Context): Effect<Surplus> => {
  const told = input.parse(given);
  const deputy = ctx.policy.partners[told.partner]?.deputy;
  const record: Surplus = {
    ...base(ctx),
    ...(deputy ? { manager: deputy } : {}),
    ...told,
    ...{ type: 'surplus', lane: 'surplus', schemaVersion: 1, status: 'asked' },
    ...{ chases: 0, answers: [] },
  };
  const notices = [{ ...noticeTo(record, 'asked', 'asked', ctx), reports: told.origin }];
  return { record, reason: 'surplus.asked', notices, due: chaseDue(record, ctx) };
};

/** Their note learns it under its own name; the telling, that it was answered. */
const answered = (record: Surplus, code: SurplusAnswer, ctx: Context, more: Partial<Surplus> = {}) => ({
  record: {
    ...record,
    ...more,
    status: code,
    answeredAt: ctx.now.toISOString(),
    answeredBy: asUser(ctx.person),
  },
  reason: `surplus.${code}`,
  notices: [],
  due: [],
  answers: { ...record.origin, code },
  tells: [
    {
      ...{ id: `back-${code}`, partner: record.partner, agency: record.from, to: 'clock' },
      ...{ dialog: 'destruction', thread: record.thread },
      input: { partner: record.partner, answer: code },
    },
  ],
});

const plainly = (code: SurplusAnswer): Action<Surplus> => ({
  from: ['asked'],
  by: ['owner', 'manager'],
  late: true,
  apply: (record, _, ctx) => answered(record, code, ctx),
});

const keeping: Action<Surplus, { ground: (typeof grounds)[number] }> = {
  from: ['asked'],
  by: ['owner', 'manager'],
  ask: {
    version: 1,
    review: false,
    questions: {
      ground: {
        kind: 'choice',
        options: grounds,
        required: true,
        citations: [{ id: 'southampton-2010', section: 'section 6' }],
      },
    },
    next: inOrder([{ page: 'keeping', ask: ['ground'] }], () => 'done' as const),
  },
  apply: (record, { ground }, ctx) => answered(record, 'keeping', ctx, { ground }),
};

const chase: Action<Surplus> = {
  from: ['asked'],
  by: ['clock'],
  apply: (record, _, ctx) => {
    const next = { ...record, chases: record.chases + 1 };
    return {
      record: next,
      reason: 'surplus.chased',
      notices: [noticeTo(next, `chase-${next.chases}`, 'chase', ctx)],
      due: chaseDue(next, ctx),
    };
  },
};

const show = (record: Surplus, ctx: Context): View => ({
  status: {
    key: `surplus.status.${record.status}`,
    params: { when: sayWhen(record.answeredAt ?? record.createdAt, ctx.policy) },
  },
  lead: record.status === 'asked' ? [{ key: 'surplus.lead' }] : [],
  facts: [
    { label: 'surplus.facts.from', value: agencyName(record.from, ctx.policy) },
    { label: 'surplus.facts.about', value: record.about },
    { label: 'surplus.facts.theirRef', value: record.theirRef },
    ...(record.ground
      ? [
          {
            label: 'surplus.facts.ground',
            said: { key: `surplus.keeping.questions.ground.options.${record.ground}` },
          },
        ]
      : []),
  ],
  actions: record.status === 'asked' ? toPress : [],
});

export const surplus: Dialog<Record<never, never>, Surplus> = {
  name: 'surplus',
  version: 1,
  prefix: 'N',
  schema: surplusSchema,
  ...neverBegun('ASKED'),
  takes,
  lifecycle: {
    states: ['asked', ...answers],
    rests: answers,
    actions: { destroyed: plainly('destroyed'), nothing: plainly('nothing'), keeping, chase },
  },
  show,
  facets: ({ theirRef, about }) => ({ grounds: [], recipients: [theirRef, about] }),
};
