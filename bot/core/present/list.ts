import { sayWhen } from '../../../dialogs/engine/say.ts';
import type { Context, RecordBody } from '../../../dialogs/engine/types.ts';
import type { PolicyPack } from '../../../dialogs/policy/pack.ts';
import { type AnyDialog, dialogOf, restsOf } from '../../../dialogs/registry.ts';
import type { Words } from '../../../dialogs/words.ts';
import { type Draft, runOf } from '../drafts.ts';
import type { Stored } from '../ports.ts';
import type { KeptNotice, KeptRecord } from '../records.ts';
import type { Reply } from '../reply.ts';
import type { Scene } from '../scene.ts';
import type { Press } from '../turn.ts';
import { recordDue } from '../waiting.ts';
import { type ButtonData, command, urgentButton } from './buttons.ts';
import { sayDay } from './day.ts';
import { messageReply } from './message.ts';
import { noticeWords } from './notice.ts';

/** Lists of what a person started, recorded, or has waiting. References and names of dialogs, never case detail. */

export type Row = { title: string; detail: string; button: { title: string; press: Press } };

const draftRow = (draft: Draft, words: Words, pack: PolicyPack, stop: boolean): Row | undefined => {
  const run = runOf(draft);
  if (!run) return undefined;
  const refer = {
    ref: draft.ref,
    dialog: draft.dialog,
    seq: draft.seq,
    ...(draft.action ? { action: draft.action } : {}),
  };
  return {
    title: words(`${run.words}.name`),
    detail: words('lists.draft', { when: sayWhen(draft.startedAt, pack) }),
    button: stop
      ? { title: words('lists.stop-this'), press: { do: 'cancel', ...refer } }
      : { title: words('lists.go-on'), press: { do: 'open', ...refer } },
  };
};

const outcomeOf = (record: RecordBody & { final?: { outcome: string } }, words: Words): string => {
  const key = `find.outcomes.${record.final?.outcome}`;
  return words.has(key) ? words(key) : '';
};

/** By when something is owed on it, while it waits for somebody. */
const withDue = (detail: string, record: KeptRecord, dialog: AnyDialog, words: Words, ctx: Context) => {
  const due = recordDue(record);
  if (!due || restsOf(dialog).includes(record.status)) return detail;
  const key = due < ctx.now.toISOString() ? 'lists.was-due' : 'lists.due';
  return words(key, { detail, when: sayWhen(due, ctx.policy) });
};

type How = { stop?: boolean; due?: boolean };

const recordRow = (record: KeptRecord, words: Words, ctx: Context, { due }: How): Row | undefined => {
  const dialog = dialogOf(record);
  if (!dialog) return undefined;
  const said = dialog.show(record, ctx).status;
  const params = {
    day: sayDay(record.createdAt, ctx.policy),
    status: words(said.key, said.params),
    outcome: outcomeOf(record, words),
  };
  const detail = words(params.outcome ? 'lists.decided' : 'lists.kept', params);
  return {
    title: words('lists.record', { ref: record.reference, name: words(`${dialog.name}.kept`) }),
    detail: due ? withDue(detail, record, dialog, words, ctx) : detail,
    button: { title: words('lists.open'), press: { do: 'open', ref: record.reference } },
  };
};

const noticeRow = (notice: KeptNotice, words: Words): Row => ({
  title: words('lists.notice', { title: words(`${noticeWords(notice.kind)}.title`), ref: notice.ref }),
  detail: '',
  button: { title: words('lists.read'), press: { do: 'open', ref: notice.id } },
});

const row = (item: Stored, words: Words, ctx: Context, how: How): Row | undefined => {
  switch (item.kind) {
    case 'draft':
      return draftRow(item.body as Draft, words, ctx.policy, how.stop ?? false);
    case 'record':
      return recordRow(item.body as KeptRecord, words, ctx, how);
    case 'notice':
      return noticeRow(item.body as KeptNotice, words);
    default:
      return undefined;
  }
};

export const rowsOf = (items: readonly Stored[], words: Words, ctx: Context, how: How = {}): Row[] =>
  items.flatMap((item) => row(item, words, ctx, how) ?? []);

/** The next page. It goes on after the last row, however long ago the button was made. */
export const moreButton = (words: Words, title: string, press: Omit<Press, 'do'>): ButtonData => ({
  title: words(title),
  press: { do: 'more', ...press },
});

type Shown = Pick<Scene, 'listed' | 'next' | 'astray' | 'words' | 'context'>;

/** The button does not belong to a list that this person has now. */
export const astrayReply = (name: string, words: Words): Reply =>
  messageReply(words, 'lists.astray', { buttons: [command(words, name)], audience: 'person' });

const leadOf = (name: string, rows: number, further: boolean, words: Words): string => {
  if (rows > 0) return words(`lists.${name}.lead`);
  return words(further ? 'lists.no-more' : `lists.${name}.none`);
};

export const listReply = (
  name: string,
  { listed, next, astray, words, context }: Shown,
  {
    lead = [],
    further = false,
    due = false,
  }: { lead?: readonly string[]; further?: boolean; due?: boolean } = {},
): Reply => {
  if (astray) return astrayReply(name, words);
  const rows = rowsOf(listed, words, context(''), { stop: name === 'stop', due });
  return {
    card: 'list',
    data: {
      title: words(`lists.${name}.title`),
      lead: [...lead, leadOf(name, rows.length, further, words)],
      items: rows,
      buttons: [
        ...(next ? [moreButton(words, 'lists.more', { word: name, value: next })] : []),
        command(words, 'help'),
        urgentButton(words),
      ],
    },
    summary: words('engine.summary.list'),
    how: 'new',
    audience: 'person',
  };
};
