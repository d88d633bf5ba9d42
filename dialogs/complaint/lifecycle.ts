import { asUser } from '../engine/base.ts';
import type { Action, Context, Effect, Lifecycle, Notice } from '../engine/types.ts';
import { addDays, localDate } from '../engine/working-time.ts';
import { heardFrom, notReached, sayPartner } from '../liaison/partners.ts';
import { chase, late, owed, remind, settled, toAsked } from './clock.ts';
import { other } from './other.ts';
import {
  type AckAnswers,
  acknowledgeForm,
  moreForm,
  newsForm,
  type OutcomeAnswers,
  outcomeForm,
} from './questions.ts';
import { type Complaint, statuses } from './record.ts';

/** What is done with a complaint: by whoever it was routed to, by whoever wrote it down, and by the partners. */

const open = ['logged', 'acknowledged', 'progress'] as const;

const kept = (record: Complaint, reason: string, notices: Notice[] = []): Effect<Complaint> => ({
  record,
  reason: `complaint.${reason}`,
  notices,
  due: [],
});

/** Whatever is done with it shows that somebody has it in hand. */
const seen = (record: Complaint, ctx: Context): Complaint => ({
  ...record,
  seenAt: record.seenAt ?? ctx.now.toISOString(),
});

const note = (text: string, ctx: Context) => ({ at: ctx.now.toISOString(), by: asUser(ctx.person), text });

const mine: Action<Complaint> = {
  from: open,
  by: ['asked'],
  late: true,
  when: ({ seenAt }) => seenAt === undefined,
  apply: (record, _, ctx) => kept(seen(record, ctx), 'mine'),
};

/** The person is to hear again so many days after they last heard. */
const nextNews = (record: Complaint, from: string, reason: string, ctx: Context): Effect<Complaint> => {
  const next = owed(record, addDays(from, ctx.policy.timers.complaint.newsEveryDays), ctx);
  return { ...kept(next.record, reason), due: next.due };
};

const acknowledge: Action<Complaint, AckAnswers> = {
  from: ['logged'],
  by: ['asked'],
  ask: acknowledgeForm,
  apply: (record, { on, how }, ctx) => {
    const rights =
      how === 'not-yet' ? {} : { rights: { how, at: ctx.now.toISOString(), by: asUser(ctx.person) } };
    const next: Complaint = {
      ...seen(record, ctx),
      status: 'acknowledged',
      acknowledgedOn: on,
      ...rights,
    };
    return nextNews(next, on, 'acknowledged', ctx);
  },
};

const news: Action<Complaint, { text: string }> = {
  from: ['acknowledged', 'progress'],
  by: ['asked'],
  ask: newsForm,
  apply: (record, { text }, ctx) => {
    const progress = [...record.progress, note(text, ctx)];
    const next: Complaint = { ...seen(record, ctx), status: 'progress', progress };
    return nextNews(next, localDate(ctx.now, ctx.policy), 'news', ctx);
  },
};

const outcome: Action<Complaint, OutcomeAnswers> = {
  from: ['acknowledged', 'progress'],
  by: ['asked'],
  ask: outcomeForm,
  apply: (record, { outcome: code, reasons, changes }, ctx) => {
    const said = { code, reasons, ...(changes ? { changes } : {}) };
    const by = { at: ctx.now.toISOString(), by: asUser(ctx.person) };
    const next: Complaint = { ...settled(seen(record, ctx)), status: 'outcome', outcome: { ...said, ...by } };
    const { id } = record.loggedBy;
    const to = id === ctx.person.id ? [] : [{ id: 'outcome', to: id, kind: 'complaint.outcome', params: {} }];
    return kept(next, 'outcome', to);
  },
};

const close: Action<Complaint> = {
  from: ['outcome'],
  by: ['asked'],
  apply: (record) => {
    const { asked = [], readers = [], ...rest } = record;
    // Whoever dealt with it may read it still, and nothing waits for them.
    return kept({ ...rest, readers: [...new Set([...readers, ...asked])], status: 'closed' }, 'closed');
  },
};

/** Whoever wrote it down hears more from the person. */
const more: Action<Complaint, { text: string }> = {
  from: [...open, 'outcome'],
  by: ['owner'],
  ask: moreForm,
  apply: (record, { text }, ctx) => {
    const all = [...record.more, note(text, ctx)];
    return kept({ ...record, more: all }, 'more', toAsked(record, `more-${all.length}`, 'more'));
  },
};

/** What a partner says, whatever has become of it here. */
const heard: Action<Complaint> = {
  from: statuses,
  by: ['clock'],
  apply: (record, input, ctx) => {
    const come = heardFrom(record.partnersLiaised, input);
    if (!come) return kept(record, 'heard');
    const next: Complaint = { ...record, partnersLiaised: come.all };
    const id = `heard-${come.partner}-${ctx.now.toISOString()}`;
    return kept(next, 'heard', toAsked(next, id, 'heard', { partner: sayPartner(come.partner, ctx) }));
  },
};

const unreached: Action<Complaint, { partner?: string }> = {
  from: statuses,
  by: ['clock'],
  apply: (record, { partner = '' }, ctx) => {
    const next: Complaint = { ...record, partnersLiaised: notReached(record.partnersLiaised, partner) };
    const params = { partner: sayPartner(partner, ctx) };
    return kept(next, 'unreached', toAsked(next, `unreached-${partner}`, 'unreached', params));
  },
};

/** Another record is linked to it: a breach that was begun from it, or word from a partner. */
const linked: Action<Complaint, { ref?: string }> = {
  from: statuses,
  by: [],
  apply: (record, { ref = '' }) => {
    const breach = ref.startsWith('B-') && !record.breachRef ? { breachRef: ref } : {};
    return kept({ ...record, ...breach, links: [...new Set([...record.links, ref])] }, 'linked');
  },
};

/** The breach that somebody named hears of it: nothing else has found it. */
const tellBreach: Action<Complaint> = {
  from: statuses,
  by: ['clock'],
  apply: (record) => ({
    ...kept(record, 'tellBreach'),
    also: [
      {
        dialog: 'breach',
        ref: record.breachRef ?? '',
        action: 'linked',
        input: { ref: record.reference },
      },
    ],
  }),
};

export const lifecycle: Lifecycle<Complaint> = {
  states: statuses,
  actions: {
    ...{ mine, acknowledge, news, outcome, other, close, more },
    ...{ remind, late, chase, heard, unreached, linked, tellBreach },
  },
};
