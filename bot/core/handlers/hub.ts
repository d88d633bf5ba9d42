import { hubPartition, rosterRef } from '../../../dialogs/engine/hubs.ts';
import { hub as dialog } from '../../../dialogs/hub/dialog.ts';
import { isAt } from '../../../dialogs/hub/places.ts';
import type { HubRecord } from '../../../dialogs/hub/record.ts';
import { hubTitle } from '../../../dialogs/hub/seats.ts';
import type { Hub } from '../../../dialogs/policy/catalogue.ts';
import type { PolicyPack } from '../../../dialogs/policy/pack.ts';
import type { AnyDialog } from '../../../dialogs/registry.ts';
import { belongs, mayAct } from '../access.ts';
import { keepAll } from '../keep-all.ts';
import type { Change, Stored } from '../ports.ts';
import { command } from '../present/buttons.ts';
import { messageReply } from '../present/message.ts';
import { recordReply } from '../present/record.ts';
import { type KeptRecord, trail } from '../records.ts';
import type { Reply } from '../reply.ts';
import { type Decision, type Handler, type Scene, tell } from '../scene.ts';
import { errand } from '../tellings.ts';

/** The hub of whoever asks: who is in it, and where it meets. */

/** Those of their agency; whose agency is in none may ask any to be a guest. */
export const hubsFor = (agency: string, { hubs }: PolicyPack): readonly Hub[] => {
  const own = hubs.filter(({ agencies }) => agencies.includes(agency));
  return own.length > 0 ? own : hubs;
};

type HubOf = Exclude<NonNullable<Handler['hub']>, string>;

/** The one that is meant: named by its code, or the only one. */
export const hubMeant =
  (code?: string): HubOf =>
  ({ agency }, policy) => {
    const all = code ? policy.hubs.filter((hub) => hub.code === code) : hubsFor(agency, policy);
    const [only, ...more] = all;
    return only && more.length === 0 ? hubPartition(only.code) : undefined;
  };

export type Roster = Stored<HubRecord & KeptRecord>;

export const rosterIn = (scene: Scene): Roster | undefined => {
  const { hub } = scene.context('');
  return hub && (scene.item('record', rosterRef(hub.code)) as Roster | undefined);
};

/** There are several, or none. */
export const whichHub = (scene: Scene, press: { word: string }): Reply => {
  const { words, actor } = scene;
  const { policy } = scene.context('');
  const hubs = hubsFor(actor.agency, policy);
  if (hubs.length === 0) return messageReply(words, 'hub.none', { audience: 'person' });
  return {
    card: 'list',
    data: {
      title: words('hub.which.title'),
      lead: [...words.list('hub.which.lead')],
      items: hubs.map(({ code, title }) => ({
        title,
        button: { title: words('lists.open'), press: { do: 'more' as const, ...press, page: code } },
      })),
      buttons: [{ ...command(words, 'urgent'), style: 'destructive' }],
    },
    summary: words('engine.summary.list'),
    how: 'new',
    audience: 'person',
  };
};

/** Who is in it; to everybody else, how to ask. */
export const team = (code?: string): Handler => ({
  right: 'work',
  hub: hubMeant(code),
  decide: (scene) => {
    const roster = rosterIn(scene);
    if (!roster) return tell(whichHub(scene, { word: 'hub' }));
    const { id, body } = roster;
    const shown = { words: scene.words, ctx: scene.context(id), how: 'new' as const };
    return {
      changes: [trail('read', id, scene.actor.id, scene.now.toISOString(), scene.turn.id)],
      replies: [recordReply(body, dialog as AnyDialog, shown)],
    };
  },
});

const say = (scene: Scene, key: string, audience: Reply['audience'] = 'person'): Decision => {
  const { policy, hub } = scene.context('');
  const params = { hub: hubTitle(hub?.code ?? '', policy), route: policy.secureRoute };
  return tell(messageReply(scene.words, `hub.place.${key}`, { params, audience }));
};

const placed = (scene: Scene, roster: Roster, action: 'here' | 'notHere'): Change[] => {
  const { user: _, ...address } = scene.turn.place.address;
  const ctx = scene.context(roster.id);
  const effect = dialog.lifecycle.actions[action]?.apply(roster.body, { address }, ctx);
  return effect ? keepAll(dialog as AnyDialog, effect, { ctx, cause: scene.turn.id }, roster).changes : [];
};

/** Typed in a channel by whoever leads the hub: cards of the hub are posted there from now on, or no longer. */
export const place = (action: 'here' | 'notHere', code?: string): Handler => ({
  right: 'work',
  hub: hubMeant(code),
  decide: (scene) => {
    const { turn, now, repeat } = scene;
    const roster = rosterIn(scene);
    if (!roster) return tell(whichHub(scene, { word: 'hub' }));
    if (!mayAct(scene.actor, ['lead'], belongs(roster.body), scene.registered)) return say(scene, 'not-lead');
    if (turn.place.kind !== 'shared') return say(scene, 'in-channel');
    const { address } = turn.place;
    const known = roster.body.places.find((one) => isAt(address)(one.address));
    if ((action === 'here') === Boolean(known) && !repeat)
      return say(scene, known ? 'known' : 'unknown', 'place');
    const body = { do: 'boards' as const, address: known?.address ?? address, action };
    const boards = errand(`${roster.id}/boards/${turn.id}`, now.toISOString(), body);
    const changes = [...placed(scene, roster, action), boards];
    return { ...say(scene, action, 'place'), changes, moves: true };
  },
});
