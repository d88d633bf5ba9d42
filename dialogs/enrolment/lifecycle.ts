import type { Action, Context, Due, Effect, Lifecycle, Notice, Option, Question } from '../engine/types.ts';
import { workingHoursAfter } from '../engine/working-time.ts';
import { type ChatRole, chatRoles, isChatRole } from '../person/roles.ts';
import type { EnrolmentRecord, Self } from './record.ts';

/** The people who look after the register let somebody in, as they asked or otherwise, or say why not. */

const byKeepers = ['asked', 'administrator'] as const;

export const managersIn = ({ people = [], person }: Context): Option[] =>
  people
    .filter(({ id, roles }) => roles.includes('manager') && id !== person.id)
    .map(({ id, name }) => ({ value: id, typed: name }));

const text = (maxLength: number, required = true): Question => ({
  kind: 'text',
  required,
  maxLength,
  citations: [],
});

/** What is asked of whoever joins, and may be put right by whoever lets them in. */
export const selfQuestions = {
  name: text(80),
  post: text(80),
  manager: { kind: 'choice', pick: (_, ctx) => managersIn(ctx), required: false, citations: [] },
} as const satisfies Record<string, Question>;

const toOwner = (record: EnrolmentRecord, kind: string): Notice => ({
  id: kind,
  to: record.person,
  kind: `enrolment.${kind}`,
  params: {},
});

const effect = (
  record: EnrolmentRecord,
  reason: string,
  more: Partial<Effect<EnrolmentRecord>> = {},
): Effect<EnrolmentRecord> => ({
  record,
  reason: `enrolment.${reason}`,
  notices: [],
  due: [],
  ...more,
});

type Given = { name: string; post: string; roles: readonly ChatRole[]; manager?: string };

const nameOf = (id: string | undefined, { people = [] }: Context): string | undefined =>
  people.find((one) => one.id === id)?.name;

const joined = (record: EnrolmentRecord, given: Given, ctx: Context): Effect<EnrolmentRecord> => {
  const { person } = record;
  const closed: EnrolmentRecord = {
    ...record,
    status: 'joined',
    given: { roles: [...given.roles], at: ctx.now.toISOString() },
  };
  // They asked twice, and were let in by the other one.
  if (ctx.people?.some(({ id }) => id === person)) return effect(closed, 'already');
  const { manager, ...rest } = given;
  const managerName = nameOf(manager, ctx);
  const line = manager && managerName ? { manager, managerName } : {};
  return effect(closed, 'joined', {
    notices: [toOwner(record, 'joined')],
    enrols: { person, as: 'joined', ...rest, manager: line.manager ?? '' },
    also: [
      {
        dialog: 'person',
        input: { person, ...rest, ...line, from: record.reference, channels: [record.platform] },
      },
    ],
  });
};

const selfOf = (record: EnrolmentRecord): Self => {
  if (!record.self) throw new Error('what was sent on is answered where it went');
  return record.self;
};

/** As they asked. */
const confirm: Action<EnrolmentRecord> = {
  from: ['asked'],
  by: byKeepers,
  late: true,
  apply: (record, _, ctx) => {
    const { role, managerName: _name, ...self } = selfOf(record);
    return joined(record, { ...self, roles: isChatRole(role) ? [role] : ['practitioner'] }, ctx);
  },
};

type Alter = Omit<Given, 'roles'> & { roles: readonly ChatRole[] };

/** Otherwise than they asked. */
const alter: Action<EnrolmentRecord, Alter> = {
  from: ['asked'],
  by: byKeepers,
  ask: {
    version: 1,
    review: false,
    questions: {
      name: { ...selfQuestions.name, words: 'person.change' },
      post: { ...selfQuestions.post, words: 'person.change' },
      roles: { kind: 'many', options: chatRoles, required: true, words: 'person.change', citations: [] },
      manager: { ...selfQuestions.manager, words: 'person.change' },
    },
    filled: (record) => {
      const { role, managerName: _, ...self } = selfOf(record as EnrolmentRecord);
      return { ...self, roles: [isChatRole(role) ? role : 'practitioner'] };
    },
    next: (answers) =>
      answers.roles ? 'done' : { page: 'alter', ask: ['name', 'post', 'roles', 'manager'] },
  },
  apply: (record, answers, ctx) => joined(record, answers, ctx),
};

const refuse: Action<EnrolmentRecord, { reason: string }> = {
  from: ['asked'],
  by: byKeepers,
  ask: {
    version: 1,
    review: false,
    questions: { reason: { kind: 'long', required: true, maxLength: 500, spot: true, citations: [] } },
    next: (answers) => (answers.reason === undefined ? { page: 'why', ask: ['reason'] } : 'done'),
  },
  apply: (record, { reason }, ctx) => {
    const refusal = { reason, at: ctx.now.toISOString() };
    const isIn = ctx.people?.some(({ id }) => id === record.person);
    return effect({ ...record, status: 'refused', refusal }, 'refused', {
      notices: isIn ? [] : [toOwner(record, 'refused')],
      ...(isIn ? {} : { enrols: { person: record.person, as: 'asked' } }),
    });
  },
};

export const answersTo = ({ self }: Pick<EnrolmentRecord, 'self'>): readonly string[] =>
  self && isChatRole(self.role) ? ['confirm', 'alter', 'refuse'] : ['alter', 'refuse'];

export const tellKeepers = (record: EnrolmentRecord, kind: 'asked' | 'chase'): Notice[] =>
  (record.asked ?? []).map((to, at) => ({
    id: `${kind}-${record.chases}-${at}`,
    to,
    kind: `enrolment.${kind}`,
    params: {},
    actions: answersTo(record),
  }));

export const chaseDue = ({ chases }: EnrolmentRecord, { now, policy }: Context): Due[] => {
  const { workingHours, mostChases } = policy.timers.ask;
  if (chases >= mostChases) return [];
  const at = workingHoursAfter(now, workingHours, policy).toISOString();
  return [{ id: `chase-${chases + 1}`, at, action: 'chase' }];
};

const chase: Action<EnrolmentRecord> = {
  from: ['asked'],
  by: ['clock'],
  apply: (record, _, ctx) => {
    const next = { ...record, chases: record.chases + 1 };
    return effect(next, 'chased', { notices: tellKeepers(next, 'chase'), due: chaseDue(next, ctx) });
  },
};

export const lifecycle: Lifecycle<EnrolmentRecord> = {
  states: ['asked', 'joined', 'refused', 'sentOn'],
  rests: ['joined', 'refused', 'sentOn'],
  actions: { confirm, alter, refuse, chase },
};
