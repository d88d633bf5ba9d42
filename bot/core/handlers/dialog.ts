import { begun } from '../../../dialogs/engine/next-step.ts';
import { type AnyDialog, actionOf, dialogOf, dialogs } from '../../../dialogs/registry.ts';
import { isRetentionAct } from '../../../dialogs/retention/actions.ts';
import { belongs, isOwn, mayAct, type Right } from '../access.ts';
import { actionDraftRef, type Draft, isOpenFor, recordRefFrom, startDraft } from '../drafts.ts';
import { colleaguesIn } from '../enrolling.ts';
import { SharewellError } from '../errors.ts';
import { partitionOf } from '../hubs.ts';
import { shortReference } from '../ids.ts';
import { keepAll } from '../keep-all.ts';
import type { Change, Key, Stored } from '../ports.ts';
import { messageReply } from '../present/message.ts';
import { recordReply } from '../present/record.ts';
import { retentionReply } from '../present/retention.ts';
import type { KeptRecord } from '../records.ts';
import type { Reply } from '../reply.ts';
import { openAmong } from '../retention.ts';
import { type Decision, type Handler, type Scene, tell } from '../scene.ts';
import type { Answers, Press } from '../turn.ts';
import { beginning, type From, fromKeys, isDraft } from './beginning.ts';
import { entered, type Step, steps } from './draft-steps.ts';
import { current, gone, newDraft, openDraft } from './draft-view.ts';
import {
  actionFinds,
  beginFinds,
  changeable,
  findsFor,
  foundIn,
  peopleIn,
  startFinds,
  tellingsWith,
} from './finds.ts';

/** How a dialog or an action starts, and how presses find the draft they are about. */

export const draftKeys = (ref: string, dialog: string | undefined): Key[] => [
  { kind: 'draft', id: ref },
  { kind: 'record', id: recordRefFrom(ref, dialog) },
];

/** The button on an answer of the guidance, for who keeps it. */
export const correctEntry = (entry: string, seed: string): Handler => ({
  ...startDialog('guidance-entry', 'new', seed),
  needs: () => ({
    keys: draftKeys(shortReference(seed, 'guidance-entry'), 'guidance-entry'),
    guidance: { entry },
  }),
});

/** Danger comes before the register, and so do saying that something went wrong, and asking to be on it. */
const forAll: readonly string[] = ['urgent', 'breach', 'enrolment'];

const rightFor = (dialog: AnyDialog): Right => {
  if (dialog.for) return dialog.for === 'administrator' ? 'people.keep' : 'guidance.keep';
  return forAll.includes(dialog.name) ? 'urgent' : 'work';
};

/** Typing the dialog's word, or pressing its button anywhere; on a record's card, it begins with what that holds. */
export const startDialog = (name: string, how: Reply['how'], seed: string, from: From = {}): Handler => {
  const dialog = dialogs[name] as AnyDialog;
  const ref = shortReference(seed, name);
  return {
    right: rightFor(dialog),
    starts: name,
    needs: () => ({
      keys: [...draftKeys(ref, name), ...fromKeys(from)],
      ...(from.ref && !isDraft(from) ? { list: beginFinds(dialog, from.ref) } : startFinds(name)),
    }),
    decide: (scene) => {
      const known = scene.item('draft', ref) as Stored<Draft> | undefined;
      if (known && isOwn(scene.actor, known.body.owner)) return tell(current(scene, known.body, known, how));
      // Six letters are given twice now and then. Found out at the end, it would be too late for another try.
      const taken = known ?? scene.item('record', recordRefFrom(ref, name));
      if (taken && !scene.repeat) throw new SharewellError('conflict', 'This reference is taken.');
      const { known: values, changes } = beginning(scene, dialog, from);
      const { message } = from;
      const draft = { ...newDraft(ref, dialog, scene), ...values, ...(message ? { message } : {}) };
      return {
        changes: [...startDraft(draft, scene.context(ref)), ...changes],
        replies: [current(scene, draft, undefined, how)],
      };
    },
  };
};

/** A press on a draft's card. Stale or repeated ones show where it stands and change nothing. */
export const pressDraft = (press: Press, answers: Answers): Handler => ({
  right: 'own',
  hub: partitionOf(press.ref ?? ''),
  needs: () => ({
    keys: draftKeys(press.ref ?? '', press.dialog),
    list: findsFor(press, entered(press, answers)),
  }),
  decide: (scene) => {
    const found = openDraft(scene, press);
    if (!found) return gone(scene, press);
    if (!isOwn(scene.actor, found.draft.owner)) return tell(messageReply(scene.words, 'outcomes.forbidden'));
    const looking = press.do === 'open';
    if (!looking && press.seq !== found.draft.seq) {
      const alert = scene.repeat ? undefined : scene.words('engine.stale');
      return tell(current(scene, found.draft, found.stored, 'replace', alert));
    }
    return (steps[press.do] as Step)(scene, found, press, answers);
  },
});

/** An action that asks nothing is done as it is pressed; pressed again on an old card, it shows where things stand. */
const atOnce = (scene: Scene, dialog: AnyDialog, stored: Stored<KeptRecord>, press: Press): Decision => {
  const people = peopleIn(scene);
  const found = foundIn(scene);
  const ctx = {
    ...scene.context(stored.body.reference),
    found: found.map(({ body }) => body),
    people: colleaguesIn(people),
  };
  const shown = (record: KeptRecord, changes: readonly Change[] = [], alert?: string) =>
    recordReply(record, dialog, {
      ...(alert ? { alert } : {}),
      words: scene.words,
      ctx,
      how: 'replace',
      tellings: tellingsWith(scene, changes),
    });
  const action = actionOf(dialog, press.action);
  if (press.seq !== stored.body.versions.length && !action?.late)
    return tell(shown(stored.body, [], scene.repeat ? undefined : scene.words('engine.stale')));
  const effect = action?.apply(stored.body, {}, ctx);
  if (!effect) return tell(shown(stored.body));
  const done = keepAll(
    dialog,
    effect,
    { ctx, cause: scene.turn.id, found: changeable(scene), people },
    stored,
  );
  return { changes: done.changes, replies: [shown(done.record, done.changes)] };
};

/** A lifecycle action from a record's card: at once where it asks nothing, else its questions. */
export const startAction = (press: Press): Handler => {
  const ref = press.ref ?? '';
  const refFor = (person: string) => actionDraftRef(ref, press.action ?? '', person);
  return {
    right: 'own',
    hub: partitionOf(ref),
    needs: (person) => ({ keys: draftKeys(refFor(person), undefined), list: actionFinds(ref, press.action) }),
    decide: (scene) => {
      const draftRef = refFor(scene.actor.id);
      const record = scene.item('record', ref) as Stored<KeptRecord> | undefined;
      const dialog = record && dialogOf(record.body);
      const action = dialog && actionOf(dialog, press.action);
      if (!record || !dialog || !action)
        return tell(messageReply(scene.words, 'outcomes.gone', { how: 'replace' }));
      const stands = (why?: string) => gone(scene, { ...press, ref: draftRef, dialog: dialog.name }, why);
      if (!mayAct(scene.actor, action.by, belongs(record.body), scene.registered))
        // Whose turn it was sees what became of it; what is sealed is as if it were not there.
        return action.by.includes('asked') || record.body.readers?.includes(scene.actor.id) || dialog.sealed
          ? stands(dialog.sealed ? undefined : 'engine.not-yours')
          : tell(messageReply(scene.words, 'outcomes.forbidden'));
      const ctx = { ...scene.context(ref), openLinks: openAmong(record.body, foundIn(scene)) };
      if (!isOpenFor(action, record.body, ctx))
        return isRetentionAct(press.action)
          ? tell(retentionReply(record.body, dialog, { words: scene.words, ctx }))
          : stands();
      const known = scene.item('draft', draftRef) as Stored<Draft> | undefined;
      if (known) return tell(current(scene, known.body, known, 'replace'));
      if (!action.ask) return atOnce(scene, dialog, record, press);
      const filled = action.ask.filled?.(record.body) ?? {};
      const draft = {
        ...newDraft(draftRef, dialog, scene),
        record: ref,
        action: press.action as string,
        given: begun({ filled }, scene.now.toISOString()),
      };
      return {
        changes: startDraft(draft, scene.context(ref)),
        replies: [current(scene, draft, undefined, 'replace')],
      };
    },
  };
};
