import { z } from 'zod';
import { base } from '../engine/base.ts';
import { inOrder } from '../engine/next-step.ts';
import { postOf } from '../engine/posts.ts';
import type { Contact, Context, Dialog, Effect, Outcome } from '../engine/types.ts';
import { chaseDue, lifecycle, managersIn, selfQuestions, tellKeepers } from './lifecycle.ts';
import { askedRoles, type EnrolmentRecord, enrolmentSchema, type Self, selfSchema } from './record.ts';
import { show } from './show.ts';

/** Somebody who is not on the register asks to be: which agency, who they are, what they do, who manages them. */

export type EnrolmentAnswers = Self & { agency?: string };

const questions: Dialog<Required<EnrolmentAnswers>>['questions'] = {
  agency: {
    kind: 'choice',
    pick: (_, { policy }) => policy.agencies.map(({ id, name }) => ({ value: id, title: name })),
    required: true,
    citations: [],
  },
  ...selfQuestions,
  role: { kind: 'choice', options: askedRoles, required: true, citations: [] },
  managerName: { kind: 'text', required: false, maxLength: 80, citations: [] },
};

/** Managers are named only to who surely works there: nobody learns of the people of another agency. */
const namesManagers = (ctx: Context): boolean =>
  ctx.newcomer?.agencyKnown === true && managersIn(ctx).length > 0;

const done: Outcome = { outcome: 'ASKED', reasons: [], citations: [] };

const next = (answers: Partial<EnrolmentAnswers>, ctx: Context) =>
  inOrder<EnrolmentAnswers, Outcome>(
    [
      {
        page: 'who',
        ask: [
          ...(ctx.newcomer?.agencyKnown ? [] : (['agency'] as const)),
          'name',
          'post',
          'role',
          namesManagers(ctx) ? 'manager' : 'managerName',
        ],
      },
    ],
    () => done,
  )(answers, ctx);

/** Who lets people in; where nobody does, whoever heads the service, or takes what nobody else takes. */
const keepersOf = ({ people = [], person: { agency }, policy }: Context): string[] => {
  const keepers = people.filter(({ roles }) => roles.includes('administrator')).map(({ id }) => id);
  if (keepers.length > 0) return keepers;
  const heads = postOf(agency, 'head-of-service', policy);
  const lead = policy.agencies.find(({ id }) => id === agency)?.dutyLead;
  return heads.length > 0 ? [...heads] : [lead].filter((id) => id !== undefined);
};

/** Their manager, as the register has them then, has nothing to do with it. */
const baseOf = (ctx: Context) => {
  const { manager: _, ...rest } = base(ctx);
  return { ...rest, type: 'enrolment' as const, schemaVersion: 1 as const, person: ctx.person.id, chases: 0 };
};

const asked = (answers: Self, ctx: Context, contact: Contact | undefined): Effect<EnrolmentRecord> => {
  const managerName = managersIn(ctx).find(({ value }) => value === answers.manager);
  const self = selfSchema.parse({
    ...answers,
    ...(managerName && 'typed' in managerName ? { managerName: managerName.typed } : {}),
  });
  const record: EnrolmentRecord = { ...baseOf(ctx), status: 'asked', self, asked: keepersOf(ctx) };
  return {
    record,
    reason: 'enrolment.asked',
    notices: tellKeepers(record, 'asked'),
    due: chaseDue(record, ctx),
    enrols: {
      person: ctx.person.id,
      as: 'asked',
      name: self.name,
      request: ctx.reference,
      ...(contact ? { contact } : {}),
    },
  };
};

const sentOn = (to: string, answers: Self, ctx: Context): Effect<EnrolmentRecord> => ({
  record: { ...baseOf(ctx), status: 'sentOn', to },
  reason: 'enrolment.sentOn',
  notices: [],
  due: [],
  tells: [
    {
      id: 'join',
      partner: '',
      agency: to,
      to: ctx.person.id,
      dialog: 'enrolment',
      input: { answers, contact: ctx.newcomer?.contact },
    },
  ],
});

const input = z.object({ answers: selfSchema, contact: z.record(z.string(), z.unknown()).optional() });

const takes = (given: Readonly<Record<string, unknown>>, ctx: Context): Effect<EnrolmentRecord> => {
  const { answers, contact } = input.parse(given);
  return asked(answers, ctx, contact);
};

export const enrolment: Dialog<EnrolmentAnswers, EnrolmentRecord> = {
  name: 'enrolment',
  version: 1,
  prefix: 'J',
  schema: enrolmentSchema,
  review: false,
  apart: true,
  questions,
  next,
  finds: ({ person }) => [
    { facet: 'role', key: 'administrator' },
    { facet: 'role', key: 'manager' },
    ...(person ? [{ facet: 'person' as const, key: String(person) }] : []),
  ],
  record: ({ agency, ...answers }, _, ctx) =>
    agency === undefined || agency === ctx.person.agency
      ? asked(answers, ctx, ctx.newcomer?.contact)
      : sentOn(agency, answers, ctx),
  takes,
  lifecycle,
  show,
  facets: () => ({ grounds: [] }),
};
