import { asUser } from '../engine/base.ts';
import type { Action, Context } from '../engine/types.ts';
import { reportByOf } from './clock-time.ts';
import { follow } from './follow.ts';
import {
  type AwareAnswers,
  awareForm,
  type ContainedAnswers,
  containedForm,
  type LearntAnswers,
  learntForm,
  type PeopleAnswers,
  peopleForm,
  type RegulatorAnswers,
  regulatorForm,
} from './forms.ts';
import { momentOf } from './moments.ts';
import { askedOf, clockNotices, readersOf, reporterOf, timeLeft, to } from './notices.ts';
import { type Breach, statuses } from './record.ts';
import { missing } from './stages.ts';

/** What whoever leads does, until it is closed: in any order, and again where more is known. */

export const live = statuses.filter((status) => status !== 'closed');

const lead = { from: live, by: ['asked'] } as const;

export const noted = (record: Breach, text: string, { now, person }: Context): Breach => ({
  ...record,
  added: [...record.added, { at: now.toISOString(), by: asUser(person), text }],
});

export const contained: Action<Breach, ContainedAnswers> = {
  ...lead,
  ask: containedForm,
  apply: (record, { did, out }, ctx) => {
    const after = { at: ctx.now.toISOString(), text: did, out };
    return follow(record, { ...record, containment: { ...record.containment, after } }, 'contained', ctx);
  },
};

/** They were told, by phone or on their page; where it was late, with the reason. */
export const regulatorTold: Action<Breach, RegulatorAnswers> = {
  ...lead,
  ask: regulatorForm,
  when: ({ regulator }) => regulator?.decision === 'report',
  apply: (record, { toldDate, toldTime, theirRef, lateReason }, ctx) => {
    const { decision = 'report', reasons = '', reference } = record.regulator ?? {};
    const ref = theirRef ?? reference;
    const regulator = {
      ...{ decision, reasons, at: momentOf(toldDate, toldTime, ctx) },
      ...(ref ? { reference: ref } : {}),
      ...(lateReason ? { lateReason } : {}),
    };
    return follow(record, { ...record, regulator }, 'regulator-told', ctx);
  },
};

export const peopleTold: Action<Breach, PeopleAnswers> = {
  ...lead,
  ask: peopleForm,
  apply: (record, { told, toldDate, toldTime, how, reasonNot }, ctx) => {
    const people =
      told === 'told'
        ? { at: momentOf(toldDate, toldTime, ctx), ...(how ? { how } : {}) }
        : { ...(reasonNot ? { reasonNot } : {}) };
    return follow(record, { ...record, peopleTold: people }, `people-${told}`, ctx);
  },
};

export const investigated: Action<Breach, LearntAnswers> = {
  ...lead,
  ask: learntForm,
  apply: (record, { cause, lessons }, ctx) =>
    follow(record, { ...record, cause, lessons }, 'investigated', ctx),
};

/** Somebody of the agency knew before: the clock runs from then, and all who were told hear it. */
export const aware: Action<Breach, AwareAnswers> = {
  ...lead,
  ask: awareForm,
  apply: (record, { knownDate, knownTime, why }, ctx) => {
    const awareAt = momentOf(knownDate, knownTime, ctx);
    const next = { ...noted(record, why, ctx), awareAt, reportBy: reportByOf(awareAt, ctx.policy) };
    const effect = follow(record, next, 'clock-moved', ctx);
    const id = `moved-${ctx.now.toISOString()}`;
    const notices =
      timeLeft(effect.record, ctx).length > 0 ? clockNotices(effect.record, id, 'moved', true, ctx) : [];
    return { ...effect, notices };
  },
};

/** Only when nothing is left to do; until then its card says what is. */
export const close: Action<Breach> = {
  ...lead,
  when: (record) => missing(record).length === 0,
  apply: (record, _, ctx) => {
    const next = { ...record, closedAt: ctx.now.toISOString(), closedBy: asUser(ctx.person) };
    const whom = [...reporterOf(record), ...readersOf(record), ...askedOf(record)];
    return follow(record, next, 'closed', ctx, {
      notices: to(whom, `closed-${next.closedAt}`, 'closed', ctx),
    });
  },
};
