import type { Action, Context, Effect, Lifecycle, Notice, Question, RecordBody } from '../engine/types.ts';
import { managersIn } from '../enrolment/lifecycle.ts';
import type { PersonRecord } from './record.ts';
import { type ChatRole, chatRoles, isChatRole } from './roles.ts';

/** What becomes of somebody on the register: another post, manager or role; or they leave, and lose all of it at once. */

const changed = (
  record: PersonRecord,
  reason: string,
  more: Partial<Effect<PersonRecord>> = {},
): Effect<PersonRecord> => ({ record, reason: `person.${reason}`, notices: [], due: [], ...more });

const toldOf = (record: PersonRecord, what: 'changed' | 'linked', { now }: Context): Notice => ({
  id: `${what}-${now.getTime()}`,
  to: record.person,
  kind: `person.${what}`,
  params: {},
});

const reason: Question = { kind: 'long', required: true, maxLength: 500, spot: true, citations: [] };
const text: Question = { kind: 'text', required: true, maxLength: 80, citations: [] };

const isSelf = (record: RecordBody | undefined, { person }: Context): boolean =>
  (record as PersonRecord | undefined)?.person === person.id;

/** Nobody locks themselves out, and nobody gives themselves rights: for that, nothing is asked. */
const notYourself = (_: unknown, __: unknown, ctx: Context): string | undefined =>
  isSelf(ctx.record, ctx) ? 'not-yourself' : undefined;

type Change = { name: string; post: string; roles?: readonly ChatRole[]; manager?: string; why: string };

const others = (ctx: Context) =>
  managersIn(ctx).filter(({ value }) => value !== (ctx.record as PersonRecord | undefined)?.person);

const change: Action<PersonRecord, Change> = {
  from: ['here'],
  by: ['administrator'],
  ask: {
    version: 1,
    review: false,
    questions: {
      name: text,
      post: text,
      roles: { kind: 'many', options: chatRoles, required: true, citations: [] },
      manager: { kind: 'choice', pick: (_, ctx) => others(ctx), required: false, citations: [] },
      why: reason,
    },
    filled: (record) => {
      const { name, post = '', roles, line } = record as PersonRecord;
      return { name, post, roles: roles.filter(isChatRole), ...(line ? { manager: line.id } : {}) };
    },
    next: (answers, ctx) =>
      'why' in answers
        ? 'done'
        : {
            page: 'change',
            ask: ['name', 'post', ...(isSelf(ctx.record, ctx) ? [] : (['roles'] as const)), 'manager', 'why'],
          },
  },
  apply: (record, { name, post, roles = [], manager, why }, ctx) => {
    // What only the file gives, only the file takes away.
    const kept = record.roles.filter((role) => !isChatRole(role));
    const all = isSelf(record, ctx) ? record.roles : [...kept, ...roles];
    const line = ctx.people?.find(({ id }) => id === manager && id !== record.person);
    const { line: _, ...rest } = record;
    return changed(
      { ...rest, name, post, roles: all, why, ...(line ? { line: { id: line.id, name: line.name } } : {}) },
      'changed',
      {
        enrols: { person: record.person, as: 'joined', name, post, roles: all, manager: line?.id ?? '' },
        notices: [toldOf(record, 'changed', ctx)],
      },
    );
  },
};

const left: Action<PersonRecord, { why: string }> = {
  from: ['here'],
  by: ['administrator'],
  ask: {
    version: 1,
    review: false,
    questions: { why: { ...reason, check: notYourself } },
    next: (answers) => ('why' in answers ? 'done' : { page: 'left', ask: ['why'] }),
  },
  apply: (record, { why }) =>
    changed({ ...record, status: 'left', roles: [], channels: [], why }, 'left', {
      enrols: { person: record.person, as: 'left' },
    }),
};

/** They are known on another channel as well, by a code that only they had. */
const linked: Action<PersonRecord, { channel: PersonRecord['channels'][number] }> = {
  from: ['here'],
  by: ['clock'],
  apply: (record, { channel }, ctx) =>
    changed({ ...record, channels: [...new Set([...record.channels, channel])] }, 'linked', {
      notices: [{ ...toldOf(record, 'linked', ctx), elsewhere: channel }],
    }),
};

export const lifecycle: Lifecycle<PersonRecord> = {
  states: ['here', 'left'],
  rests: ['here', 'left'],
  actions: { change, left, linked },
};
