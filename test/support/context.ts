import type { Actor, Context } from '../../dialogs/engine/types.ts';
import { type PolicyPack, policyPackSchema } from '../../dialogs/policy/pack.ts';
import { samplePack } from '../../dialogs/policy/sample.ts';

/** A made-up practitioner, at a made-up moment, in the sample partnership. */

export const samplePolicy: PolicyPack = policyPackSchema.parse(samplePack);

export const priya: Actor = {
  id: 'p-priya',
  name: 'Priya Shah',
  agency: 'northborough-council',
  roles: ['practitioner'],
  manager: 'p-anika',
};

/** Nobody is registered as this person's manager. */
export const alone: Actor = { id: 'v-1', name: 'Sam', agency: 'northborough-council', roles: [] };

export const contextAt = (now: string, changes: Partial<Context> = {}): Context => ({
  person: priya,
  now: new Date(now),
  policy: samplePolicy,
  via: { platform: 'teams', channelKind: 'personal' },
  reference: 'D-7K3M-Q2',
  ...changes,
});

/** Monday afternoon, in winter time. */
export const monday = '2026-11-23T14:30:00.000Z';
