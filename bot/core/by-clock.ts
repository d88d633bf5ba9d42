import type { Actor, Context } from '../../dialogs/engine/types.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';

/** What is done when nobody presses: by the clock, or in somebody's name. */

export const clockActor = (id: string, agency: string): Actor => ({ id, name: '', agency, roles: [] });

export const contextAt = (now: Date, policy: PolicyPack, person: Actor, reference: string): Context => ({
  person,
  now,
  policy,
  via: { platform: 'teams', channelKind: 'personal' },
  reference,
});
