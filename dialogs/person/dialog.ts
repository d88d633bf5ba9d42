import { z } from 'zod';
import { base } from '../engine/base.ts';
import type { Context, Dialog, Effect, Find, Outcome, View } from '../engine/types.ts';
import { lifecycle } from './lifecycle.ts';
import { type PersonRecord, personSchema } from './record.ts';
import { knownRoles } from './roles.ts';

/** Somebody on the register, for the people who look after it. */

const input = z.object({
  person: z.string(),
  name: z.string(),
  post: z.string().optional(),
  roles: z.array(z.string()),
  manager: z.string().optional(),
  managerName: z.string().optional(),
  channels: z.array(z.enum(['teams', 'slack'])),
  from: z.string().optional(),
});

const takes = (given: Readonly<Record<string, unknown>>, ctx: Context): Effect<PersonRecord> => {
  const { manager, managerName, from, ...person } = input.parse(given);
  const { manager: _, ...fields } = base(ctx);
  const record: PersonRecord = {
    ...fields,
    type: 'person',
    schemaVersion: 1,
    status: 'here',
    ...person,
    ...(manager ? { line: { id: manager, name: managerName ?? '' } } : {}),
    links: from ? [from] : [],
  };
  return { record, reason: 'person.joined', notices: [], due: [] };
};

/** Each word of a name, and how it begins: whoever looks types as much as they know. */
export const nameKeys = (name: string): string[] => [
  ...new Set(
    name
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .flatMap((word) =>
        Array.from({ length: Math.max(0, Math.min(word.length, 10) - 1) }, (_, at) => word.slice(0, at + 2)),
      ),
  ),
];

const mostKeys = 40;

const finds = ({ person, name }: PersonRecord): Find[] => [
  { facet: 'person', key: person },
  ...nameKeys(name)
    .slice(0, mostKeys)
    .map((key): Find => ({ facet: 'name', key })),
];

const value = (label: string, text: string | undefined): View['facts'] =>
  text ? [{ label: `person.facts.${label}`, value: text }] : [];

const show = (record: PersonRecord, ctx: Context): View => ({
  status: { key: `person.status.${record.status}` },
  lead: [{ key: `person.lead.${record.status}` }],
  facts: [
    ...value('name', record.name),
    ...value('agency', ctx.policy.agencies.find(({ id }) => id === record.agencyId)?.name ?? record.agencyId),
    ...value('post', record.post),
    ...knownRoles(record.roles).map((role) => ({
      label: 'person.facts.role',
      said: { key: `person.roles.${role}` },
    })),
    ...value('manager', record.line?.name || record.line?.id),
    ...record.channels.map((channel) => ({
      label: 'person.facts.channel',
      said: { key: `person.channels.${channel}` },
    })),
    ...value('why', record.why),
  ],
  actions: record.status === 'here' ? ['change', ...(record.person === ctx.person.id ? [] : ['left'])] : [],
});

const nothing: Outcome = { outcome: 'JOINED', reasons: [], citations: [] };

export const person: Dialog<Record<never, never>, PersonRecord> = {
  name: 'person',
  version: 1,
  prefix: 'P',
  schema: personSchema,
  review: false,
  for: 'administrator',
  apart: true,
  questions: {},
  next: () => nothing,
  finds: (given) => [
    { facet: 'role', key: 'manager' },
    ...(given.person ? [{ facet: 'person' as const, key: String(given.person) }] : []),
  ],
  record: () => {
    throw new Error('nobody starts this: who is let in is put on the register');
  },
  takes,
  lifecycle,
  show,
  facets: (record) => ({ grounds: [], finds: finds(record) }),
};
