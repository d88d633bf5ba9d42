import { ended } from '../../../dialogs/ended/dialog.ts';
import { reached } from '../../../dialogs/engine/next-step.ts';
import type { Context } from '../../../dialogs/engine/types.ts';
import { type AnyDialog, actionOf, dialogs } from '../../../dialogs/registry.ts';
import { isRetentionAct } from '../../../dialogs/retention/actions.ts';
import { belongs, mayAct } from '../access.ts';
import {
  type AnyStep,
  adviceChanges,
  type EndStep,
  endDraft,
  finish,
  isOpenFor,
  type Open,
  saveDraft,
  startDraft,
  stepOf,
  withAnswers,
} from '../drafts.ts';
import { shortReference } from '../ids.ts';
import type { Change } from '../ports.ts';
import { messageReply } from '../present/message.ts';
import { pageReply } from '../present/page.ts';
import { recordReply } from '../present/record.ts';
import { retentionReply } from '../present/retention.ts';
import { onlyOf } from '../present/shown.ts';
import { trail } from '../records.ts';
import type { Reply } from '../reply.ts';
import { type Decision, type Scene, tell } from '../scene.ts';
import type { Answers, Press } from '../turn.ts';
import { contextOf, current, gone, newDraft, show } from './draft-view.ts';
import { tellingsWith } from './finds.ts';

/** What each button of a draft's card does: answer, go back, change, check, finish, keep, stop. */

export type Step = (scene: Scene, open: Open, press: Press, answers: Answers) => Decision;

/** What was entered, and what was pressed where pressing is the answer. */
export const entered = (press: Press, answers: Answers): Answers =>
  press.ask ? { ...answers, [press.ask]: press.value ?? '' } : answers;

/** The questions that stood on the card that was pressed. */
const askedOn = (step: AnyStep, page: string | undefined): readonly string[] => {
  const only = onlyOf(page);
  return only.length > 0 ? only : (reached(step)[indexOf(step, page)]?.ask ?? []);
};

/** Where the answers lead. Some clients leave empty fields out of a press: what was on the card and did not come is empty. */
const answered = (scene: Scene, { draft, run }: Open, press: Press, answers: Answers, ctx: Context) => {
  const came = entered(press, answers);
  const given = withAnswers(draft, came, run, scene.now, 'keep', press.seal);
  const step = stepOf(run, given, ctx);
  const left = askedOn(step, press.page).filter((name) => !(name in came));
  if (left.length === 0) return { given, step };
  const blank = Object.fromEntries(left.map((name) => [name, '']));
  const whole = withAnswers(draft, { ...came, ...blank }, run, scene.now, 'keep', press.seal);
  return { given: whole, step: stepOf(run, whole, ctx) };
};

const advance: Step = (scene, open, press, answers) => {
  const { run } = open;
  const ctx = contextOf(scene, open);
  const { given, step } = answered(scene, open, press, answers, ctx);
  if (step.kind === 'end' && handOver(step)) return overTo(handOver(step) as string, scene, open);
  if (step.kind === 'end' && !run.form.review) return conclude(scene, { ...open, draft: given }, step);
  const saved = saveDraft(open.stored, given, ctx);
  // What was pressed was said of something that is not so any more.
  const passed = press.seal !== undefined && !reached(step).some(({ page }) => page === press.page);
  const alert = passed ? scene.words('engine.changed') : undefined;
  const reply = show(scene, { ...open, draft: saved.draft }, step, 'replace', alert);
  return { changes: saved.changes, replies: [reply] };
};

const handOver = (step: EndStep): string | undefined => (step.end as { handOver?: string }).handOver;

/** Another dialog takes over: what was begun here ends without a record of its own, and that one starts. */
const overTo = (name: string, scene: Scene, open: Open): Decision => {
  const dialog = dialogs[name] as AnyDialog;
  const { from } = open.draft;
  const draft = { ...newDraft(shortReference(scene.seed, name), dialog, scene), ...(from ? { from } : {}) };
  const ctx = scene.context(draft.ref);
  const ended: Change[] = open.stored
    ? [
        { op: 'delete', key: { kind: 'draft', id: open.draft.ref }, rev: open.stored.rev },
        trail('closed', open.draft.ref, scene.actor.id, scene.now.toISOString(), scene.turn.id),
      ]
    : [];
  return {
    changes: [...startDraft(draft, ctx), ...ended, ...adviceChanges(open, ctx, scene.turn.id)],
    replies: [current(scene, draft, undefined, 'replace')],
  };
};

/** What the draft is about went on without it: it ends, and nothing comes of it. */
const passedBy = (scene: Scene, { draft, stored }: Open, why?: string): Decision => {
  const shown = gone(scene, { do: 'open', ref: draft.ref, dialog: draft.dialog }, why);
  const ends: Change[] = stored
    ? [{ op: 'delete', key: { kind: 'draft', id: draft.ref }, rev: stored.rev }]
    : [];
  return { ...shown, changes: [...shown.changes, ...ends] };
};

const conclude = (scene: Scene, open: Open, step: EndStep): Decision => {
  const ctx = contextOf(scene, open);
  const action = actionOf(open.run.dialog, open.run.action);
  // It may have moved on since its questions were opened.
  if (open.run.action && !(open.record && action && isOpenFor(action, open.record.body, ctx)))
    return passedBy(scene, open);
  // Somebody else may have been asked meanwhile.
  if (action && open.record && !mayAct(scene.actor, action.by, belongs(open.record.body), scene.registered))
    return passedBy(scene, open, 'engine.not-yours');
  const done = finish(open, step, ctx, scene.turn.id);
  const shown = { words: scene.words, ctx, how: 'replace' as const };
  const reply = isRetentionAct(open.run.action)
    ? retentionReply(done.record, open.run.dialog, shown)
    : recordReply(done.record, open.run.dialog, {
        ...shown,
        tellings: tellingsWith(scene, done.changes),
      });
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
  return pageReply(page, pages.slice(0, index), {}, shown, 'answers' in step ? step.answers : {});
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
  const ctx = contextOf(scene, open);
  const step = stepOf(open.run, open.draft, ctx);
  const only = onlyOf(press.page);
  if (only.length === 0 || !only.every((name) => Object.hasOwn(open.run.form.questions, name)))
    return tell(showPage(scene, open, indexOf(step, press.page), step));
  const shown = { words: scene.words, ctx, run: open.run, draft: open.draft, how: 'replace' as const };
  return tell(pageReply({ page: press.page as string, ask: only }, reached(step), {}, shown));
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
const cancel: Step = (scene, open, _press, answers) => {
  const reply = messageReply(scene.words, 'outcomes.cancelled', { how: 'replace' });
  if (!open.stored) return tell(reply);
  const ctx = scene.context(`${ended.prefix}-${open.draft.ref}`);
  const body = withAnswers(open.draft, answers, open.run, scene.now, 'skip');
  const stopped = { ...open.stored, body };
  const { id } = scene.turn;
  return {
    changes: [...endDraft(stopped, 'stopped', ctx, id), ...adviceChanges(open, ctx, id)],
    replies: [reply],
  };
};

/** Where it stands, or a page of it that was reached before. */
const open: Step = (scene, found, press) => {
  if (!press.page) return tell(current(scene, found.draft, found.stored, 'replace'));
  const step = stepOf(found.run, found.draft, contextOf(scene, found));
  return tell(showPage(scene, found, indexOf(step, press.page), step));
};

export const steps: Partial<Record<Press['do'], Step>> = {
  answer: advance,
  confirm,
  back,
  page,
  park,
  cancel,
  open,
};
