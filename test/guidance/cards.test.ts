import { describe, expect, it } from 'vitest';
import { readGuidance } from '../../bot/cli/guidance-files.ts';
import { answerReply, type Much } from '../../bot/core/present/answer.ts';
import { words } from '../../bot/core/words.ts';
import { openEntry } from '../../bot/guidance/answer.ts';
import { libraryOf } from '../../bot/guidance/search.ts';
import { toBlockKit } from '../../bot/slack/block-kit.ts';
import { renderCard } from '../../cards/render.ts';
import { faultsOf, markdownOf } from '../support/card-parser.ts';
import { contextAt, monday } from '../support/context.ts';

/** Every answer that ships, as the card that people see on either channel. */

const library = libraryOf(readGuidance().entries);
const ctx = contextAt(monday);

const cardOf = (id: string, much: Much) => {
  const reply = answerReply(openEntry(library, id), {
    words,
    ctx,
    much,
    how: 'new',
    plainly: 'what may i share',
  });
  return renderCard(reply.card, reply.data, reply.summary);
};

describe.each(['short', 'whole'] as const)('every %s answer', (much) => {
  const cards = library.entries.map(({ id }) => ({ id, card: cardOf(id, much) }));

  it('is a card without fault', () => {
    expect(cards.flatMap(({ id, card }) => faultsOf(card).map((fault) => `${id}: ${fault}`))).toEqual([]);
  });

  it('fits one message on Slack, with nothing left out', () => {
    const wrong = cards.flatMap(({ id, card }) => {
      const { overflow, losses } = toBlockKit(card, 'message');
      return [
        ...(overflow.length > 0 ? [`${id}: ${overflow.length} more messages`] : []),
        ...losses.map((loss) => `${id}: ${JSON.stringify(loss)}`),
      ];
    });
    expect(wrong).toEqual([]);
  });

  it('names each source by its title', () => {
    const bare = cards.filter(({ card }) =>
      markdownOf(card).some((text) => /\blaw:L-|rotherham-3|hmg-qa-2008/.test(text)),
    );
    expect(bare.map(({ id }) => id)).toEqual([]);
  });

  it('shows no marks of markdown that a card does not read', () => {
    const marked = cards.filter(({ card }) =>
      markdownOf(card).some((text) => /^#|^\||^> |```|^\s*- /m.test(text)),
    );
    expect(marked.map(({ id }) => id)).toEqual([]);
  });
});
