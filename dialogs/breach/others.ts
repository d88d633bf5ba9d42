import { plain } from '../dispute/parties.ts';
import type { Action } from '../engine/types.ts';
import { liaisonNews } from '../liaison/record.ts';
import { chaseAfter, chaseDue, taskDue } from './clock.ts';
import { follow } from './follow.ts';
import {
  moreForm,
  notAgain,
  partnerForm,
  passForm,
  reopenForm,
  type TaskAnswers,
  taskDoneForm,
  taskForm,
} from './forms.ts';
import { askedOf, leadNotice, readersOf, to } from './notices.ts';
import { type Breach, statuses } from './record.ts';
import { inPost, postsFor } from './route.ts';
import { tasksOpen } from './stages.ts';
import { live, noted } from './steps.ts';
import { partnerPicks, toldAlready, withPartner } from './tells.ts';

/** Who else takes part: whoever reported it, others of the route, those who have something to do, and partners. */

/** What whoever reported it has learnt since: it stays with them, and goes to whoever leads. */
export const more: Action<Breach, { more: string }> = {
  from: statuses,
  by: ['owner', 'asked'],
  ask: moreForm,
  apply: (record, { more: text }, ctx) => {
    const next = noted(record, text, ctx);
    const id = `more-${next.added.length}`;
    return follow(record, next, 'more', ctx, { notices: to(askedOf(record), id, 'more', ctx) });
  },
};

export const addTask: Action<Breach, TaskAnswers> = {
  from: live,
  by: ['asked'],
  ask: taskForm,
  apply: (record, { task: text, owner, due }, ctx) => {
    const n = record.actions.length + 1;
    const actions = [...record.actions, { n, text, owner, due, overdue: false }];
    return follow(record, { ...record, actions }, 'task-added', ctx, { due: [taskDue(due, 1, ctx)] });
  },
};

export const taskDone: Action<Breach, { which: string }> = {
  from: live,
  by: ['asked'],
  ask: taskDoneForm,
  when: (record) => tasksOpen(record).length > 0,
  apply: (record, { which }, ctx) => {
    const doneAt = ctx.now.toISOString();
    const actions = record.actions.map((one) =>
      String(one.n) === which ? { ...one, doneAt, overdue: false } : one,
    );
    return follow(record, { ...record, actions }, 'task-done', ctx);
  },
};

/** Somebody else of the route leads from now on; whoever did may still read it. */
export const pass: Action<Breach, { to: Parameters<typeof inPost>[1] }> = {
  from: live,
  by: ['asked'],
  ask: passForm,
  when: (record, { policy }) => postsFor(record.agencyId, notAgain(record), policy).length > 0,
  apply: (record, { to: post }, ctx) => {
    const one = inPost(record.agencyId, post, notAgain(record), ctx.policy) ?? record.lead;
    const before = [...readersOf(record), ...askedOf(record)].filter((reader) => reader !== one);
    const { heededAt: _, ...rest } = record;
    const next: Breach = {
      ...rest,
      ...{ lead: one, asked: [one], readers: [...new Set(before)], chases: 0, chaseAt: chaseAfter(ctx) },
    };
    return follow(record, next, 'passed', ctx, {
      notices: leadNotice(next, [one], `passed-${ctx.now.toISOString()}`, 'passed', ctx),
      due: [chaseDue(next, ctx)],
    });
  },
};

export const partner: Action<Breach, { partner: string }> = {
  from: live,
  by: ['asked'],
  ask: partnerForm,
  when: (record, ctx) => partnerPicks(toldAlready(record), ctx).length > 0,
  apply: (record, { partner: one }, ctx) =>
    follow(record, withPartner(record, one, ctx), 'partner-told', ctx),
};

/** New facts have come. */
export const reopen: Action<Breach, { why: string }> = {
  from: ['closed'],
  by: ['asked'],
  ask: reopenForm,
  apply: (record, { why }, ctx) => {
    const { closedAt: _, closedBy: __, ...rest } = noted(record, why, ctx);
    const whom = [...askedOf(record), ...readersOf(record)];
    return follow(record, rest, 'reopened', ctx, {
      notices: to(whom, `reopened-${ctx.now.toISOString()}`, 'reopened', ctx),
    });
  },
};

/** What a partner says of it: all that they have said so far, however often it comes. */
export const heard: Action<Breach> = {
  from: statuses,
  by: ['clock'],
  apply: (record, input, ctx) => {
    const { success, data: news } = liaisonNews.safeParse(input);
    const known = record.partnersNotified.find((one) => success && one.partner === news.partner);
    const next = known && success ? { ...known, ...news } : known;
    const nothing = { record, reason: 'breach.heard', notices: [], due: [] };
    if (!next || !known || JSON.stringify(next) === JSON.stringify(known)) return nothing;
    // An older word that comes late says less than the one before it.
    if (next.notes.length < known.notes.length || (known.theirRef && !next.theirRef)) return nothing;
    const all = record.partnersNotified.map((one) => (one === known ? next : one));
    const kind = next.notes.length > known.notes.length ? 'partner-added' : 'partner-heard';
    const id = `${kind}-${next.partner}-${next.notes.length}-${next.theirRef ?? ''}`;
    const params = { partner: plain(ctx.policy.partners[next.partner]?.title ?? next.partner) };
    return follow(record, { ...record, partnersNotified: all }, 'heard', ctx, {
      notices: to(askedOf(record), id, kind, ctx, { params }),
    });
  },
};

/** Nobody there could be reached: somebody must ring them. */
export const unreached: Action<Breach, { partner?: string }> = {
  from: statuses,
  by: ['clock'],
  apply: (record, { partner: one = '' }, ctx) => {
    const params = { partner: plain(ctx.policy.partners[one]?.title ?? one) };
    const id = `unreached-${one}-${ctx.now.toISOString()}`;
    return {
      record,
      reason: 'breach.unreached',
      notices: to(askedOf(record), id, 'unreached', ctx, { params }),
      due: [],
    };
  },
};

/** Another record of ours belongs to it. */
export const linked: Action<Breach, { ref?: string }> = {
  from: statuses,
  by: [],
  apply: (record, { ref }, ctx) =>
    follow(
      record,
      { ...record, links: [...new Set([...record.links, ...(ref ? [ref] : [])])] },
      'linked',
      ctx,
    ),
};
