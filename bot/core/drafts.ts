import { ended, noOutcome } from '../../dialogs/ended/dialog.ts';
import { give, nextStep, type Step } from '../../dialogs/engine/next-step.ts';
import type {
  About,
  Also,
  Context,
  Form,
  Given,
  MessageRef,
  RecordBody,
} from '../../dialogs/engine/types.ts';
import { type AnyDialog, actionOf, dialogOf, dialogs } from '../../dialogs/registry.ts';
import { isRetentionAct } from '../../dialogs/retention/actions.ts';
import { digest } from './ids.ts';
import { alsoChanges, keepAll, keeper } from './keep-all.ts';
import type { Person } from './people.ts';
import type { Change, Stored } from './ports.ts';
import { type KeptRecord, keep, trail } from './records.ts';

/** One unfinished run: the answers and nothing else that could be derived from them. */
export type Draft = {
  ref: string;
  dialog: string;
  /** Set where the run belongs to an action on a record: its reference and the action's name. */
  record?: string;
  action?: string;
  /** The record it was begun from. */
  from?: string;
  /** The message it was begun from. */
  message?: MessageRef;
  /** What somebody is asked about, where it asks a person. */
  about?: About;
  /** A person was asked about it: what they said is looked for. */
  asks?: true;
  version: number;
  owner: string;
  /** Where its owner is registered, where the draft is in a hub. */
  agency?: string;
  seq: number;
  given: Given;
  startedAt: string;
};

export type AnyForm = Pick<
  Form<Record<string, unknown>, unknown>,
  'questions' | 'next' | 'review' | 'version' | 'brief'
>;
export type AnyStep = Step<Record<string, unknown>, unknown>;

/** The questions a draft runs through, and the key its words are under. */
export type Run = { dialog: AnyDialog; form: AnyForm; words: string; action?: string };

export const runOf = (draft: Pick<Draft, 'dialog' | 'action'>): Run | undefined => {
  const dialog = dialogs[draft.dialog];
  if (!dialog) return undefined;
  if (!draft.action) return { dialog, form: dialog as unknown as AnyForm, words: dialog.name };
  const form = actionOf(dialog, draft.action)?.ask as (AnyForm & { words?: string }) | undefined;
  return (
    form && { dialog, form, words: `${form.words ?? dialog.name}.${draft.action}`, action: draft.action }
  );
};

export const stepOf = (run: Run, draft: Draft, ctx: Context): AnyStep => nextStep(run.form, draft.given, ctx);

/** An action's draft is named after its record, so that there is never more than one of it; or one of each who may. */
export const actionDraftRef = (record: string, action: string, person: string): string =>
  isOfEach(record, action) ? `${record}.${action}.${digest(person).slice(0, 8)}` : `${record}.${action}`;

const isOfEach = (record: string, action: string): boolean => {
  const dialog = dialogOf({ reference: record });
  if (dialog?.open || dialog?.apart || dialog?.hub || isRetentionAct(action)) return true;
  const { actions = {} } = dialog?.lifecycle ?? {};
  return Object.hasOwn(actions, action) && actions[action]?.by.includes('asked') === true;
};

/** The record a draft's reference belongs to, read off the reference alone. */
export const recordRefFrom = (draftRef: string, dialog: string | undefined): string =>
  draftRef.includes('.')
    ? (draftRef.split('.')[0] as string)
    : `${dialogs[dialog ?? '']?.prefix ?? 'D'}-${draftRef}`;

const day = 86_400_000;

const draftItem = (draft: Draft, ctx: Context) => ({
  kind: 'draft' as const,
  id: draft.ref,
  at: draft.startedAt,
  terms: [`owner:${draft.owner}`, `waits:${draft.owner}`],
  body: draft,
  // The clock closes it before; this only sweeps what the clock could not.
  expiresAt: new Date(
    Date.parse(draft.startedAt) + (ctx.policy.timers.draft.closeAfterDays + 7) * day,
  ).toISOString(),
});

export type DraftDeadline = { draft: string; action: 'remind' | 'close' };

export const draftDeadline = (
  draft: Draft,
  action: DraftDeadline['action'],
  ctx: Pick<Context, 'policy'>,
): Change => {
  const { remindAfterMinutes, closeAfterDays } = ctx.policy.timers.draft;
  const after = action === 'remind' ? remindAfterMinutes * 60_000 : closeAfterDays * day;
  return {
    op: 'enqueue',
    queue: 'deadlines',
    id: `${draft.ref}/${draft.startedAt}/${action}`,
    due: new Date(Date.parse(draft.startedAt) + after).toISOString(),
    body: { draft: draft.ref, action } satisfies DraftDeadline,
  };
};

/** The same draft, with a mark that its owner's cards need not know of: they stay good. */
export const markDraft = (stored: Stored<Draft>, mark: Pick<Draft, 'asks'>, ctx: Context): Change => ({
  op: 'replace',
  item: draftItem({ ...stored.body, ...mark }, ctx),
  rev: stored.rev,
});

/** A new draft, and the moment its owner is reminded of it. */
export const startDraft = (draft: Draft, ctx: Context): Change[] => [
  { op: 'create', item: draftItem(draft, ctx) },
  draftDeadline(draft, 'remind', ctx),
];

/** What the person wrote on one page, kept beside what they wrote before. Blanks they never filled are left out. */
export const withAnswers = (
  draft: Draft,
  answers: Readonly<Record<string, unknown>>,
  run: Run,
  now: Date,
  blanks: 'keep' | 'skip',
  seal?: string,
): Draft => {
  const asked = Object.entries(answers).filter(
    ([name, value]) =>
      Object.hasOwn(run.form.questions, name) && (blanks === 'keep' || value !== '' || name in draft.given),
  );
  return {
    ...draft,
    version: run.form.version,
    given: give(draft.given, Object.fromEntries(asked), now.toISOString(), seal),
  };
};

export const saveDraft = (
  stored: Stored<Draft> | undefined,
  draft: Draft,
  ctx: Context,
): { changes: Change[]; draft: Draft } => {
  const next = { ...draft, seq: draft.seq + 1 };
  if (!stored) return { changes: startDraft(next, ctx), draft: next };
  return { changes: [{ op: 'replace', item: draftItem(next, ctx), rev: stored.rev }], draft: next };
};

/** A draft with what belongs to it. */
export type Open = {
  draft: Draft;
  stored: Stored<Draft> | undefined;
  run: Run;
  record: Stored<KeptRecord> | undefined;
  /** What the dialog wanted to have found. */
  found: readonly Stored<KeptRecord>[];
  people: readonly Stored<Person>[];
};

export type AnyAction = AnyDialog['lifecycle']['actions'][string];

/** Whether it makes sense where the record stands now. */
export const isOpenFor = ({ from, when }: AnyAction, record: KeptRecord, ctx: Context): boolean =>
  from.includes(record.status) && when?.(record, ctx) !== false;

export type EndStep = Extract<AnyStep, { kind: 'end' }>;

/** The draft has said all: its record is made or changed, and the draft goes, in one batch. */
export const finish = (open: Open, { answers, end }: EndStep, ctx: Context, cause: string) => {
  const { run, draft, stored, record } = open;
  const action = actionOf(run.dialog, run.action);
  const effect =
    action && record
      ? action.apply(record.body, answers, ctx)
      : run.dialog.record(answers, end as Parameters<AnyDialog['record']>[1], ctx, draft.given);
  const also = [...(effect.also ?? []), ...toAdvice(open, effect.record)];
  const whole = { ...effect, record: advisedOn(effect.record, ctx), ...(also.length > 0 ? { also } : {}) };
  const { found, people } = open;
  const kept = keepAll(run.dialog, whole, { ctx, cause, found, people }, action ? record : undefined);
  const gone: Change[] = stored
    ? [{ op: 'delete', key: { kind: 'draft', id: draft.ref }, rev: stored.rev }]
    : [];
  return { changes: [...kept.changes, ...gone], record: kept.record };
};

const advisedOn = (record: RecordBody, { advised = [] }: Context): RecordBody =>
  advised.length > 0
    ? {
        ...record,
        advice: [...new Set([...(record.advice ?? []), ...advised.map(({ reference }) => reference)])],
      }
    : record;

/** Advice that was asked for on the way learns what became of it: the record, or nothing. */
const toAdvice = ({ draft, found }: Pick<Open, 'draft' | 'found'>, record?: RecordBody): Also[] =>
  found
    .filter(({ body }) => draft.asks && isAbout(body, draft.ref))
    .map(({ id }) => ({
      dialog: 'advice',
      ref: id,
      action: 'settled',
      input: record ? { ref: record.reference } : {},
    }));

const isAbout = (record: RecordBody & { about?: About }, draft: string): boolean =>
  record.type === 'advice' && record.about?.draft === draft;

/** The same where it ends without a record that goes on from it. */
export const adviceChanges = (open: Open, ctx: Context, cause: string): Change[] =>
  alsoChanges(toAdvice(open), { ctx, cause, found: open.found });

/** A draft that ends unfinished. What was written becomes a record of its own; an empty one leaves a trail entry. */
export const endDraft = (
  stored: Stored<Draft>,
  how: 'stopped' | 'closed',
  ctx: Context,
  cause: string,
): Change[] => {
  const draft = stored.body;
  const gone: Change = { op: 'delete', key: { kind: 'draft', id: draft.ref }, rev: stored.rev };
  const at = ctx.now.toISOString();
  const questions = runOf(draft)?.form.questions ?? {};
  // What it was begun with beside its questions was written by nobody.
  const given = Object.fromEntries(
    Object.entries(draft.given).filter(([name]) => Object.hasOwn(questions, name)),
  );
  if (draft.record || Object.keys(given).length === 0)
    return [gone, trail(how === 'stopped' ? 'cancelled' : 'closed', draft.ref, ctx.person.id, at, cause)];
  const effect = ended.record({ dialog: draft.dialog, how, questions }, noOutcome, ctx, given);
  return [gone, ...keep(ended as AnyDialog, effect, keeper(ctx, cause)).changes];
};
