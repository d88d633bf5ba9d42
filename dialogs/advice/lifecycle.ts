import type { Action, Context, Effect, Lifecycle, RecordBody, View } from '../engine/types.ts';
import { chase, standIn } from './chase.ts';
import { type AdviceRecord, type Role, roles } from './record.ts';
import { dueFrom, everAsked, type Target, targets, toAdviser, toAsker, turnDue, unique } from './turns.ts';
import { askerOf, holdersOf } from './whom.ts';

/** What becomes of it: somebody answers, or passes it on, or nobody does; and at last whether it was followed. */

const open = ['asked', 'unanswered'] as const;

const gist = (record: RecordBody | undefined): View['facts'] => {
  const { questionDeidentified = '' } = (record ?? {}) as Partial<AdviceRecord>;
  return questionDeidentified ? [{ label: 'advice.facts.gist', value: questionDeidentified }] : [];
};

const roleFor = (record: AdviceRecord, { person, policy }: Context): string => {
  if (record.adviser.id === person.id) return record.adviser.role;
  const holds = holdersOf(record.role, askerOf(record), policy).includes(person.id);
  return holds ? record.role : 'stand-in';
};

const answer: Action<AdviceRecord, { answer: string }> = {
  from: open,
  by: ['asked'],
  ask: {
    version: 1,
    review: false,
    questions: {
      answer: { kind: 'long', required: true, maxLength: 1500, citations: [] },
    },
    next: (answers, ctx) =>
      answers.answer ? 'done' : { page: 'answer', ask: ['answer'], shows: gist(ctx.record) },
  },
  apply: (record, { answer: said }, ctx) => {
    const { asked = [] } = record;
    const { id, name, agency } = ctx.person;
    const others = asked.filter((one) => one !== id);
    return {
      record: {
        ...record,
        status: 'answered',
        asked: [],
        readers: everAsked(record),
        adviser: { id, role: roleFor(record, ctx), agency },
        adviserName: name,
        answer: said,
        answeredAt: ctx.now.toISOString(),
      },
      reason: 'advice.answered',
      notices: [
        toAsker(record, 'answered'),
        ...others.map((to) => ({ id: `settled-${to}`, to, kind: 'advice.settled', params: {} })),
      ],
      due: [],
    };
  },
};

const pass: Action<AdviceRecord, { to: Role }> = {
  from: open,
  by: ['asked'],
  ask: {
    version: 1,
    review: false,
    questions: {
      to: {
        kind: 'choice',
        options: roles,
        offers: (ctx) => (ctx.record ? targets(ctx.record as AdviceRecord, ctx).map(({ role }) => role) : []),
        required: true,
        citations: [],
      },
    },
    next: (answers) => (answers.to ? 'done' : { page: 'pass', ask: ['to'], by: 'to' }),
  },
  apply: (record, { to: role }, ctx): Effect<AdviceRecord> => {
    // Only a post that somebody holds was offered.
    const { to } = targets(record, ctx).find((one) => one.role === role) as Target;
    const { id } = ctx.person;
    const at = ctx.now.toISOString();
    const next: AdviceRecord = {
      ...record,
      status: 'asked',
      asked: [...(record.asked ?? []).filter((one) => one !== id), to],
      readers: unique([...(record.readers ?? []), id]),
      adviser: { id: to, role, agency: record.agencyId },
      dueAt: dueFrom(ctx),
      reassigned: [...record.reassigned, { from: id, to, at, why: 'passed-on' }],
    };
    return {
      record: next,
      reason: 'advice.passed',
      notices: [toAdviser(next, to, 'asked', ctx), toAsker(next, 'passed')],
      due: [turnDue(next)],
    };
  },
};

const takeBack: Action<AdviceRecord> = {
  from: open,
  by: ['owner'],
  apply: (record, _, ctx) => ({
    record: {
      ...record,
      status: 'closed',
      takenBack: ctx.now.toISOString(),
      asked: [],
      readers: everAsked(record),
    },
    reason: 'advice.takenBack',
    notices: (record.asked ?? []).map((to) => ({
      id: `back-${to}`,
      to,
      kind: 'advice.takenBack',
      params: {},
    })),
    due: [],
  }),
};

type Followed = { followed: 'yes' | 'no'; whyNot?: string };

const followed: Action<AdviceRecord, Followed> = {
  from: ['answered'],
  by: ['owner'],
  ask: {
    version: 1,
    review: false,
    questions: {
      followed: { kind: 'choice', options: ['yes', 'no'], required: true, citations: [] },
      whyNot: { kind: 'long', required: true, maxLength: 500, citations: [] },
    },
    next: ({ followed: said, whyNot }) => {
      if (!said) return { page: 'followed', ask: ['followed'], by: 'followed' };
      return said === 'no' && !whyNot ? { page: 'why', ask: ['whyNot'] } : 'done';
    },
  },
  apply: (record, { followed: said, whyNot }, ctx) => ({
    record: {
      ...record,
      status: 'closed',
      followed: {
        b: said === 'yes',
        ...(said === 'no' && whyNot ? { reason: whyNot } : {}),
        at: ctx.now.toISOString(),
      },
    },
    reason: 'advice.followed',
    notices: [],
    due: [],
  }),
};

/** What it was about is a record now, or ended without one. */
const settled: Action<AdviceRecord, { ref?: string }> = {
  from: ['asked', 'unanswered', 'answered'],
  by: [],
  apply: (record, { ref }) => ({
    record: ref
      ? { ...record, decisionRef: ref, links: unique([...record.links, ref]) }
      : { ...record, gone: true },
    reason: 'advice.settled',
    notices: [],
    due: [],
  }),
};

export const lifecycle: Lifecycle<AdviceRecord> = {
  states: ['asked', 'unanswered', 'answered', 'closed'],
  rests: ['unanswered', 'closed'],
  actions: { answer, pass, takeBack, followed, settled, chase, standIn },
};
