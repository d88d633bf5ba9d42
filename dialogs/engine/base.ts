import { z } from 'zod';
import type { Action, Actor, Context, Given, Question, RecordBody, UserRef, Who } from './types.ts';

/** The fields that every record has, and how they are filled. */

export const user = z.object({ id: z.string(), role: z.string(), agency: z.string() });

/** Whose word on how long it is kept: the first stands before those after it. */
export const bases = ['originator', 'agreement', 'policy'] as const;

/** Something that was done about how long it is kept. */
const step = z.object({ at: z.iso.datetime(), by: user, why: z.string() });

export const baseFields = {
  id: z.string(),
  schemaVersion: z.number().int(),
  agencyId: z.string(),
  reference: z.string(),
  createdAt: z.iso.datetime(),
  createdBy: user,
  /** Who was the manager of whoever made it, then. */
  manager: z.string().optional(),
  /** Whose turn it is, and who else may read it. */
  asked: z.array(z.string()).optional(),
  readers: z.array(z.string()).optional(),
  advice: z.array(z.string()).optional(),
  platform: z.enum(['teams', 'slack']),
  channelKind: z.enum(['personal', 'shared']),
  guidanceVersion: z.string(),
  lawVersion: z.string(),
  practice: z.boolean(),
  links: z.array(z.string()),
  retention: z.object({
    rule: z.string(),
    reviewOn: z.iso.date(),
    hold: z.boolean(),
    holdReason: z.string().optional(),
    ...{ basis: z.enum(bases).optional(), held: step.optional(), archived: step.optional() },
    ...{ asked: step.optional(), agreed: step.optional() },
  }),
  caseFileCopy: z.object({ at: z.iso.datetime(), by: user }).optional(),
};

export const answersField = z.array(z.object({ row: z.string(), value: z.unknown(), at: z.iso.datetime() }));

/** Someone who is not on the register yet has no role. */
export const asUser = (person: Actor): UserRef => ({
  id: person.id,
  role: person.roles[0] ?? 'unregistered',
  agency: person.agency,
});

/** Somebody has put a copy into the case file. */
export const copiedFrom = <R extends RecordBody>(
  from: readonly string[],
  reason: string,
  by: readonly Who[],
): Action<R> => ({
  from,
  by,
  apply: (record, _, ctx) => ({
    record: { ...record, caseFileCopy: { at: ctx.now.toISOString(), by: asUser(ctx.person) } },
    reason,
    notices: [],
    due: [],
  }),
});

/** Each under the dialog that has its words, where the questions are given. */
export const answersKept = (
  given: Given,
  prefix: string,
  questions: Readonly<Record<string, Question>> = {},
) =>
  Object.entries(given).map(([name, { value, at }]) => ({
    row: `${questions[name]?.words ?? prefix}.${name}`,
    value,
    at,
  }));

export const yearsLater = (at: Date, years: number): string => {
  const day = new Date(at);
  day.setUTCFullYear(day.getUTCFullYear() + years);
  return day.toISOString().slice(0, 10);
};

export const base = (
  ctx: Context,
): Omit<RecordBody, 'type' | 'status' | 'schemaVersion' | 'links' | 'asked' | 'readers' | 'advice'> & {
  links: string[];
} => ({
  id: ctx.reference,
  agencyId: ctx.person.agency,
  reference: ctx.reference,
  createdAt: ctx.now.toISOString(),
  createdBy: asUser(ctx.person),
  ...(ctx.person.manager ? { manager: ctx.person.manager } : {}),
  platform: ctx.via.platform,
  channelKind: ctx.via.channelKind,
  guidanceVersion: ctx.policy.guidanceVersion,
  lawVersion: ctx.policy.lawVersion,
  practice: false,
  links: ctx.from ? [ctx.from] : [],
  retention: {
    rule: ctx.policy.retention.rule,
    reviewOn: yearsLater(ctx.now, ctx.policy.retention.years),
    hold: false,
  },
});
