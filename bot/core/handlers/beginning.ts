import { questionKey, valuesOf } from '../../../dialogs/engine/accept.ts';
import { begun } from '../../../dialogs/engine/next-step.ts';
import type { Begun, MessageRef, Said, Stuck } from '../../../dialogs/engine/types.ts';
import { type AnyDialog, dialogOf } from '../../../dialogs/registry.ts';
import type { Words } from '../../../dialogs/words.ts';
import { mayRead } from '../access.ts';
import { type Draft, markDraft, recordRefFrom, runOf } from '../drafts.ts';
import { referencePattern } from '../ids.ts';
import type { Change, Key, Stored } from '../ports.ts';
import type { KeptRecord } from '../records.ts';
import type { Scene } from '../scene.ts';
import type { Press } from '../turn.ts';

/** What is known already where a dialog starts: from a record, from a question of a draft, from an answer of the guidance. */

/** What is known already, where a dialog is begun from a record that this person may read. */
const begunFrom = (scene: Scene, dialog: AnyDialog, from: string | undefined): Known => {
  const record = from ? (scene.item('record', from) as Stored<KeptRecord> | undefined) : undefined;
  const maker = record && dialogOf(record.body);
  if (!record || !maker || !mayRead(scene.actor, scene.registered, maker, record.body)) return { given: {} };
  const values = dialog.begins?.(record.body, scene.context(record.id));
  return values ? { ...knownFrom(values, scene), from: record.id } : { given: {} };
};

type Known = Pick<Draft, 'given' | 'from' | 'about'>;

const lineOf = ([first, ...rest]: readonly Said[], words: Words): string => {
  const say = ({ key, params }: Said) => words(key, params);
  return [...(first ? [say(first)] : []), rest.map(say).join(', ')].join(' ').trim();
};

/** As answers and fields of a draft; what is said in our words is put into its field as text. */
const knownFrom = (begins: Begun, { now, words }: Scene): Known => {
  const said = Object.entries(begins.said ?? {}).map(([name, lines]) => [
    name,
    lines.map((line) => lineOf(line, words)).join('\n'),
  ]);
  const filled = { ...begins.filled, ...Object.fromEntries(said) };
  return {
    given: begun({ ...begins, filled }, now.toISOString()),
    ...(begins.about ? { about: begins.about } : {}),
  };
};

/** Where it was begun: a record, a question of this person's draft that its card names, or a message. */
export type From = Pick<Press, 'ref' | 'page' | 'ask'> & { message?: MessageRef };

/** What it takes to know where it was begun. */
export const fromKeys = (from: From): Key[] => {
  const { ref } = from;
  if (!ref) return [];
  if (!isDraft(from)) return [{ kind: 'record', id: ref }];
  const record: Key[] = ref.includes('.') ? [{ kind: 'record', id: recordRefFrom(ref, undefined) }] : [];
  return [{ kind: 'draft', id: ref }, ...record];
};

export const isDraft = ({ ref }: From): boolean => ref !== undefined && !referencePattern.test(ref);

/** An action's questions leave out whose case it is: the record has it. */
const caseOf = (scene: Scene, { record = '' }: Draft): Readonly<Record<string, unknown>> => {
  const { subjectRef } = (scene.item('record', record)?.body ?? {}) as { subjectRef?: string };
  return { subjectRef };
};

const stuckAt = (scene: Scene, { ref = '', page = '', ask = '' }: From): Stuck | undefined => {
  const draft = scene.item('draft', ref)?.body as Draft | undefined;
  const run = draft && runOf(draft);
  if (!draft || !run || draft.owner !== scene.actor.id) return undefined;
  const { dialog, action } = draft;
  const question = Object.hasOwn(run.form.questions, ask) ? run.form.questions[ask] : undefined;
  return {
    about: {
      ref: recordRefFrom(ref, dialog),
      dialog,
      draft: ref,
      ...(action ? { action } : {}),
      ...(question ? { page, question: ask } : {}),
    },
    answers: { ...caseOf(scene, draft), ...valuesOf(draft.given) },
    label: question && `${questionKey(ask, question, run.words)}.label`,
  };
};

/** What is known at its start, and what that leaves with the draft it was asked from. */
export const beginning = (
  scene: Scene,
  dialog: AnyDialog,
  from: From,
): { known: Known; changes: Change[] } => {
  const entry = begunFromEntry(scene, dialog);
  if (entry) return { known: entry, changes: [] };
  const known = from.ref && !isDraft(from) ? begunFrom(scene, dialog, from.ref) : { given: {} };
  if ('from' in known || !dialog.starts) return { known, changes: [] };
  const stuck = isDraft(from) ? stuckAt(scene, from) : undefined;
  const draft = scene.item('draft', stuck?.about.draft ?? '') as Stored<Draft> | undefined;
  const ctx = scene.context('');
  return {
    known: knownFrom(dialog.starts(ctx, stuck), scene),
    changes: draft && !draft.body.asks ? [markDraft(draft, { asks: true }, ctx)] : [],
  };
};

/** An answer of the guidance that is to be changed. */
const begunFromEntry = ({ answered, now }: Scene, dialog: AnyDialog): Pick<Draft, 'given'> | undefined => {
  const { entry } = answered ?? {};
  if (!entry || entry.kind === 'refuse') return undefined;
  const { id, kind, title, short, more, before, citations, owner } = entry;
  const text = { currentText: short, more, historicalText: before, source: citations };
  const values = dialog.corrects?.({ entry: id, kind, title, ...text, owner });
  return values && { given: begun(values, now.toISOString()) };
};
