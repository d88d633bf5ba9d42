import { ended } from '../../../dialogs/ended/dialog.ts';
import { reached } from '../../../dialogs/engine/next-step.ts';
import { type AnyDialog, dialogs } from '../../../dialogs/registry.ts';
import { belongs, mayAct } from '../access.ts';
import {
  type AnyStep,
  actionDraftRef,
  type Draft,
  endDraft,
  finish,
  type Run,
  recordRefFrom,
  runOf,
  saveDraft,
  startDraft,
  stepOf,
  withAnswers,
} from '../drafts.ts';
import { shortReference } from '../ids.ts';
import type { Key, Stored } from '../ports.ts';
import { messageReply } from '../present/message.ts';
import { pageReply, stepReply } from '../present/page.ts';
import { recordReply } from '../present/record.ts';
import { type KeptRecord, trail } from '../records.ts';
import type { Reply } from '../reply.ts';
import { type Decision, type Handler, type Scene, tell } from '../scene.ts';
import type { Answers, Press } from '../turn.ts';

/** Everything that happens to a draft: start, answer, go back, change, check, finish, keep, stop. */

export const draftKeys = (ref: string, dialog: string | undefined): Key[] => [
  { kind: 'draft', id: ref },
  { kind: 'record', id: recordRefFrom(ref, dialog) },
];

type Open = {
  draft: Draft;
  stored: Stored<Draft> | undefined;
  run: Run;
  record: Stored<KeptRecord> | undefined;
};

const show = (scene: Scene, open: Open, step: AnyStep, how: Reply['how'], alert?: string): Reply =>
  stepReply(step, {
    words: scene.words,
    ctx: contextOf(scene, open),
    run: open.run,
    draft: open.draft,
    how,
    ...(alert ? { alert } : {}),
  });

const contextOf = (scene: Scene, open: Open) =>
  scene.context(recordRefFrom(open.draft.ref, open.draft.dialog));

const newDraft = (ref: string, dialog: AnyDialog, scene: Scene): Draft => ({
  ref,
  dialog: dialog.name,
  version: dialog.version,
  owner: scene.actor.id,
  seq: 1,
  given: {},
  startedAt: scene.now.toISOString(),
});

/** Typing the dialog's word, or pressing its button anywhere. */
export const startDialog = (name: string, how: Reply['how'], seed: string): Handler => {
  const dialog = dialogs[name] as AnyDialog;
  const ref = shortReference(seed, name);
  return {
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

/** Where a draft stands now. */
const current = (
  scene: Scene,
  draft: Draft,
  stored: Stored<Draft> | undefined,
  how: Reply['how'],
  alert?: string,
): Reply => {
  const run = runOf(draft);
  if (!run) return messageReply(scene.words, 'outcomes.gone', { how });
  const open = { draft, stored, run, record: undefined };
  return show(scene, open, stepOf(run, draft, contextOf(scene, open)), how, alert);
};

const recordOf = (scene: Scene, ref: string, dialog: string | undefined) =>
  scene.item('record', recordRefFrom(ref, dialog)) as Stored<KeptRecord> | undefined;

/** The card that was pressed belongs to something that moved on: show where it stands, change nothing. */
const gone = (scene: Scene, press: Press): Decision => {
  const record = recordOf(scene, press.ref ?? '', press.dialog);
  const dialog = record && dialogs[press.dialog ?? ''];
  if (!record || !dialog || record.body.createdBy.id !== scene.actor.id)
    return tell(messageReply(scene.words, 'outcomes.gone', { how: 'replace' }));
  const ctx = scene.context(record.body.reference);
  return {
    changes: [trail('read', record.body.reference, scene.actor.id, scene.now.toISOString(), scene.turn.id)],
    replies: [recordReply(record.body, dialog, { words: scene.words, ctx, how: 'replace' })],
  };
};

/** The draft a press is about, or undefined where it was never kept: then the press brings all it needs. */
const openDraft = (scene: Scene, press: Press): Open | undefined => {
  const ref = press.ref ?? '';
  const stored = scene.item('draft', ref) as Stored<Draft> | undefined;
  const record = recordOf(scene, ref, press.dialog);
  const dialog = dialogs[press.dialog ?? ''];
  // The card was made while the store was away, so the draft is made now. A finished one has its record.
  const fresh = !stored && press.seq === 0 && !press.action && !record && dialog;
  const draft = stored?.body ?? (fresh ? { ...newDraft(ref, dialog, scene), seq: 0 } : undefined);
  const run = draft && runOf(draft);
  return draft && run ? { draft, stored, run, record } : undefined;
};

type Step = (scene: Scene, open: Open, press: Press, answers: Answers) => Decision;

const advance: Step = (scene, open, _press, answers) => {
  const { draft, run } = open;
  const ctx = contextOf(scene, open);
  const given = withAnswers(draft, answers, run, scene.now, 'keep');
  const step = stepOf(run, given, ctx);
  if (step.kind === 'end' && !run.form.review) return conclude(scene, { ...open, draft: given }, step);
  const saved = saveDraft(open.stored, given, ctx);
  return { changes: saved.changes, replies: [show(scene, { ...open, draft: saved.draft }, step, 'replace')] };
};

const conclude = (scene: Scene, open: Open, step: Extract<AnyStep, { kind: 'end' }>): Decision => {
  const ctx = contextOf(scene, open);
  const action = open.run.action ? open.run.dialog.lifecycle.actions[open.run.action] : undefined;
  if (open.run.action && !(open.record && action?.from.includes(open.record.body.status)))
    return gone(scene, { do: 'open', ref: open.draft.ref, dialog: open.draft.dialog });
  const done = finish(
    open.run,
    open.draft,
    open.stored,
    open.record,
    step.answers,
    step.end,
    ctx,
    scene.turn.id,
  );
  const reply = recordReply(done.record, open.run.dialog, { words: scene.words, ctx, how: 'replace' });
  return { changes: done.changes, replies: [reply] };
};

const confirm: Step = (scene, open) => {
  const step = stepOf(open.run, open.draft, contextOf(scene, open));
  return step.kind === 'end' ? conclude(scene, open, step) : tell(show(scene, open, step, 'replace'));
};

const saved = (scene: Scene, open: Open, answers: Answers) => {
  const given = withAnswers(open.draft, answers, open.run, scene.now, 'skip');
  return saveDraft(open.stored, given, contextOf(scene, open));
};

/** A page that was reached before, filled as it was; where it was not, what is open now. */
const showPage = (scene: Scene, open: Open, index: number, step: AnyStep): Reply => {
  const pages = reached(step);
  const page = pages[index];
  if (!page) return show(scene, open, step, 'replace');
  const ctx = contextOf(scene, open);
  const shown = { words: scene.words, ctx, run: open.run, draft: open.draft, how: 'replace' as const };
  return pageReply(page, pages.slice(0, index), {}, shown);
};

const indexOf = (step: AnyStep, name: string | undefined) =>
  reached(step).findIndex((page) => page.page === name);

const back: Step = (scene, open, press, answers) => {
  const kept = saved(scene, open, answers);
  const step = stepOf(open.run, kept.draft, contextOf(scene, open));
  const reply = showPage(scene, { ...open, draft: kept.draft }, indexOf(step, press.page) - 1, step);
  return { changes: kept.changes, replies: [reply] };
};

const page: Step = (scene, open, press) => {
  const step = stepOf(open.run, open.draft, contextOf(scene, open));
  return tell(showPage(scene, open, indexOf(step, press.page), step));
};

const park: Step = (scene, open, _press, answers) => {
  const days = String(scene.context('').policy.timers.draft.closeAfterDays);
  const reply = messageReply(scene.words, 'outcomes.parked', {
    params: { days },
    how: 'replace',
    tone: 'good',
  });
  return { changes: saved(scene, open, answers).changes, replies: [reply] };
};

/** Stopping leaves a record too, where anything was written. */
const cancel: Step = (scene, open) => {
  const reply = messageReply(scene.words, 'outcomes.cancelled', { how: 'replace' });
  if (!open.stored) return tell(reply);
  const ctx = scene.context(`${ended.prefix}-${open.draft.ref}`);
  return { changes: endDraft(open.stored, 'stopped', ctx, scene.turn.id), replies: [reply] };
};

const open: Step = (scene, { draft, stored }) => tell(current(scene, draft, stored, 'replace'));

const steps: Partial<Record<Press['do'], Step>> = {
  answer: advance,
  confirm,
  back,
  page,
  park,
  cancel,
  open,
};

/** A press on a draft's card. Stale or repeated ones show where it stands and change nothing. */
export const pressDraft = (press: Press, answers: Answers): Handler => ({
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
