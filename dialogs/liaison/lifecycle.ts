import { z } from 'zod';
import { agencyName, plain } from '../dispute/parties.ts';
import { asUser } from '../engine/base.ts';
import { inOrder } from '../engine/next-step.ts';
import { noNames } from '../engine/no-names.ts';
import { nextOf } from '../engine/posts.ts';
import type { Action, Context, Due, Effect, Lifecycle, Notice, Question, Tell } from '../engine/types.ts';
import { workingHoursAfter } from '../engine/working-time.ts';
import { sayCode } from './codes.ts';
import { chainFor } from './people.ts';
import { type Liaison, type LiaisonKind, type LiaisonNews, liaisonInput, statuses } from './record.ts';

/** What we do with what another agency told us: say that we know, add to it, link our own. All of it goes back. */

export const toPress = ['heardIt', 'add'] as const;

export const noticeTo = (record: Liaison, to: string, id: string, asked: boolean, ctx: Context): Notice => {
  const { kind, code, urgent, from, theirRef } = record;
  const what = `${urgent ? 'urgent-' : ''}${kind}${asked ? '' : '-told'}`;
  return {
    id,
    to,
    kind: `liaison.${what}`,
    params: { agency: plain(agencyName(from, ctx.policy)), theirs: plainRef(theirRef) },
    facts: [{ label: 'liaison.facts.code', said: sayCode(kind, code) }],
    ...(asked ? { actions: toPress } : {}),
  };
};

/** A reference that another agency wrote stands among our words. */
export const plainRef = (ref: string): string => ref.replace(/[^\p{L}\p{N}./_-]/gu, '').slice(0, 40) || '-';

export const chaseDue = ({ chases }: Pick<Liaison, 'chases'>, { now, policy }: Context): Due[] => {
  const { workingHours, mostChases } = policy.timers.ask;
  if (chases >= mostChases) return [];
  const at = workingHoursAfter(now, workingHours, policy).toISOString();
  return [{ id: `chase-${chases + 1}`, at, action: 'chase' }];
};

/** All that we said so far. Told again, or in another order, it says the same or more. */
const newsOf = ({ partner, agencyId, heardAt, ownRef, notes }: Liaison): LiaisonNews => ({
  partner,
  agency: agencyId,
  ...(heardAt ? { heardAt } : {}),
  ...(ownRef ? { theirRef: ownRef } : {}),
  notes: notes.map(({ at, text }) => ({ at, text })),
});

/** Each telling needs a name of its own: what we have said before gives it. */
const toldBack = (record: Liaison): Tell => ({
  id: ['news', record.heardAt ? 1 : 0, record.notes.length, record.ownRef ?? ''].join('-'),
  partner: record.partner,
  agency: record.from,
  to: 'clock',
  dialog: record.kind,
  thread: record.thread,
  input: newsOf(record),
});

/** Whatever we do, they hear that we know. */
const said = (record: Liaison, more: Partial<Liaison>, reason: string, ctx: Context): Effect<Liaison> => {
  const first = record.heardAt
    ? {}
    : { heardAt: ctx.now.toISOString(), heardBy: asUser(ctx.person), status: 'heard' as const };
  const next: Liaison = { ...record, ...first, ...more };
  return {
    record: next,
    reason: `liaison.${reason}`,
    notices: [],
    due: [],
    tells: [toldBack(next)],
    ...(record.heardAt ? {} : { answers: { ...record.origin, code: 'heard' } }),
  };
};

/** The first message may be answered long after the clock asked again. */
const heardIt: Action<Liaison> = {
  from: ['told'],
  by: ['asked'],
  late: true,
  apply: (record, _, ctx) => said(record, {}, 'heardIt', ctx),
};

const add: Action<Liaison, { text: string }> = {
  from: statuses,
  by: ['asked'],
  late: true,
  ask: {
    version: 1,
    review: false,
    questions: { text: { kind: 'long', required: true, maxLength: 500, check: noNames, citations: [] } },
    next: inOrder([{ page: 'add', ask: ['text'] }], () => 'done' as const),
  },
  apply: (record, { text }, ctx) => {
    const note = { at: ctx.now.toISOString(), text, by: asUser(ctx.person) };
    return said(record, { notes: [...record.notes, note] }, 'added', ctx);
  },
};

const letters: Readonly<Record<LiaisonKind, string>> = { breach: 'B', complaint: 'T', claim: 'L' };

const ownKind: NonNullable<Question['check']> = (value, _, { record }) => {
  const { kind } = record as Liaison;
  const reference = new RegExp(`^${letters[kind]}-[2-9A-Z]{4}-[2-9A-Z]{2}$`);
  return reference.test(String(value).trim().toUpperCase()) ? undefined : 'not-such-a-record';
};

const linkedTo = (record: Liaison, ref: string, ctx: Context): Effect<Liaison> => {
  const links = [...new Set([...record.links, ref])];
  return said(record, { ownRef: record.ownRef ?? ref, links, status: 'linked' }, 'linked', ctx);
};

/** The one of ours that is named hears of it from the clock: nothing else has found it. */
const link: Action<Liaison, { ref: string }> = {
  from: ['told', 'heard'],
  by: ['asked'],
  ask: {
    version: 1,
    review: false,
    questions: { ref: { kind: 'text', required: true, maxLength: 30, check: ownKind, citations: [] } },
    next: inOrder([{ page: 'link', ask: ['ref'] }], () => 'done' as const),
  },
  apply: (record, { ref }, ctx) => {
    const own = ref.trim().toUpperCase();
    const due = [{ id: `link-${own}`, at: ctx.now.toISOString(), action: 'tellOwn' }];
    return { ...linkedTo(record, own, ctx), due };
  },
};

const tellOwn: Action<Liaison> = {
  from: ['linked'],
  by: ['clock'],
  apply: (record) => ({
    record,
    reason: 'liaison.tellOwn',
    notices: [],
    due: [],
    also: [
      {
        dialog: record.kind,
        ref: record.ownRef ?? '',
        action: 'linked',
        input: { ref: record.reference },
      },
    ],
  }),
};

/** A record of our own was begun from it. */
const linked: Action<Liaison, { ref?: string }> = {
  from: statuses,
  by: [],
  apply: (record, { ref = '' }, ctx) => linkedTo(record, ref, ctx),
};

/** From the second time on, whoever stands in is asked too; at the last, whoever told us hears that nobody answered. */
const chase: Action<Liaison> = {
  from: ['told'],
  by: ['clock'],
  apply: (record, _, ctx) => {
    const { mostChases } = ctx.policy.timers.ask;
    const asked = record.asked ?? [];
    const chases = record.chases + 1;
    const deputy = nextOf(chainFor(record.kind, record.agencyId, ctx.policy), asked);
    const all = chases > 1 && deputy ? [...asked, deputy] : asked;
    const next: Liaison = { ...record, chases, asked: all };
    return {
      record: next,
      reason: 'liaison.chased',
      notices: all.map((to) => ({
        ...noticeTo(next, to, `chase-${chases}-${to}`, true, ctx),
        ...(asked.includes(to) ? { kind: 'liaison.chase' } : {}),
      })),
      due: chaseDue(next, ctx),
      ...(chases >= mostChases ? { answers: { ...record.origin, code: 'late' } } : {}),
    };
  },
};

/** They tell us more of the same: that it is urgent now, or what else it is about. */
const heard: Action<Liaison> = {
  from: statuses,
  by: ['clock'],
  apply: (record, input, ctx) => {
    const { success, data } = liaisonInput.safeParse(input);
    const about = success ? [...new Set([...record.about, ...data.about])] : record.about;
    const urgent = record.urgent || (success && data.urgent);
    if (about.length === record.about.length && urgent === record.urgent)
      return { record, reason: 'liaison.heard', notices: [], due: [] };
    const next: Liaison = { ...record, about, urgent };
    const notices = urgent && !record.urgent ? (record.asked ?? []) : [];
    return {
      record: next,
      reason: 'liaison.heard',
      notices: notices.map((to) => ({
        ...noticeTo(next, to, `urgent-${to}`, true, ctx),
        ...(record.status === 'told' ? {} : { actions: ['add'] }),
      })),
      due: [],
    };
  },
};

export const originOf = z.object({ origin: z.object({ agency: z.string(), id: z.string() }) });

export const lifecycle: Lifecycle<Liaison> = {
  states: statuses,
  rests: ['heard', 'linked'],
  actions: { ...{ heardIt, add, link, linked }, ...{ tellOwn, chase, heard } },
};
