import { describe, expect, it } from 'vitest';
import type { Reply } from '../../bot/core/reply.ts';
import { cardAnswer, dialogAnswer, fits, lineAnswer, renderReply } from '../../bot/teams/render.ts';
import { createPrepare } from '../../bot/teams/words.ts';
import { renderCard } from '../../cards/render.ts';
import { channelReplies, reply, titleOf } from '../support/teams-bot.ts';

const withButton: Reply = {
  ...reply('Question'),
  card: 'page',
  data: {
    title: 'Question',
    inputs: [{ id: 'who', kind: 'text', label: 'Who?' }],
    buttons: [{ title: 'Next', press: { do: 'answer', seq: 1 } }],
  },
};
const expected = () => renderCard('page', withButton.data as never, withButton.summary);
const huge = (): Reply => reply('x'.repeat(30_000), { how: 'replace', audience: 'person' });

describe('rendering replies for Teams', () => {
  it('is one message: the card, the summary for notifications, and no text, which Teams would split off', () => {
    expect(renderReply(withButton).activity).toEqual({
      type: 'message',
      summary: 'summary of Question',
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: expected() }],
    });
  });

  it('answers a press with the card in the body', () => {
    expect(cardAnswer(renderReply(withButton))).toEqual({
      statusCode: 200,
      type: 'application/vnd.microsoft.card.adaptive',
      value: expected(),
    });
  });

  it('answers a press with a line that leaves the card alone', () => {
    expect(lineAnswer('Sent to you.')).toEqual({
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: 'Sent to you.',
    });
  });

  it('shows a dialog whose buttons are Action.Submit with the same data, and nothing else is changed', () => {
    const before = JSON.stringify(expected());
    const answer = dialogAnswer(renderReply(withButton));
    expect(answer).toMatchObject({
      task: {
        type: 'continue',
        value: {
          title: 'summary of Question',
          card: { contentType: 'application/vnd.microsoft.card.adaptive' },
        },
      },
    });
    const dialog = JSON.stringify(answer);
    expect(dialog).not.toContain('Action.Execute');
    expect(dialog).toContain('"type":"Action.Submit","title":"Next"');
    expect(dialog).toContain('"press":{"do":"answer","seq":1}');
    expect(dialog).toContain('"id":"who"');
    expect(JSON.stringify(expected())).toBe(before);
  });

  it('replaces a card over 28 kB by one that says so, logs it, and keeps where it goes', () => {
    const logged: unknown[] = [];
    const prepare = createPrepare(channelReplies, (event, fields) => logged.push({ event, ...fields }));
    const rendered = prepare(huge());
    expect(titleOf(rendered.card)).toBe('too large');
    expect(rendered).toMatchObject({ how: 'replace', audience: 'person' });
    expect(logged).toEqual([{ event: 'teams.card-too-large', card: 'message', bytes: expect.any(Number) }]);
    expect(fits(renderReply(huge()))).toBe(false);
    expect(titleOf(prepare(reply('small')).card)).toBe('small');
    expect(logged).toHaveLength(1);
  });
});
