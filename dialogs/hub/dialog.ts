import type { Context, Dialog, Effect, Lifecycle, Outcome } from '../engine/types.ts';
import type { Hub } from '../policy/catalogue.ts';
import { change, gone, leave, tidy } from './changing.ts';
import { expire, warn } from './guests.ts';
import { ask, askGuest, invite, notNow, sit } from './joining.ts';
import { here, notHere } from './places.ts';
import { type HubRecord, hubRecordSchema } from './record.ts';
import { show } from './show.ts';

/** Who belongs to a hub: one record of it, from the day it is set up. */

const nothing: Outcome = { outcome: 'OPEN', reasons: [], citations: [] };

/** As the policy pack has it, before anybody changed anything; `names` are those of its leads, where they are known. */
export const firstRoster = (
  hub: Hub,
  ctx: Context,
  names: Readonly<Record<string, string>> = {},
): Effect<HubRecord> => {
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
      seats: hub.leads.map((lead) => ({ ...lead, name: names[lead.person] ?? '', role: 'lead', since: at })),
      asking: [],
      places: [],
      answers: [],
    },
    reason: 'hub.opened',
    notices: [],
    due: [],
  };
};

const lifecycle: Lifecycle<HubRecord> = {
  states: ['open'],
  rests: ['open'],
  actions: {
    ask,
    askGuest,
    invite,
    change,
    leave,
    sit,
    notNow,
    warn,
    expire,
    gone,
    tidy,
    here,
    notHere,
  },
};

export const hub: Dialog<Record<never, never>, HubRecord> = {
  name: 'hub',
  version: 1,
  prefix: 'U',
  schema: hubRecordSchema,
  review: false,
  hub: true,
  open: true,
  apart: true,
  questions: {},
  next: () => nothing,
  record: () => {
    throw new Error('nobody starts this: the policy pack does');
  },
  lifecycle,
  show,
};
