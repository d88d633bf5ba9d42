import type { Words } from '../../../dialogs/words.ts';
import type { RecordDocument } from '../document.ts';
import type { Paper } from '../file-names.ts';
import type { Reply } from '../reply.ts';
import { type ButtonData, urgentButton } from './buttons.ts';
import { cardsOf, type Shown } from './copy.ts';

/** Papers of a record on cards: which there are, then each as text with its file beside it. */

export const papersReply = (ref: string, all: readonly Paper[], words: Words): Reply => ({
  card: 'message',
  data: {
    title: words('papers.title', { ref }),
    lead: [words('papers.lead')],
    facts: all.map((name) => ({ title: words(`papers.${name}.name`), words: words(`papers.${name}.about`) })),
    buttons: [
      ...all.map((name) => ({
        title: words(`papers.${name}.name`),
        press: { do: 'copy' as const, ref, word: name },
      })),
      urgentButton(words),
    ],
  },
  summary: words('engine.summary.record', { ref }),
  how: 'new',
  audience: 'person',
});

export const paperReplies = (
  name: Paper,
  document: RecordDocument,
  { lines, ...shown }: Shown & { lines?: string },
): Reply[] => {
  const { words } = shown;
  const ref = document.reference;
  const links = lines ? [{ title: words('papers.evidence.lines'), url: lines }] : [];
  const more: ButtonData = { title: words('papers.more'), press: { do: 'copy', ref, word: 'papers' } };
  return cardsOf(
    document,
    { key: `papers.${name}`, ref, lead: words.list(`papers.${name}.lead`), buttons: [more], links },
    shown,
  );
};
