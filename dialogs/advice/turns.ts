import { sayWhen } from '../engine/say.ts';
import type { Context, Due, Notice } from '../engine/types.ts';
import { workingHoursAfter } from '../engine/working-time.ts';
import { type AdviceRecord, type Role, roles } from './record.ts';
import { askerOf, holdersOf } from './whom.ts';

/** Whose turn it is to answer, until when, and what each is told: references only. */

export const dueFrom = ({ now, policy }: Context): string =>
  workingHoursAfter(now, policy.timers.ask.workingHours, policy).toISOString();

/** How often it has come to somebody, or come again. */
export const turnOf = ({ reassigned, reminded }: AdviceRecord): number =>
  1 + reassigned.length + Number(reminded ?? false);

export const turnDue = (record: AdviceRecord): Due => ({
  id: `chase-${turnOf(record)}`,
  at: record.dueAt,
  action: 'chase',
});

export const unique = (ids: readonly string[]): string[] => [...new Set(ids)];
export const everAsked = ({ asked = [], readers = [] }: AdviceRecord): string[] =>
  unique([...asked, ...readers]);

export type Target = { role: Role; to: string };

/** To whom an adviser may pass it: the first of each post who has not been asked, nor asks. */
export const targets = (
  record: AdviceRecord,
  { policy, person }: Pick<Context, 'policy' | 'person'>,
): Target[] =>
  roles.flatMap((role): Target[] => {
    const taken = [...everAsked(record), person.id];
    const to = holdersOf(role, askerOf(record), policy).find((one) => !taken.includes(one));
    return to ? [{ role, to }] : [];
  });

/** What it is about is read on the record, by whoever is asked. */
export const toAdviser = (record: AdviceRecord, to: string, kind: string, ctx: Context): Notice => {
  const may = targets(record, { policy: ctx.policy, person: { ...ctx.person, id: to } }).length > 0;
  return {
    id: `${kind}-${turnOf(record)}-${to}`,
    to,
    kind: `advice.${kind}`,
    params: { by: sayWhen(record.dueAt, ctx.policy) },
    actions: ['answer', ...(may ? ['pass'] : [])],
  };
};

export const toAsker = (record: AdviceRecord, kind: string, params: Notice['params'] = {}): Notice => ({
  id: `${kind}-${turnOf(record)}`,
  to: record.createdBy.id,
  kind: `advice.${kind}`,
  params,
  ...backOf(record),
});

/** Where the asker goes on: at the question, or at the record. */
export const backOf = ({ about }: AdviceRecord): Pick<Notice, 'back'> => {
  if (!about) return {};
  const { ref, draft, dialog, action, page } = about;
  const there = { dialog, ...(action ? { action } : {}), ...(page ? { page } : {}) };
  return { back: draft ? { ref: draft, ...there } : { ref } };
};
