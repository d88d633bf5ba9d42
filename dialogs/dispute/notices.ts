import type { Context, Notice } from '../engine/types.ts';
import { agencyName, plain } from './parties.ts';
import { type Dispute, otherOf, type Step } from './record.ts';
import { mySay, standingOf, theirSay } from './steps.ts';

/** Who of ours hears that a dispute has moved: references, and the names of colleagues. Never what it is about. */

const agencyOf = ({ parties, side }: Dispute, { policy }: Context): string =>
  plain(agencyName(parties[otherOf(side)].agency, policy));

const to = (whom: readonly string[], id: string, kind: string, params: Notice['params'] = {}): Notice[] =>
  [...new Set(whom)]
    .filter((one) => one !== 'clock')
    .map((one, at) => ({ id: `${id}-${at}`, to: one, kind: `dispute.${kind}`, params }));

/** Whoever sent it need not be told what they have just done. */
const others = (whom: readonly string[], { person }: Context): string[] =>
  whom.filter((one) => one !== person.id);

const asked = ({ asked: whom = [] }: Dispute): readonly string[] => whom;

/** Steps of the other side that we had not heard of. */
const newsIn = (before: Dispute | undefined, { steps, side }: Dispute): Step[] => {
  const known = (before?.steps ?? []).filter((step) => step.side !== side).map(({ n }) => n);
  return steps.filter((step) => step.side !== side && !known.includes(step.n));
};

/** The other side's person of the stage we are in: they can ring each other now. */
const met = (before: Dispute | undefined, record: Dispute, ctx: Context): Notice[] => {
  const { tier, people, status } = record;
  if (status !== 'stage1' && status !== 'stage2') return [];
  const step = record.steps.find(
    (one) => one.kind === 'meets' && one.tier === tier && one.side !== record.side,
  );
  const who = step?.kind === 'meets' ? people[step.who] : undefined;
  if (!who || (before && before.tier === tier && before.steps.includes(step as Step))) return [];
  const params = { agency: agencyOf(record, ctx), name: plain(who.name), post: plain(who.post) || '-' };
  return to(asked(record), `meet-${tier}`, 'meet', params);
};

const stageNotices = (before: Dispute | undefined, record: Dispute, ctx: Context): Notice[] => {
  const { status, side, parties, steps } = record;
  const params = { agency: agencyOf(record, ctx) };
  const worker = parties[side].worker;
  switch (status) {
    case 'stage1':
      return [
        ...to(asked(record), 'manager', 'manager', params),
        ...to(side === 'b' && !asked(record).includes(worker) ? [worker] : [], 'opened', 'opened', params),
      ];
    case 'stage2':
      return [
        ...to(asked(record), 'head', 'head', params),
        ...to(
          others(before?.asked ?? [], ctx).filter((one) => !asked(record).includes(one)),
          'up',
          'up',
          params,
        ),
      ];
    case 'decided':
      return to(
        others([...asked(record), ...(record.readers ?? []), worker], ctx),
        'settled',
        `settled-${standingOf(steps).say}`,
        params,
      );
    case 'closed':
      return to(others([...asked(before ?? record), worker], ctx), 'closed', 'closed', params);
  }
};

/** They have said something, and it is for us to say whether we agree; or both have, and it is not the same. */
const answered = (before: Dispute | undefined, record: Dispute, ctx: Context): Notice[] => {
  const { tier, round, status } = standingOf(record.steps);
  if (status !== 'stage1' && status !== 'stage2') return [];
  const params = { agency: agencyOf(record, ctx) };
  const earlier = before ? standingOf(before.steps) : undefined;
  if (earlier?.tier === 2 && round > earlier.round)
    return to(asked(record), `differ-${round}`, 'differ', params);
  const theirs = theirSay(record);
  if (!theirs || mySay(record) || before?.steps.includes(theirs)) return [];
  return to(asked(record), `said-${tier}-${round}`, 'said', params);
};

export const noticesAfter = (before: Dispute | undefined, record: Dispute, ctx: Context): Notice[] => {
  const moved = before?.status !== record.status;
  const urgent = newsIn(before, record).filter(({ kind }) => kind === 'urgent');
  return [
    ...(moved ? stageNotices(before, record, ctx) : []),
    ...met(before, record, ctx),
    ...answered(before, record, ctx),
    ...urgent.flatMap(({ n }) =>
      to(asked(record), `urgent-${n}`, 'urgent', { agency: agencyOf(record, ctx) }),
    ),
  ];
};
