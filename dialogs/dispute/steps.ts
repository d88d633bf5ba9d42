import { of } from '../engine/sides.ts';
import {
  type Dispute,
  type Impact,
  impacts,
  otherOf,
  type Said,
  type Say,
  type Side,
  type Status,
  type Step,
  sides,
  type Tier,
} from './record.ts';

/**
 * Where a dispute stands, from the steps of both sides and nothing else: in whatever order they come, and however
 * often, both agencies end with the same. A side says one thing a round; they agree when both say the same.
 */

type Steps = readonly Step[];

export const has = (steps: Steps, side: Side, kind: Step['kind']): boolean =>
  steps.some((step) => step.side === side && step.kind === kind);

export const saidBy = (steps: Steps, side: Side, tier: Tier, round: number): Said | undefined =>
  of(steps, side).find(
    (step): step is Said => step.kind === 'said' && step.tier === tier && step.round === round,
  );

type Round = Partial<Record<Side, Said>>;

const roundOf = (steps: Steps, tier: Tier, round: number): Round =>
  Object.fromEntries(
    sides.flatMap((side) => {
      const said = saidBy(steps, side, tier, round);
      return said ? [[side, said]] : [];
    }),
  );

/** Managers have one round: who does not agree there leaves it to the heads of service. */
const atFirst = (steps: Steps): { agreed?: Say; over: boolean } => {
  const { a, b } = roundOf(steps, 1, 1);
  const both = a && b && a.say === b.say && a.say !== 'unresolved';
  if (both) return { agreed: a.say, over: true };
  const said = [a, b].some((one) => one?.say === 'unresolved') || Boolean(a && b);
  return { over: said || steps.some(({ kind }) => kind === 'passed') };
};

/** The round that is open, or that ended it. */
const lastRound = (steps: Steps): { round: number; agreed?: Say } => {
  for (let round = 1; ; round += 1) {
    const { a, b } = roundOf(steps, 2, round);
    if (!a || !b) return { round };
    if (a.say === b.say) return { round, agreed: a.say };
  }
};

export type Standing = {
  status: Status;
  /** In which stage it was settled, or stands. */
  tier: Tier;
  round: number;
  say?: Say;
};

const settled = (steps: Steps): Status =>
  sides.every((side) => has(steps, side, 'filed')) ? 'closed' : 'decided';

export const standingOf = (steps: Steps): Standing => {
  const first = atFirst(steps);
  if (first.agreed) return { status: settled(steps), tier: 1, round: 1, say: first.agreed };
  if (!first.over) return { status: 'stage1', tier: 1, round: 1 };
  const { round, agreed } = lastRound(steps);
  if (agreed) return { status: settled(steps), tier: 2, round, say: agreed };
  return { status: 'stage2', tier: 2, round };
};

/** Those who settled it, one of each side. */
export const deciders = (steps: Steps): Said[] => {
  const { tier, round, say } = standingOf(steps);
  return say ? sides.flatMap((side) => saidBy(steps, side, tier, round) ?? []) : [];
};

export const bothAdvised = (steps: Steps): boolean => sides.every((side) => has(steps, side, 'advised'));

export const worst = (steps: Steps): Impact | undefined => {
  const all = steps.flatMap((step) => (step.kind === 'said' && step.impact ? [step.impact] : []));
  return impacts.findLast((impact) => all.includes(impact));
};

/** What this side still has to say, in the open round; and what the other one said there. */
export const mySay = ({ steps, side }: Pick<Dispute, 'steps' | 'side'>): Said | undefined => {
  const { tier, round } = standingOf(steps);
  return saidBy(steps, side, tier, round);
};

export const theirSay = ({ steps, side }: Pick<Dispute, 'steps' | 'side'>): Said | undefined =>
  mySay({ steps, side: otherOf(side) });

/** They named an outcome, and it is for us to say whether we agree. */
export const canAgreeWith = (record: Pick<Dispute, 'steps' | 'side'>): boolean => {
  const theirs = theirSay(record);
  return !mySay(record) && theirs !== undefined && theirs.say !== 'unresolved';
};

/** Whether it waits for this side. */
export const owes = (record: Pick<Dispute, 'steps' | 'side'>): boolean => {
  const { steps, side } = record;
  const { status } = standingOf(steps);
  switch (status) {
    case 'stage1':
      return !mySay(record);
    case 'stage2':
      return !has(steps, side, 'advised') || (bothAdvised(steps) && !mySay(record));
    case 'decided':
      return !has(steps, side, 'filed');
    case 'closed':
      return false;
  }
};
