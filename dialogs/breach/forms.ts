import { inOrder } from '../engine/next-step.ts';
import type { ActionForm, Context, Question } from '../engine/types.ts';
import { addDays, localDate } from '../engine/working-time.ts';
import { posts } from '../policy/pack.ts';
import { law, moment, momentOf, protocol, sinceKnown, untilReported } from './moments.ts';
import type { Breach } from './record.ts';
import { postsFor } from './route.ts';
import { tasksOpen } from './stages.ts';
import { partnerPicks, toldAlready } from './tells.ts';

/** What whoever leads is asked at each step. */

const done = () => 'done' as const;

const text = (maxLength: number): Question => ({
  kind: 'long',
  required: true,
  maxLength,
  spot: true,
  citations: [protocol],
});

const stated = ({ record }: Context): Breach | undefined => record as Breach | undefined;

/** One page of questions. */
const onePage = <A>(page: string, questions: ActionForm<A>['questions']): ActionForm<A> => ({
  version: 1,
  review: false,
  questions,
  next: inOrder<A, 'done'>([{ page, ask: Object.keys(questions) as (keyof A & string)[] }], done),
});

export type ContainedAnswers = { did: string; out: 'no' | 'yes' | 'not-known' };

export const containedForm = onePage<ContainedAnswers>('contained', {
  did: text(1000),
  out: { kind: 'choice', options: ['no', 'yes', 'not-known'], required: true, citations: [protocol] },
});

export type RegulatorAnswers = {
  toldDate: string;
  toldTime: string;
  theirRef?: string;
  lateReason?: string;
};

const isLate = ({ toldDate, toldTime }: Partial<RegulatorAnswers>, ctx: Context): boolean => {
  const by = stated(ctx)?.reportBy;
  return by !== undefined && toldTime !== undefined && momentOf(toldDate, toldTime, ctx) > by;
};

/** The law asks why, where it took longer than it gives. */
export const regulatorForm: ActionForm<RegulatorAnswers> = {
  version: 1,
  review: false,
  questions: {
    ...moment({ date: 'toldDate', time: 'toldTime' }, true, sinceKnown),
    theirRef: { kind: 'text', required: false, maxLength: 60, citations: [law] },
    lateReason: { ...text(1000), citations: [law] },
  },
  next: inOrder<RegulatorAnswers, 'done'>(
    [
      { page: 'told', ask: ['toldDate', 'toldTime', 'theirRef'] },
      { page: 'late', ask: ['lateReason'], when: isLate },
    ],
    done,
  ),
};

export type PeopleAnswers = {
  told: 'told' | 'not-told';
  toldDate?: string;
  toldTime?: string;
  how?: string;
  reasonNot?: string;
};

export const peopleForm: ActionForm<PeopleAnswers> = {
  version: 1,
  review: false,
  questions: {
    told: { kind: 'choice', options: ['told', 'not-told'], required: true, citations: [law] },
    ...moment({ date: 'toldDate', time: 'toldTime' }, true, sinceKnown),
    how: { ...text(1000), citations: [law] },
    reasonNot: { ...text(1000), citations: [law] },
  },
  next: inOrder<PeopleAnswers, 'done'>(
    [
      { page: 'told', ask: ['told'], by: 'told' },
      { page: 'how', ask: ['toldDate', 'toldTime', 'how'], when: ({ told }) => told === 'told' },
      { page: 'why-not', ask: ['reasonNot'], when: ({ told }) => told === 'not-told' },
    ],
    done,
  ),
};

export type LearntAnswers = { cause: string; lessons: string };

export const learntForm: ActionForm<LearntAnswers> = {
  ...onePage<LearntAnswers>('learnt', { cause: text(2000), lessons: text(2000) }),
  filled: (record) => {
    const { cause, lessons } = record as Breach;
    return { ...(cause ? { cause } : {}), ...(lessons ? { lessons } : {}) };
  },
};

export type TaskAnswers = { task: string; owner: string; due: string };

/** From today on, and within two years. */
const ahead: Question['check'] = (value, _, { now, policy }) => {
  const today = localDate(now, policy);
  if (String(value) < today) return 'in-the-past';
  return String(value) > addDays(today, 730) ? 'too-far' : undefined;
};

export const taskForm = onePage<TaskAnswers>('task', {
  task: text(300),
  owner: { kind: 'text', required: true, maxLength: 80, citations: [protocol] },
  due: { kind: 'date', required: true, check: ahead, citations: [protocol] },
});

export const taskDoneForm: ActionForm<{ which: string }> = {
  version: 1,
  review: false,
  questions: {
    which: {
      kind: 'choice',
      pick: (_, ctx) => {
        const record = stated(ctx);
        return record ? tasksOpen(record).map(({ n, text: typed }) => ({ value: String(n), typed })) : [];
      },
      required: true,
      citations: [protocol],
    },
  },
  next: inOrder<{ which: string }, 'done'>([{ page: 'which', ask: ['which'] }], done),
};

/** All who had it so far, and whoever reported it. */
export const notAgain = ({ asked = [], createdBy }: Breach): string[] => [...asked, createdBy.id];

export const passForm = onePage<{ to: (typeof posts)[number] }>('pass', {
  to: {
    kind: 'choice',
    options: posts,
    offers: (ctx) => {
      const record = stated(ctx);
      return record ? postsFor(record.agencyId, notAgain(record), ctx.policy) : [];
    },
    required: true,
    citations: [protocol],
  },
});

/** A decision that it was begun from says who has it. */
export const partnerForm: ActionForm<{ partner: string }> = {
  ...onePage<{ partner: string }>('partner', {
    partner: {
      kind: 'choice',
      pick: (_, ctx) => {
        const record = stated(ctx);
        return record ? partnerPicks(toldAlready(record), ctx) : [];
      },
      required: true,
      citations: [protocol],
    },
  }),
  filled: (record) => {
    const breach = record as Breach;
    const [partner] = [...breach.recipients, breach.originator].filter(
      (one) => one && !toldAlready(breach).includes(one),
    );
    return partner ? { partner } : {};
  },
};

export type AwareAnswers = { knownDate: string; knownTime: string; why: string };

export const awareForm = onePage<AwareAnswers>('aware', {
  ...moment({ date: 'knownDate', time: 'knownTime' }, true, untilReported),
  why: text(500),
});

export const moreForm = onePage<{ more: string }>('more', { more: text(2000) });
export const reopenForm = onePage<{ why: string }>('reopen', { why: text(500) });
