import { dialogOf } from '../../../dialogs/registry.ts';
import { evidenceListing, evidenceOf } from '../evidence-items.ts';
import { evidenceLinesFile, type Paper } from '../file-names.ts';
import { digest } from '../ids.ts';
import { type Grant, type Links, linkMinutes } from '../links.ts';
import { mayHavePapers, needsEvidence, paperDocument, papersOf } from '../papers.ts';
import type { Stored } from '../ports.ts';
import { messageReply } from '../present/message.ts';
import { paperReplies, papersReply } from '../present/papers.ts';
import { type KeptRecord, trail } from '../records.ts';
import { type Decision, type Handler, type Scene, tell } from '../scene.ts';

/** Papers of a record: which there are, and each as text with a link to its file. Every one is in the trail. */

type MakeLink = Links['make'];

const found = (ref: string, { item }: Pick<Scene, 'item'>) => {
  const stored = item('record', ref) as Stored<KeptRecord> | undefined;
  const dialog = stored && dialogOf(stored.body);
  return stored && dialog ? { record: stored.body, dialog } : undefined;
};

type Found = NonNullable<ReturnType<typeof found>>;

const forWhoMay = (ref: string, scene: Scene, make: (one: Found) => Decision): Decision => {
  const one = found(ref, scene);
  const notFound = messageReply(scene.words, 'outcomes.not-found', { params: { ref } });
  if (!one) return tell(notFound);
  if (!mayHavePapers({ person: scene.actor }, scene.registered, one.dialog, one.record))
    return tell(one.dialog.sealed ? notFound : messageReply(scene.words, 'outcomes.forbidden'));
  return make(one);
};

/** The same turn always makes the same link, so that a repeat of it brings no second one. */
const linkTo = (ref: string, what: Grant['what'], scene: Scene, make: MakeLink): string | undefined => {
  const { actor, registered, now, turn } = scene;
  const until = now.getTime() + linkMinutes * 60_000;
  const nonce = digest(turn.id, ref, actor.id, what);
  return make({ agency: actor.agency, ref, person: actor.id, registered, until, nonce, what });
};

export const papersList = (ref: string): Handler => ({
  right: 'own',
  needs: () => ({ keys: [{ kind: 'record', id: ref }] }),
  decide: (scene) =>
    forWhoMay(ref, scene, ({ dialog }) => tell(papersReply(ref, papersOf(dialog), scene.words))),
});

export const paper = (ref: string, name: Paper, make: MakeLink): Handler => ({
  right: 'own',
  needs: () => ({
    keys: [{ kind: 'record', id: ref }],
    list: ({ actor, registered, item }) => {
      const one = found(ref, { item });
      const may = one && mayHavePapers({ person: actor }, registered, one.dialog, one.record);
      return may && needsEvidence(name) ? evidenceListing(ref) : undefined;
    },
  }),
  decide: (scene) =>
    forWhoMay(ref, scene, ({ record, dialog }) => {
      if (!papersOf(dialog).includes(name)) return tell(messageReply(scene.words, 'outcomes.old-button'));
      const { words, actor, now, turn } = scene;
      const shown = { words, ctx: scene.context(ref) };
      const items = evidenceOf(ref, scene.listed, scene.next !== undefined);
      const document = paperDocument(name, record, dialog, items, shown);
      const url = linkTo(ref, name, scene, make);
      const lines = name === 'evidence' ? linkTo(ref, evidenceLinesFile, scene, make) : undefined;
      return {
        changes: [trail('exported', ref, actor.id, now.toISOString(), turn.id, name)],
        replies: paperReplies(name, document, {
          ...shown,
          ...(url ? { url } : {}),
          ...(lines ? { lines } : {}),
        }),
      };
    }),
});
