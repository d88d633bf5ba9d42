import { type AnyDialog, dialogs } from '../../../dialogs/registry.ts';
import { belongs, mayAct } from '../access.ts';
import { actionDraftRef, type Draft, recordRefFrom, startDraft } from '../drafts.ts';
import { shortReference } from '../ids.ts';
import type { Key, Stored } from '../ports.ts';
import { messageReply } from '../present/message.ts';
import type { KeptRecord } from '../records.ts';
import type { Reply } from '../reply.ts';
import { type Handler, tell } from '../scene.ts';
import type { Answers, Press } from '../turn.ts';
import { type Step, steps } from './draft-steps.ts';
import { current, gone, newDraft, openDraft } from './draft-view.ts';

/** How a dialog or an action starts, and how presses find the draft they are about. */

export const draftKeys = (ref: string, dialog: string | undefined): Key[] => [
  { kind: 'draft', id: ref },
  { kind: 'record', id: recordRefFrom(ref, dialog) },
];

/** Typing the dialog's word, or pressing its button anywhere. */
export const startDialog = (name: string, how: Reply['how'], seed: string): Handler => {
  const dialog = dialogs[name] as AnyDialog;
  const ref = shortReference(seed, name);
  return {
    right: 'urgent',
    starts: name,
    needs: () => ({ keys: draftKeys(ref, name) }),
    decide: (scene) => {
      const known = scene.item('draft', ref) as Stored<Draft> | undefined;
      if (known && known.body.owner === scene.actor.id) return tell(current(scene, known.body, known, how));
      const draft = newDraft(ref, dialog, scene);
      const changes = startDraft(draft, scene.context(ref));
      return { changes, replies: [current(scene, draft, undefined, how)] };
    },
  };
};

/** A press on a draft's card. Stale or repeated ones show where it stands and change nothing. */
export const pressDraft = (press: Press, answers: Answers): Handler => ({
  right: 'own',
  needs: () => ({ keys: draftKeys(press.ref ?? '', press.dialog) }),
  decide: (scene) => {
    const found = openDraft(scene, press);
    if (!found) return gone(scene, press);
    if (found.draft.owner !== scene.actor.id) return tell(messageReply(scene.words, 'outcomes.forbidden'));
    const looking = press.do === 'open';
    if (!looking && press.seq !== found.draft.seq) {
      const alert = scene.repeat ? undefined : scene.words('engine.stale');
      return tell(current(scene, found.draft, found.stored, 'replace', alert));
    }
    return (steps[press.do] as Step)(scene, found, press, answers);
  },
});

/** A lifecycle action from a record's card: at once where it asks nothing, else its questions. */
export const startAction = (press: Press): Handler => {
  const ref = press.ref ?? '';
  const draftRef = actionDraftRef(ref, press.action ?? '');
  return {
    right: 'own',
    needs: () => ({ keys: draftKeys(draftRef, undefined) }),
    decide: (scene) => {
      const record = scene.item('record', ref) as Stored<KeptRecord> | undefined;
      const dialog =
        record &&
        Object.values(dialogs).find(
          (d) => press.action && d.lifecycle.actions[press.action] && ref.startsWith(`${d.prefix}-`),
        );
      const action = dialog?.lifecycle.actions[press.action ?? ''];
      if (!record || !dialog || !action)
        return tell(messageReply(scene.words, 'outcomes.gone', { how: 'replace' }));
      if (!mayAct(scene.actor, action.by, belongs(record.body)))
        return tell(messageReply(scene.words, 'outcomes.forbidden'));
      if (!action.from.includes(record.body.status)) return gone(scene, { ...press, dialog: dialog.name });
      const known = scene.item('draft', draftRef) as Stored<Draft> | undefined;
      if (known) return tell(current(scene, known.body, known, 'replace'));
      const draft = { ...newDraft(draftRef, dialog, scene), record: ref, action: press.action as string };
      return {
        changes: startDraft(draft, scene.context(ref)),
        replies: [current(scene, draft, undefined, 'replace')],
      };
    },
  };
};
