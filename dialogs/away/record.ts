import { z } from 'zod';
import { answersField, baseFields } from '../engine/base.ts';
import type { Context } from '../engine/types.ts';
import { addDays, atLocal } from '../engine/working-time.ts';

/** Somebody is away, and says who answers for them: what is asked of them goes to both until then. */

export const awayRecordSchema = z.object({
  ...baseFields,
  type: z.literal('away'),
  schemaVersion: z.literal(1),
  status: z.enum(['away', 'back']),
  /** The last day. */
  until: z.iso.date(),
  delegate: z.string(),
  delegateName: z.string(),
  answers: answersField,
});

export type AwayRecord = z.infer<typeof awayRecordSchema>;

/** What the absences of one person are found by; the last of them counts. */
export const awayKey = (person: string): string => `away ${person}`;

export const endOf = (until: string, { policy }: Pick<Context, 'policy'>): string =>
  atLocal(addDays(until, 1), '00:00', policy).toISOString();

export const delegateNow = (
  record: AwayRecord | undefined,
  ctx: Pick<Context, 'policy' | 'now'>,
): string | undefined =>
  record?.status === 'away' && ctx.now.toISOString() < endOf(record.until, ctx) ? record.delegate : undefined;
