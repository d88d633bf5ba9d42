import { recordDocument } from '../document.ts';
import { digest, referencePattern } from '../ids.ts';
import { type Links, linkMinutes } from '../links.ts';
import { copyReplies } from '../present/copy.ts';
import type { Route } from '../routing.ts';
import type { Handler, Scene } from '../scene.ts';
import { oldButton, withRecord } from './show.ts';

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

const copy = (ref: string, make: MakeLink): Handler =>
  withRecord(ref, 'exported', (record, dialog, scene) => {
    const shown = { words: scene.words, ctx: scene.context(ref) };
    const document = recordDocument(record, dialog, shown);
    const url = linkTo(ref, scene, make);
    return copyReplies(document, record, dialog, { ...shown, ...(url ? { url } : {}) });
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
