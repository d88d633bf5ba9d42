import { nextOf } from '../engine/posts.ts';
import type { Context, Due, RecordBody } from '../engine/types.ts';
import { workingHoursAfter } from '../engine/working-time.ts';
import { chainFor } from './people.ts';
import type { LiaisonKind } from './record.ts';

/** What waits for somebody to take it up: asked again after a while, and then whoever stands in is asked too. */

type Chased = { chases: number; chaseAt?: string | undefined };

export const isPast = (at: string | undefined, { now }: Pick<Context, 'now'>): boolean =>
  at !== undefined && at <= now.toISOString();

export const waiting = <R extends Chased>(record: R, { now, policy }: Context): { record: R; due: Due[] } => {
  const { workingHours, mostChases } = policy.timers.ask;
  const { chaseAt: _, ...rest } = record;
  if (record.chases >= mostChases) return { record: rest as R, due: [] };
  const chaseAt = workingHoursAfter(now, workingHours, policy).toISOString();
  // Out of hours, two may fall on the same morning: that one is asked for already.
  const due = chaseAt === record.chaseAt ? [] : [{ id: `chase-${chaseAt}`, at: chaseAt, action: 'chase' }];
  return { record: { ...rest, chaseAt } as R, due };
};

/** Whoever comes next in the line; never whoever wrote it down, who could not act on it. */
export const withDeputy = <R extends RecordBody>(
  kind: LiaisonKind,
  record: R,
  { policy }: Pick<Context, 'policy'>,
): R => {
  const asked = record.asked ?? [];
  const line = chainFor(kind, record.agencyId, policy).filter((one) => one !== record.createdBy.id);
  const deputy = nextOf(line, asked);
  return deputy ? { ...record, asked: [...asked, deputy] } : record;
};
