import { asUser, bases } from '../engine/base.ts';
import { postOf } from '../engine/posts.ts';
import { sayDate } from '../engine/say.ts';
import type { Action, Context, Effect, Lifecycle, Notice, RecordBody, Retention } from '../engine/types.ts';
import {
  basisFault,
  form,
  type Ground,
  grounds,
  rotherham,
  southampton,
  untilFault,
  why,
} from './questions.ts';
import { keeperRoles, keepers, ownerOrKeeper, staysFor } from './rules.ts';

/** What may be done about how long any record is kept. One table for all of them. */

const changed = (
  record: RecordBody,
  retention: Partial<Retention>,
  reason: string,
  notices: readonly Notice[] = [],
): Effect<RecordBody> => ({
  record: { ...record, retention: { ...record.retention, ...retention } },
  reason: `retention.${reason}`,
  notices,
  due: [],
});

const step = (text: string, { person, now }: Context) => ({
  at: now.toISOString(),
  by: asUser(person),
  why: text,
});

const isOwner = ({ createdBy }: RecordBody, { id, was = [] }: Context['person']): boolean =>
  [id, ...was].includes(createdBy.id);
const isKeeper = ({ roles }: Context['person']): boolean => keeperRoles.some((role) => roles.includes(role));

/** Whoever answers for records, as the policy pack has them; never whoever asks. */
const keepersOf = ({ agencyId }: RecordBody, { policy, person }: Context): string[] => {
  const all = keeperRoles.flatMap((post) => postOf(agencyId, post, policy));
  return [...new Set(all)].filter((id) => id !== person.id);
};

const noticeId = (what: string, to: string, { now }: Context): string =>
  `retention-${what}-${now.toISOString()}-${to}`;

/** Where somebody else did it. What no person made has nobody to tell. */
const toOwner = (record: RecordBody, what: string, ctx: Context, params: Notice['params'] = {}): Notice[] => {
  const { id: to } = record.createdBy;
  if (isOwner(record, ctx.person) || to === 'clock') return [];
  return [{ id: noticeId(what, to, ctx), to, kind: `retention.${what}`, params }];
};

type Rests = { rests: readonly string[] };

const mayGo = (record: RecordBody, { rests }: Rests, ctx: Context): boolean =>
  !record.retention.agreed && staysFor(record, rests, ctx.openLinks ?? [], ctx) === undefined;

const keepOn: Action<RecordBody, { until: string; basis: NonNullable<Retention['basis']>; why: string }> = {
  from: [],
  by: ownerOrKeeper,
  when: ({ retention }) => !retention.agreed,
  ask: form({
    until: {
      kind: 'date',
      required: true,
      check: (at, _, ctx) => untilFault(at, ctx),
      citations: [southampton],
    },
    basis: { kind: 'choice', options: bases, required: true, check: basisFault, citations: [southampton] },
    why,
  }),
  apply: (record, { until, basis }, ctx) => {
    const { asked: _, archived: __, ...rest } = record.retention;
    const notices = toOwner(record, 'longer', ctx, { date: sayDate(until) });
    return changed({ ...record, retention: rest }, { reviewOn: until, basis }, 'longer', notices);
  },
};

/** Two people: whoever made it, and whoever answers for records. */
const destroy = (lifecycle: Rests): Action<RecordBody, { why: string }> => ({
  from: lifecycle.rests,
  by: ownerOrKeeper,
  when: (record, ctx) => mayGo(record, lifecycle, ctx) && !record.retention.asked,
  ask: form({ why }, true),
  apply: (record, { why: text }, ctx) => {
    const asked = step(text, ctx);
    if (isKeeper(ctx.person) && !isOwner(record, ctx.person))
      return changed(record, { asked, agreed: asked }, 'agreed', toOwner(record, 'going', ctx, grace(ctx)));
    const notices = keepersOf(record, ctx).map(
      (to): Notice => ({ id: noticeId('asked', to, ctx), to, kind: 'retention.asked', params: {} }),
    );
    return changed(record, { asked }, 'asked', notices);
  },
});

const grace = ({ policy }: Context) => ({ days: String(policy.retention.graceDays) });

const agree = (lifecycle: Rests): Action<RecordBody, { why: string }> => ({
  from: lifecycle.rests,
  by: keepers,
  when: (record, ctx) =>
    mayGo(record, lifecycle, ctx) &&
    record.retention.asked !== undefined &&
    record.retention.asked.by.id !== ctx.person.id &&
    !isOwner(record, ctx.person),
  ask: form({ why }, true),
  apply: (record, { why: text }, ctx) =>
    changed(record, { agreed: step(text, ctx) }, 'agreed', toOwner(record, 'going', ctx, grace(ctx))),
});

const spare: Action<RecordBody, { why: string }> = {
  from: [],
  by: ownerOrKeeper,
  when: ({ retention }) => retention.asked !== undefined || retention.agreed !== undefined,
  ask: form({ why }),
  apply: (record, _, ctx) => {
    const { asked: __, agreed: ___, ...retention } = record.retention;
    const notices = toOwner(record, 'spared', ctx);
    return changed({ ...record, retention }, {}, 'spared', notices);
  },
};

const archive = (lifecycle: Rests): Action<RecordBody, { why: string }> => ({
  from: lifecycle.rests,
  by: ownerOrKeeper,
  when: ({ retention }) => !retention.archived && !retention.agreed,
  ask: form({ why }),
  apply: (record, { why: text }, ctx) => {
    const { asked: _, ...retention } = record.retention;
    return changed({ ...record, retention }, { archived: step(text, ctx) }, 'archived');
  },
});

/** Whoever sees a reason may stop destruction; what was asked before must be asked again when it is over. */
const hold: Action<RecordBody, { ground: Ground; why: string }> = {
  from: [],
  by: ['owner', 'manager', 'keeper'],
  when: ({ retention }) => !retention.hold,
  ask: form({
    ground: { kind: 'choice', options: grounds, required: true, citations: [rotherham] },
    why,
  }),
  apply: (record, { ground, why: text }, ctx) => {
    const { asked: _, agreed: __, ...retention } = record.retention;
    const notices = toOwner(record, 'held', ctx);
    const held = { hold: true, holdReason: ground, held: step(text, ctx) };
    return changed({ ...record, retention }, held, 'held', notices);
  },
};

const release: Action<RecordBody, { why: string }> = {
  from: [],
  by: keepers,
  when: ({ retention }) => retention.hold,
  ask: form({ why }, true),
  apply: (record, _, ctx) => {
    const { held: __, holdReason: ___, ...retention } = record.retention;
    const notices = toOwner(record, 'released', ctx);
    return changed({ ...record, retention }, { hold: false }, 'released', notices);
  },
};

/** In the order that they are shown in. */
export const retentionActs = [
  'retainAgree',
  'retainSpare',
  'retainKeep',
  'retainDestroy',
  'retainHold',
  'retainRelease',
  'retainArchive',
] as const;
export type RetentionAct = (typeof retentionActs)[number];

export const isRetentionAct = (name: string | undefined): name is RetentionAct =>
  (retentionActs as readonly (string | undefined)[]).includes(name);

// biome-ignore lint/suspicious/noExplicitAny: each action has answers of its own shape
type AnyAct = Action<any, any>;

const inAny = (action: AnyAct, { states }: Pick<Lifecycle<RecordBody>, 'states'>): AnyAct => ({
  ...action,
  from: states,
});

export const retentionActions = (
  lifecycle: Pick<Lifecycle<RecordBody>, 'states' | 'rests'>,
): Readonly<Record<RetentionAct, AnyAct>> => {
  const { states, rests = states.slice(-1) } = lifecycle;
  return {
    retainKeep: inAny(keepOn, lifecycle),
    retainDestroy: destroy({ rests }),
    retainAgree: agree({ rests }),
    retainSpare: inAny(spare, lifecycle),
    retainArchive: archive({ rests }),
    retainHold: inAny(hold, lifecycle),
    retainRelease: inAny(release, lifecycle),
  };
};
