import { describe, expect, it } from 'vitest';
import { map } from '../../bot/core/handlers/map.ts';
import type { Reply } from '../../bot/core/reply.ts';
import type { Scene } from '../../bot/core/scene.ts';
import type { ChannelName } from '../../bot/core/turn.ts';
import { words } from '../../bot/core/words.ts';
import { stages } from '../../bot/export/map-steps.ts';
import { toBlockKit } from '../../bot/slack/block-kit.ts';
import { validateBlocks } from '../../bot/slack/validate.ts';
import type { CardData } from '../../cards/catalogue.ts';
import { renderCard } from '../../cards/render.ts';
import { faultsOf } from '../support/card-parser.ts';

const sceneOn = (channel: ChannelName, publicUrl?: string): Scene => {
  const address = { channel, tenant: 't', conversation: 'c' };
  const turn = { place: { kind: 'personal', address } };
  return { words, turn, ...(publicUrl ? { publicUrl } : {}) } as unknown as Scene;
};

const shownOn = (channel: ChannelName, publicUrl?: string) => {
  const { replies, changes } = map.decide(sceneOn(channel, publicUrl));
  const [reply, ...more] = replies as [Reply, ...Reply[]];
  expect([reply.card, more, changes]).toEqual(['message', [], []]);
  const data = reply.data as CardData<'message'>;
  const card = renderCard('message', data, reply.summary);
  expect(faultsOf(card)).toEqual([]);
  const { blocks, overflow } = toBlockKit(card, 'message');
  expect([validateBlocks(blocks, 'message'), overflow]).toEqual([[], []]);
  return { data, body: card.body, blocks };
};

const address = 'https://sharewell.example';

describe('the map in chat', () => {
  it.each(['teams', 'slack'] as const)('shows the picture on %s, with words for it and a link', (channel) => {
    const { data, body, blocks } = shownOn(channel, address);
    const url = `${address}/map/decision.png`;
    expect(data.links).toEqual([{ title: words('map.open'), url: `${address}/map/decision.svg` }]);
    expect(body).toContainEqual(
      expect.objectContaining({ type: 'Image', url, altText: words('map.overview') }),
    );
    expect(blocks).toContainEqual({ type: 'image', image_url: url, alt_text: words('map.overview') });
  });

  it.each([
    ['teams', undefined],
    ['slack', undefined],
    ['slack', 'http://localhost:3978'],
  ] as const)('leaves the picture out on %s with the address %s, and says so', (channel, publicUrl) => {
    const { data, body } = shownOn(channel, publicUrl);
    expect(data.lead).toContain(words('map.no-picture'));
    expect(JSON.stringify(body)).not.toMatch(/Image|OpenUrl/);
  });

  it('shows the picture in the local client', () => {
    const { data } = shownOn('teams', 'http://localhost:3978');
    expect(data.image?.url).toBe('http://localhost:3978/map/decision.png');
    expect(data.lead).not.toContain(words('map.no-picture'));
  });

  it('tells the same stages as the picture, so that nobody needs the picture', () => {
    const { data } = shownOn('slack');
    const told = data.lead?.filter((line) => line.startsWith('**'));
    expect(told).toEqual(
      stages().map(({ title, lead }, index) => words('map.outline', { n: index + 1, title, lead })),
    );
  });
});
