import { escapeText } from '../../../cards/text.ts';
import type { Context } from '../../../dialogs/engine/types.ts';
import type { AnyDialog } from '../../../dialogs/registry.ts';
import type { Words } from '../../../dialogs/words.ts';
import { belongs, mayAct } from '../access.ts';
import type { RecordDocument } from '../document.ts';
import { documentText, textBlocks } from '../document-text.ts';
import { linkMinutes } from '../links.ts';
import { hasReceipt } from '../receipt.ts';
import type { KeptRecord } from '../records.ts';
import type { Reply } from '../reply.ts';
import { type ButtonData, urgentButton } from './buttons.ts';

/** The copy on cards: text to select, and the file one press away. */

export type Shown = { words: Words; ctx: Context; url?: string };

/** On a record's card. */
export const copyButton = (words: Words, ref: string): ButtonData => ({
  title: words('copy.button'),
  press: { do: 'copy', ref },
});

/** What the person it is about may keep. */
export const receiptButton = (words: Words, ref: string): ButtonData => ({
  title: words('copy.receipt.button'),
  press: { do: 'copy', ref, word: 'receipt' },
});

/** For who may have more than the copy. */
const papersButton = (words: Words, ref: string): ButtonData => ({
  title: words('papers.button'),
  press: { do: 'copy', ref, word: 'papers' },
});

/** One block of text in Slack holds 3,000 characters. */
const mostInBlock = 2_500;

/** A Teams message holds 28 kB; what is not text on the card takes less than 8 of them. */
const mostOnTeams = 20_000;
const aroundBlock = 90;

const bytesOf = (block: string): number => Buffer.byteLength(JSON.stringify(escapeText(block))) + aroundBlock;

/** Spaces at the start of a line are lost on cards, and with them what sets typed lines in. */
const keepSetIn = (text: string): string => text.replace(/^ +/gm, (spaces) => '\u00a0'.repeat(spaces.length));

/** As many blocks on a card as it can hold, in order; nothing is cut. */
const intoCards = (blocks: readonly string[], most: number): string[][] => {
  const cards: string[][] = [[]];
  let used = 0;
  for (const block of blocks) {
    const size = bytesOf(block);
    if (used > 0 && used + size > most) {
      cards.push([]);
      used = 0;
    }
    cards.at(-1)?.push(block);
    used += size;
  }
  return cards;
};

const doneButton = (record: KeptRecord, dialog: AnyDialog, { words, ctx }: Shown): ButtonData[] => {
  const action = dialog.lifecycle.actions.copied;
  if (!action?.from.includes(record.status) || !mayAct(ctx.person, action.by, belongs(record))) return [];
  const press = {
    do: 'act',
    ref: record.reference,
    action: 'copied',
    seq: record.versions.length,
  } as const;
  return [{ title: words('copy.done'), press, style: 'positive' }];
};

const leadOf = (first: readonly string[], cut: boolean, { words, url }: Shown): string[] => [
  ...first,
  ...(url ? [words('copy.lead-pdf', { minutes: linkMinutes })] : []),
  ...(cut ? [words('copy.rest')] : []),
];

type Card = {
  /** Where its words are. */
  key: string;
  ref: string;
  lead: readonly string[];
  buttons: readonly ButtonData[];
  /** Beside the one to the file. */
  links?: readonly { title: string; url: string }[];
};

/** On Teams what does not fit one card is in the file; where there is no file, and on Slack, all of it is shown. */
export const cardsOf = (
  document: RecordDocument,
  { key, ref, lead, buttons, links = [] }: Card,
  shown: Shown,
): Reply[] => {
  const { words, ctx, url } = shown;
  const blocks = textBlocks(documentText(document), mostInBlock).map(keepSetIn);
  const all = intoCards(blocks, ctx.via.platform === 'teams' ? mostOnTeams : Number.POSITIVE_INFINITY);
  const cards = url ? all.slice(0, 1) : all;
  const back: ButtonData = { title: words('copy.back'), press: { do: 'open', ref } };
  return cards.map((text, i) => ({
    card: 'message',
    data: {
      title:
        cards.length > 1
          ? words(`${key}.part`, { ref, n: i + 1, of: cards.length })
          : words(`${key}.title`, { ref }),
      lead: i === 0 ? leadOf(lead, cards.length < all.length, shown) : [],
      copy: text,
      links: [...(url ? [{ title: words('copy.pdf'), url }] : []), ...links],
      buttons: [...buttons, back, urgentButton(words)],
    },
    summary: words('engine.summary.record', { ref }),
    how: 'new',
    audience: 'person',
  }));
};

export const copyReplies = (
  document: RecordDocument,
  record: KeptRecord,
  dialog: AnyDialog,
  shown: Shown & { papers?: boolean },
): Reply[] => {
  const { words, ctx } = shown;
  const ref = record.reference;
  const done = doneButton(record, dialog, shown);
  const lead = [words('copy.lead'), ...(done.length > 0 ? [words('copy.lead-done')] : [])];
  const receipt = hasReceipt(record, dialog, ctx) ? [receiptButton(words, ref)] : [];
  const more = shown.papers ? [papersButton(words, ref)] : [];
  return cardsOf(document, { key: 'copy', ref, lead, buttons: [...done, ...receipt, ...more] }, shown);
};

/** Whoever hands it over reads first whether that is safe. */
export const receiptReplies = (document: RecordDocument, shown: Shown): Reply[] => {
  const { words } = shown;
  const lead = [words('copy.receipt.lead'), words('copy.receipt.safe')];
  return cardsOf(document, { key: 'copy.receipt', ref: document.reference, lead, buttons: [] }, shown);
};
