import { describe, expect, it } from 'vitest';
import { toBlockKit } from '../../bot/slack/block-kit.ts';
import type { CardData, CardName } from '../../cards/catalogue.ts';
import { renderCard } from '../../cards/render.ts';
import { samples } from '../../cards/samples.ts';
import type { Block } from '../support/slack-api.ts';
import { slackPage } from '../support/slack-page.ts';

/** The pictures that people look at show what Slack gets: all of it, and nothing that Slack would not. */

const rows = Object.entries(samples).flatMap(([name, all]) =>
  Object.entries(all).map(([which, sample]) => {
    const card = renderCard(name as CardName, sample.data as CardData<CardName>, sample.summary);
    return [name, which, toBlockKit(card, 'message').blocks as unknown as Block[]] as const;
  }),
);

const shown = (html: string): string => html.replace(/<[^>]*>/g, ' ');

describe.each(rows)('the drawing of the %s card, %s', (_, __, blocks) => {
  it('has every button and every label', () => {
    const text = shown(slackPage(blocks));
    const wanted: string[] = [];
    JSON.stringify(blocks, (key, value) => {
      // What a closed menu offers is not to be seen.
      if (key === 'options') return undefined;
      if ((key === 'text' || key === 'label') && value?.type === 'plain_text') wanted.push(value.text);
      return value;
    });
    for (const words of wanted)
      expect(text).toContain(words.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`).split('\n')[0]);
  });
});

it('draws what was typed as it was typed', () => {
  const typed = '<img src=x onerror=alert(1)> *not bold*';
  const block = { type: 'section', text: { type: 'plain_text', text: typed } };
  expect(slackPage([block])).toContain('&#60;img src=x onerror=alert(1)&#62; *not bold*');
});

it('refuses a block that it cannot draw', () => {
  expect(() => slackPage([{ type: 'video' }])).toThrowError('video');
});
