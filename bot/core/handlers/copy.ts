import { dialogOf } from '../../../dialogs/registry.ts';
import { belongs, may } from '../access.ts';
import { recordDocument } from '../document.ts';
import { digest, referencePattern } from '../ids.ts';
import { type Links, linkMinutes } from '../links.ts';
import type { Stored } from '../ports.ts';
import { copyReplies } from '../present/copy.ts';
import { messageReply } from '../present/message.ts';
import { type KeptRecord, trail } from '../records.ts';
import type { Route } from '../routing.ts';
import { type Handler, type Scene, tell } from '../scene.ts';
import { oldButton } from './show.ts';

/** A record as text and as a file, for the case file. Whoever may read it may copy it; every copy is in the trail. */

type MakeLink = Links['make'];

/** The same turn always makes the same link, so that a repeat of it brings no second one. */
const linkTo = (ref: string, { actor, registered, now, turn }: Scene, make: MakeLink): string | undefined =>
  make({
    agency: actor.agency,
    ref,
    person: actor.id,
    registered,
    until: now.getTime() + linkMinutes * 60_000,
    nonce: digest(turn.id, ref, actor.id, 'export'),
  });

const copy = (ref: string, make: MakeLink): Handler => ({
  right: 'own',
  needs: () => ({ keys: [{ kind: 'record', id: ref }] }),
  decide: (scene) => {
    const stored = scene.item('record', ref) as Stored<KeptRecord> | undefined;
    const dialog = stored && dialogOf(stored.body);
    if (!stored || !dialog) return tell(messageReply(scene.words, 'outcomes.not-found', { params: { ref } }));
    if (!may(scene.actor, scene.registered, 'record.read', belongs(stored.body)))
      return tell(messageReply(scene.words, 'outcomes.forbidden'));
    const shown = { words: scene.words, ctx: scene.context(ref) };
    const document = recordDocument(stored.body, dialog, shown);
    const url = linkTo(ref, scene, make);
    return {
      changes: [trail('exported', ref, scene.actor.id, scene.now.toISOString(), scene.turn.id)],
      replies: copyReplies(document, stored.body, dialog, { ...shown, ...(url ? { url } : {}) }),
    };
  },
});

export const copyRecord = (ref: string, make: MakeLink = () => undefined): Handler =>
  referencePattern.test(ref) ? copy(ref, make) : oldButton;

/** A router whose copies carry a link to the file. */
export const withLinks =
  (route: Route, make: MakeLink): Route =>
  (turn, seed) =>
    turn.act.kind === 'pressed' && turn.act.press.do === 'copy'
      ? copyRecord(turn.act.press.ref ?? '', make)
      : route(turn, seed);
