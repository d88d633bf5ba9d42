import { asUser } from '../engine/base.ts';
import type { Action, Effect, Lifecycle, Notice } from '../engine/types.ts';
import { isPast, waiting, withDeputy } from '../liaison/chasing.ts';
import { heardFrom, notReached, sayPartner } from '../liaison/partners.ts';
import { type NoteAnswers, noteForm } from './questions.ts';
import { type Claim, statuses } from './record.ts';

/** What becomes of a claim: legal has it, whoever knows more adds it, and legal alone closes it. */

const kept = (record: Claim, reason: string, notices: Notice[] = []): Effect<Claim> => ({
  record,
  reason: `claim.${reason}`,
  notices,
  due: [],
});

export const toAsked = (
  { asked = [] }: Claim,
  id: string,
  kind: string,
  params: Notice['params'] = {},
  actions?: readonly string[],
): Notice[] =>
  asked.map((to) => ({
    id: `${id}-${to}`,
    to,
    kind: `claim.${kind}`,
    params,
    ...(actions ? { actions } : {}),
  }));

const looked: Action<Claim> = {
  from: ['logged'],
  by: ['asked'],
  late: true,
  apply: (record) => kept({ ...record, status: 'looked' }, 'looked'),
};

/** Whoever wrote it down may add to it; legal hears of it. */
const note: Action<Claim, NoteAnswers> = {
  from: ['logged', 'looked'],
  by: ['asked', 'owner'],
  ask: noteForm,
  apply: (record, { which: kind, text }, ctx) => {
    const notes = [...record.notes, { kind, at: ctx.now.toISOString(), by: asUser(ctx.person), text }];
    const admissionMade = record.admissionMade || kind === 'admission';
    const others = (record.asked ?? []).filter((one) => one !== ctx.person.id);
    const next: Claim = { ...record, notes, admissionMade };
    return kept(next, kind, toAsked({ ...next, asked: others }, `note-${notes.length}`, 'note'));
  },
};

const close: Action<Claim> = {
  from: ['looked'],
  by: ['asked'],
  apply: (record) => {
    const { asked = [], readers = [], ...rest } = record;
    return kept({ ...rest, readers: [...new Set([...readers, ...asked])], status: 'closed' }, 'closed');
  },
};

/** Legal has not looked at it yet. From the second time on, whoever stands in is asked too. */
const chase: Action<Claim> = {
  from: ['logged'],
  by: ['clock'],
  when: ({ chaseAt }, ctx) => isPast(chaseAt, ctx),
  apply: (record, _, ctx) => {
    const chased = { ...record, chases: record.chases + 1 };
    const next = waiting(chased.chases > 1 ? withDeputy('claim', chased, ctx) : chased, ctx);
    const notices = toAsked(next.record, `chase-${next.record.chases}`, 'chase', {}, ['looked']);
    return { ...kept(next.record, 'chased', notices), due: next.due };
  },
};

const heard: Action<Claim> = {
  from: statuses,
  by: ['clock'],
  apply: (record, input, ctx) => {
    const come = heardFrom(record.partnersLiaised, input);
    if (!come) return kept(record, 'heard');
    const next: Claim = { ...record, partnersLiaised: come.all };
    const params = { partner: sayPartner(come.partner, ctx) };
    return kept(next, 'heard', toAsked(next, `heard-${ctx.now.toISOString()}`, 'heard', params));
  },
};

const unreached: Action<Claim, { partner?: string }> = {
  from: statuses,
  by: ['clock'],
  apply: (record, { partner = '' }, ctx) => {
    const next: Claim = { ...record, partnersLiaised: notReached(record.partnersLiaised, partner) };
    const params = { partner: sayPartner(partner, ctx) };
    return kept(next, 'unreached', toAsked(next, `unreached-${partner}`, 'unreached', params));
  },
};

/** Word from a partner belongs to it. */
const linked: Action<Claim, { ref?: string }> = {
  from: statuses,
  by: [],
  apply: (record, { ref = '' }) => kept({ ...record, links: [...new Set([...record.links, ref])] }, 'linked'),
};

export const lifecycle: Lifecycle<Claim> = {
  states: statuses,
  actions: { ...{ looked, note, close }, ...{ chase, heard, unreached, linked } },
};
