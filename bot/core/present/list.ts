import { sayWhen } from '../../../dialogs/engine/say.ts';
import type { PolicyPack } from '../../../dialogs/policy/pack.ts';
import { dialogOf } from '../../../dialogs/registry.ts';
import type { Words } from '../../../dialogs/words.ts';
import { type Draft, runOf } from '../drafts.ts';
import type { Stored } from '../ports.ts';
import type { KeptNotice, KeptRecord } from '../records.ts';
import type { Reply } from '../reply.ts';
import type { Press } from '../turn.ts';
import { command, urgentButton } from './buttons.ts';
import { noticeWords } from './notice.ts';

/** Lists of what a person started, recorded, or has waiting. References and names of dialogs, never case detail. */

type Row = { title: string; detail: string; button: { title: string; press: Press } };

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

const recordRow = (record: KeptRecord, words: Words, pack: PolicyPack): Row | undefined => {
  const dialog = dialogOf(record);
  if (!dialog) return undefined;
  const { status } = dialog.show(record, { policy: pack } as Parameters<typeof dialog.show>[1]);
  return {
    title: words('lists.record', { ref: record.reference, name: words(`${dialog.name}.kept`) }),
    detail: words(status.key, status.params),
    button: { title: words('lists.open'), press: { do: 'open', ref: record.reference } },
  };
};

const noticeRow = (notice: KeptNotice, words: Words): Row => ({
  title: words('lists.notice', { title: words(`${noticeWords(notice.kind)}.title`), ref: notice.ref }),
  detail: '',
  button: { title: words('lists.read'), press: { do: 'open', ref: notice.id } },
});

const row = (item: Stored, words: Words, pack: PolicyPack, stop: boolean): Row | undefined => {
  switch (item.kind) {
    case 'draft':
      return draftRow(item.body as Draft, words, pack, stop);
    case 'record':
      return recordRow(item.body as KeptRecord, words, pack);
    case 'notice':
      return noticeRow(item.body as KeptNotice, words);
    default:
      return undefined;
  }
};

export const rowsOf = (items: readonly Stored[], words: Words, pack: PolicyPack, stop = false): Row[] =>
  items.flatMap((item) => row(item, words, pack, stop) ?? []);

export const listReply = (name: string, items: readonly Stored[], words: Words, pack: PolicyPack): Reply => {
  const rows = rowsOf(items, words, pack, name === 'stop');
  return {
    card: 'list',
    data: {
      title: words(`lists.${name}.title`),
      lead: [words(rows.length > 0 ? `lists.${name}.lead` : `lists.${name}.none`)],
      items: rows,
      buttons: [command(words, 'help'), urgentButton(words)],
    },
    summary: words('engine.summary.list'),
    how: 'new',
    audience: 'person',
  };
};
