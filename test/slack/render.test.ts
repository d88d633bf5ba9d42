import { describe, expect, it } from 'vitest';
import type { Reply } from '../../bot/core/reply.ts';
import { hasInputs, renderHome, renderMessages, renderModal } from '../../bot/slack/render.ts';
import { validateBlocks } from '../../bot/slack/validate.ts';
import type { Block } from '../support/slack-api.ts';
import { message, nextPress, page } from '../support/slack-app.ts';
import { buttonsIn, wordsIn } from '../support/slack-blocks.ts';

const titles = (blocks: unknown) => buttonsIn(blocks as Block[]).map(({ text }) => text.text);

const list = (items: number): Reply => ({
  ...message('x'),
  card: 'list',
  data: {
    title: 'Yours',
    lead: [],
    items: Array.from({ length: items }, (_, index) => ({
      title: `Item ${index}`,
      detail: 'kept',
      button: { title: `Open ${index}`, press: { do: 'open', ref: `D-${index}` } },
    })),
  },
});

describe('a reply as a message', () => {
  it('has the summary as its fallback, with nothing in it that Slack would read', () => {
    const [{ text, blocks }] = renderMessages({ ...message('Hello'), summary: 'A <!here> & B' });
    expect(text).toBe('A &lt;!here&gt; &amp; B');
    expect(validateBlocks(blocks, 'message')).toEqual([]);
  });

  it('keeps its inputs and all its buttons', () => {
    const [{ blocks }] = renderMessages(page('Who'));
    expect(blocks.filter(({ type }) => type === 'input')).toHaveLength(1);
    expect(titles(blocks)).toEqual(['Next', 'Back']);
  });

  it('goes on in further messages when it is long, and loses nothing', () => {
    const messages = renderMessages(list(80));
    expect(messages.length).toBeGreaterThan(1);
    for (const { blocks } of messages) expect(validateBlocks(blocks, 'message')).toEqual([]);
    expect(messages.flatMap(({ blocks }) => titles(blocks))).toHaveLength(80);
  });
});

describe('a reply as a modal', () => {
  it('that asks something is handed in by its main button, which is then no other button', () => {
    const view = renderModal(page('Who'), 'Close');
    expect(view).toMatchObject({
      type: 'modal',
      title: { type: 'plain_text', text: 'Sharewell' },
      submit: { type: 'plain_text', text: 'Next' },
      close: { type: 'plain_text', text: 'Close' },
      private_metadata: JSON.stringify(nextPress),
    });
    expect(titles(view?.blocks)).toEqual(['Back']);
    expect(validateBlocks(view?.blocks, 'modal')).toEqual([]);
  });

  it('that asks nothing has no submit, and keeps every button', () => {
    const view = renderModal(message('Kept'), 'Close');
    expect(view).not.toHaveProperty('submit');
    expect(view).not.toHaveProperty('private_metadata');
    expect(titles(view?.blocks)).toEqual(['Help']);
    expect(validateBlocks(view?.blocks, 'modal')).toEqual([]);
  });

  it('that is too long for one is for a message', () => {
    expect(renderModal(list(120), 'Close')).toBeUndefined();
  });
});

describe('a reply as the home tab', () => {
  it('is a view of its own kind', () => {
    const { view, left } = renderHome(message('Welcome'));
    expect(view).toMatchObject({ type: 'home' });
    expect(wordsIn(view.blocks)).toContain('Welcome');
    expect(left).toBe(0);
    expect(validateBlocks(view.blocks, 'home')).toEqual([]);
  });

  it('says how much had no room', () => {
    expect(renderHome(list(120)).left).toBeGreaterThan(0);
  });
});

describe('what asks something', () => {
  it('is a page with inputs and nothing else', () => {
    expect(hasInputs(page('Who'))).toBe(true);
    expect(hasInputs(message('Hello'))).toBe(false);
    expect(hasInputs({ ...message('x'), card: 'page', data: { title: 'Only words' } })).toBe(false);
  });
});
