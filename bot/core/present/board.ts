import { escapeText } from '../../../cards/text.ts';
import type { Context } from '../../../dialogs/engine/types.ts';
import type { AnyDialog } from '../../../dialogs/registry.ts';
import type { Words } from '../../../dialogs/words.ts';
import type { KeptRecord } from '../records.ts';
import type { Reply } from '../reply.ts';
import { urgentButton } from './buttons.ts';

/** The card of a record in its channel: everybody there may see it, and answers in private. */
export const boardReply = (
  record: KeptRecord,
  dialog: AnyDialog,
  { words, ctx }: { words: Words; ctx: Context },
): Reply | undefined => {
  const board = dialog.board?.(record, ctx);
  if (!board) return undefined;
  const { reference: ref, versions } = record;
  return {
    card: 'board',
    data: {
      title: words(`${dialog.name}.board.title`, { ref }),
      status: words(board.status.key, board.status.params),
      lead: [
        ...(board.asks ? [words(`${dialog.name}.board.asks`, { text: escapeText(board.asks) })] : []),
        ...board.lead.map((said) => words(said.key, said.params)),
      ],
      lines: board.lines.map(({ name, state, tone }) => ({
        name: escapeText(name),
        state: words(state.key, state.params),
        tone,
      })),
      buttons: [
        ...board.actions.map((action) => ({
          title: words(`${dialog.name}.actions.${action}`),
          press: { do: 'act' as const, ref, action, seq: versions.length },
        })),
        { title: words('notices.open'), press: { do: 'open' as const, ref } },
        urgentButton(words),
      ],
    },
    summary: words('engine.summary.board', { ref }),
    how: 'new',
    audience: 'place',
  };
};
