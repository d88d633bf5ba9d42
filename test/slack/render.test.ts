import { describe, expect, it } from 'vitest';
import type { Reply } from '../../bot/core/reply.ts';
import { hasInputs, renderHome, renderMessages, renderModal } from '../../bot/slack/render.ts';
import { validateBlocks } from '../../bot/slack/validate.ts';
import { type Sample, samples } from '../../cards/samples.ts';
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
    const view = renderModal(page('Who'), { close: 'Close', next: 'Next' });
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
    const view = renderModal(message('Kept'), { close: 'Close', next: 'Next' });
    expect(view).not.toHaveProperty('submit');
    expect(view).not.toHaveProperty('private_metadata');
    expect(titles(view?.blocks)).toEqual(['Help']);
    expect(validateBlocks(view?.blocks, 'modal')).toEqual([]);
  });

  it('that is too long for one is for a message', () => {
    expect(renderModal(list(120), { close: 'Close', next: 'Next' })).toBeUndefined();
  });
});

describe('a decision', () => {
  const replyOf = ({ data, summary }: Sample<'page'>): Reply => ({
    card: 'page',
    data: data as Extract<Reply, { card: 'page' }>['data'],
    summary,
    how: 'replace',
    audience: 'person',
  });
  const pressed = samples.page['answered by a press, with a field'] as Sample<'page'>;
  const recommended = samples.page.recommendation as Sample<'page'>;

  it('that is answered by a press has a button for each answer, in a message and in a modal', () => {
    const options = pressed.data.options?.map(({ button }) => button.title) ?? [];
    const [{ blocks }] = renderMessages(replyOf(pressed));
    const view = renderModal(replyOf(pressed), { close: 'Close', next: 'Next' });
    for (const each of [blocks, view?.blocks]) expect(titles(each)).toEqual(expect.arrayContaining(options));
    expect(validateBlocks(blocks, 'message')).toEqual([]);
    expect(validateBlocks(view?.blocks, 'modal')).toEqual([]);
  });

  it('hands in what was written too where a modal is handed in without a press', () => {
    const view = renderModal(replyOf(pressed), { close: 'Close', next: 'Go on' });
    expect(view).toMatchObject({ submit: { text: 'Go on' } });
    const held = JSON.parse(String(view?.private_metadata));
    expect(held).toMatchObject({ do: 'answer', page: 'what' });
    expect(held).not.toHaveProperty('ask');
  });

  it('is recommended in one message, set apart, with a way to change each thing that was taken as read', () => {
    const messages = renderMessages(replyOf(recommended));
    expect(messages).toHaveLength(1);
    const [{ blocks }] = messages;
    expect(validateBlocks(blocks, 'message')).toEqual([]);
    expect(JSON.stringify(blocks)).toContain('"rich_text_quote"');
    const changes = titles(blocks).filter((title) => title === 'Change' || title === 'Add');
    expect(changes).toHaveLength(recommended.data.rows?.length ?? 0);
    expect(titles(blocks)).not.toContain('Change one of these');
    expect(wordsIn(blocks)).toContain('Sources: ');
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
