import type { Context } from '../../../dialogs/engine/types.ts';
import { type AnyDialog, dialogs } from '../../../dialogs/registry.ts';
import { mayRead } from '../access.ts';
import { type AnyStep, type Draft, type Open, recordRefFrom, runOf, stepOf } from '../drafts.ts';
import { colleaguesIn } from '../enrolling.ts';
import { partitionOf } from '../hubs.ts';
import type { Stored } from '../ports.ts';
import { messageReply } from '../present/message.ts';
import { stepReply } from '../present/page.ts';
import { recordReply } from '../present/record.ts';
import { nameOf, notReached } from '../present/tellings.ts';
import { type KeptRecord, trail } from '../records.ts';
import type { Reply } from '../reply.ts';
import { openAmong } from '../retention.ts';
import { type Decision, type Scene, tell } from '../scene.ts';
import type { Press } from '../turn.ts';
import { advisedIn, changeable, foundIn, peopleIn, tellingsIn } from './finds.ts';

/** A draft with what belongs to it, and the card for where it stands. */

export const show = (scene: Scene, open: Open, step: AnyStep, how: Reply['how'], alert?: string): Reply => {
  const changed = step.kind === 'page' && step.changed ? scene.words('engine.changed') : undefined;
  const said = alert ?? changed;
  return stepReply(step, {
    words: scene.words,
    ctx: contextOf(scene, open),
    run: open.run,
    draft: open.draft,
    how,
    ...(said ? { alert: said } : {}),
  });
};

export const contextOf = (
  scene: Scene,
  { draft, record, found }: Omit<Open, 'stored' | 'run' | 'people'>,
): Context => ({
  ...scene.context(recordRefFrom(draft.ref, draft.dialog)),
  found: found.map(({ body }) => body).filter(({ type }) => type !== 'advice' && type !== 'hub'),
  people: colleaguesIn(peopleIn(scene)),
  ...(draft.asks ? { advised: advisedIn(found, draft.ref) } : {}),
  ...(draft.about ? { about: draft.about } : {}),
  ...(draft.from ? { from: draft.from } : {}),
  ...(draft.message ? { message: draft.message } : {}),
  ...(record && draft.action
    ? { record: record.body, openLinks: openAmong(record.body, found), ...ringing(scene, record.body) }
    : {}),
});

/** Of a record that others are told of, whom nothing has reached yet. */
export const ringing = (scene: Scene, record: KeptRecord): Pick<Context, 'notReached'> => {
  const ctx = scene.context('');
  return { notReached: notReached(tellingsIn(scene), record, ctx).map((one) => nameOf(one, ctx)) };
};

export const newDraft = (ref: string, dialog: AnyDialog, scene: Scene): Draft => ({
  ref,
  dialog: dialog.name,
  version: dialog.version,
  owner: scene.actor.id,
  ...(partitionOf(ref) ? { agency: scene.actor.agency } : {}),
  seq: 1,
  given: {},
  startedAt: scene.now.toISOString(),
});

/** Where a draft stands now. */
export const current = (
  scene: Scene,
  draft: Draft,
  stored: Stored<Draft> | undefined,
  how: Reply['how'],
  alert?: string,
): Reply => {
  const run = runOf(draft);
  if (!run) return messageReply(scene.words, 'outcomes.gone', { how });
  const record = draft.action ? recordOf(scene, draft.ref, draft.dialog) : undefined;
  const open = { draft, stored, run, record, found: foundIn(scene), people: peopleIn(scene) };
  return show(scene, open, stepOf(run, draft, contextOf(scene, open)), how, alert);
};

const recordOf = (scene: Scene, ref: string, dialog: string | undefined) =>
  scene.item('record', recordRefFrom(ref, dialog)) as Stored<KeptRecord> | undefined;

/** The card that was pressed is of something that moved on, or is for somebody else: show where it stands, change nothing. */
export const gone = (scene: Scene, press: Press, why?: string): Decision => {
  const record = recordOf(scene, press.ref ?? '', press.dialog);
  const dialog = record && dialogs[press.dialog ?? ''];
  if (!record || !dialog || !mayRead(scene.actor, scene.registered, dialog, record.body))
    return tell(
      why
        ? messageReply(scene.words, 'outcomes.forbidden')
        : messageReply(scene.words, 'outcomes.gone', { how: 'replace' }),
    );
  const ctx = scene.context(record.body.reference);
  const alert = why ? { alert: scene.words(why) } : {};
  return {
    changes: [trail('read', record.body.reference, scene.actor.id, scene.now.toISOString(), scene.turn.id)],
    replies: [recordReply(record.body, dialog, { words: scene.words, ctx, how: 'replace', ...alert })],
  };
};

/** The draft a press is about, or undefined where it was never kept: then the press brings all it needs. */
export const openDraft = (scene: Scene, press: Press): Open | undefined => {
  const ref = press.ref ?? '';
  const stored = scene.item('draft', ref) as Stored<Draft> | undefined;
  const record = recordOf(scene, ref, press.dialog);
  const dialog = dialogs[press.dialog ?? ''];
  // The card was made while the store was away, so the draft is made now. A finished one has its record.
  const fresh = !stored && press.seq === 0 && !press.action && !record && dialog;
  const draft = stored?.body ?? (fresh ? { ...newDraft(ref, dialog, scene), seq: 0 } : undefined);
  const run = draft && runOf(draft);
  return draft && run
    ? { draft, stored, run, record, found: changeable(scene), people: peopleIn(scene) }
    : undefined;
};
