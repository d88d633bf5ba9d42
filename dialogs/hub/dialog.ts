import type { Context, Dialog, Effect, Outcome, View } from '../engine/types.ts';
import type { Hub } from '../policy/catalogue.ts';
import { type HubRecord, hubRecordSchema } from './record.ts';

/** Who belongs to a hub: one record of it, from the day it is set up. */

const nothing: Outcome = { outcome: 'OPEN', reasons: [], citations: [] };

/** As the policy pack has it, before anybody changed anything. */
export const firstRoster = (hub: Hub, ctx: Context): Effect<HubRecord> => {
  const { reference, now, policy } = ctx;
  const at = now.toISOString();
  return {
    record: {
      id: reference,
      reference,
      type: 'hub',
      schemaVersion: 1,
      agencyId: ctx.person.agency,
      status: 'open',
      createdAt: at,
      createdBy: { id: 'clock', role: 'clock', agency: ctx.person.agency },
      platform: 'teams',
      channelKind: 'shared',
      guidanceVersion: policy.guidanceVersion,
      lawVersion: policy.lawVersion,
      practice: false,
      links: [],
      retention: { rule: policy.retention.rule, reviewOn: policy.reviewOn, hold: false },
      code: hub.code,
      seats: hub.leads.map((lead) => ({ ...lead, name: '', role: 'lead', since: at })),
      asking: [],
      places: [],
      answers: [],
    },
    reason: 'hub.opened',
    notices: [],
    due: [],
  };
};

const show = ({ seats, code }: HubRecord, { policy }: Context): View => ({
  status: { key: 'hub.status.open' },
  lead: [],
  facts: [
    {
      label: 'hub.facts.title',
      value: policy.hubs.find((hub) => hub.code === code)?.title ?? code,
    },
    { label: 'hub.facts.seats', value: String(seats.length) },
  ],
  actions: [],
});

export const hub: Dialog<Record<never, never>, HubRecord> = {
  name: 'hub',
  version: 1,
  prefix: 'U',
  schema: hubRecordSchema,
  review: false,
  hub: true,
  questions: {},
  next: () => nothing,
  record: () => {
    throw new Error('nobody starts this: the policy pack does');
  },
  lifecycle: { states: ['open'], rests: ['open'], actions: {} },
  show,
};
