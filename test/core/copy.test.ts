import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCodes } from '../../bot/core/codes.ts';
import { documentText } from '../../bot/core/document-text.ts';
import { copyPressed, withLinks } from '../../bot/core/handlers/copy.ts';
import { createLinks, exportPath } from '../../bot/core/links.ts';
import { createDirectory } from '../../bot/core/people.ts';
import { createPlaces } from '../../bot/core/places.ts';
import { copyButton, copyReplies } from '../../bot/core/present/copy.ts';
import type { TrailEntry } from '../../bot/core/records.ts';
import type { Reply } from '../../bot/core/reply.ts';
import { createRouter } from '../../bot/core/routing.ts';
import { createRunTurn } from '../../bot/core/run-turn.ts';
import type { ChannelName, Press, Turn } from '../../bot/core/turn.ts';
import { words } from '../../bot/core/words.ts';
import { toBlockKit } from '../../bot/slack/block-kit.ts';
import { validateBlocks } from '../../bot/slack/validate.ts';
import { fits, renderReply } from '../../bot/teams/render.ts';
import { type CardData, catalogue } from '../../cards/catalogue.ts';
import { renderCard } from '../../cards/render.ts';
import type { AnyDialog } from '../../dialogs/registry.ts';
import { ctx, dialog, documentOf, documentWith, hostile, recordWith } from '../export/made.ts';
import { markdownOf } from '../support/card-parser.ts';
import {
  dataOf,
  type House,
  identityOf,
  noGuidance,
  openHouse,
  testKey,
  urgentAnswers,
} from '../support/house.ts';
import { readMarkdown } from '../support/markdown.ts';

type Message = CardData<'message'>;

const squeeze = (text: string): string => text.replace(/\s+/g, '');
const textOf = (replies: readonly Reply[]): string =>
  replies
    .flatMap(({ card, data }) => (card === 'message' ? [...(data.lead ?? []), ...(data.copy ?? [])] : []))
    .join('\n');
const pressesOf = (reply: Reply | undefined): Press[] =>
  (reply?.data.buttons ?? []).map(({ press }) => press as Press);

describe('a copy asked for in the chat', () => {
  let house: House;
  let ref: string;
  let turns = 0;
  const links = createLinks('a secret of the deployment', () => 'https://sharewell.example');

  const runTurn = (make = links.make) => {
    const { store, policy, clock } = house;
    return createRunTurn({
      ...{ store, policy, clock, words, guidance: noGuidance },
      directory: createDirectory(store, policy, () => clock().getTime()),
      places: createPlaces({ store, policy, clock }),
      route: withLinks(createRouter(words, createCodes(testKey)), make),
      log: () => undefined,
      sleep: async () => undefined,
      retryForMs: 0,
    });
  };

  const press = (user: string, channel: ChannelName = 'teams', make = links.make, id?: string) => {
    turns += 1;
    const identity = identityOf(channel, user);
    const turn: Turn = {
      id: id ?? `copy-${turns}`,
      actor: identity,
      place: { kind: 'personal', address: { ...identity, conversation: `chat-${user}` } },
      act: { kind: 'pressed', press: copyButton(words, ref).press, answers: {} },
    };
    return runTurn(make)(turn);
  };

  const exported = async (): Promise<TrailEntry[]> => {
    const { items } = await house.store.list('northborough-council', {
      ...{ term: `ref:${ref}`, kinds: ['audit'], limit: 100 },
    });
    return items.map(({ body }) => body as TrailEntry).filter(({ what }) => what === 'exported');
  };

  beforeEach(async () => {
    house = await openHouse();
    const sam = house.as('teams', 'sam');
    const [page] = await sam.type('urgent');
    const kept = await sam.press(pressesOf(page)[0] as Press, urgentAnswers);
    ref = /D-\S+?(?=:)/.exec(dataOf(kept, 'record').title)?.[0] ?? '';
  });
  afterEach(() => house.close());

  it.each([
    ['teams', 'sam', 'p-sam'],
    ['slack', 'USAM', 'p-sam'],
    ['teams', 'morgan', 'p-morgan'],
    ['teams', 'ada', 'p-ada'],
  ] as const)(
    'is a private card with all of it, for those with the right, and is in the trail: %s, %s',
    async (channel, user, id) => {
      const replies = await press(user, channel);
      expect(replies).toHaveLength(1);
      expect(replies[0]).toMatchObject({ card: 'message', audience: 'person', how: 'new' });
      for (const typed of Object.values(urgentAnswers)) expect(textOf(replies)).toContain(typed);
      expect(replies[0]?.summary).toBe(words('engine.summary.record', { ref }));
      expect(await exported()).toEqual([
        { what: 'exported', ref, who: id, at: house.clock().toISOString(), paper: 'copy' },
      ]);
    },
  );

  it.each([
    ['teams', 'kit'],
    ['teams', 'lee'],
    ['teams', 'a stranger'],
  ] as const)('is refused to others, and leaves no entry: %s, %s', async (channel, user) => {
    const replies = await press(user, channel);
    const said = JSON.stringify(replies);
    for (const typed of Object.values(urgentAnswers)) expect(said).not.toContain(typed);
    expect(dataOf(replies, 'message').links ?? []).toEqual([]);
    expect(await exported()).toEqual([]);
  });

  it('of a record that is not there says so', async () => {
    ref = 'D-2222-22';
    expect(dataOf(await press('sam'), 'message').title).toBe(words('outcomes.not-found.title', { ref }));
  });

  it.each(['', 'x', '**D-7K3M-Q2**', 'D-7K3M-Q2/told', 'a\u0000b'])(
    'of something that is no reference is an old button: %j',
    async (odd) => {
      ref = odd;
      expect(dataOf(await press('sam'), 'message').title).toBe(words('outcomes.old-button.title'));
    },
  );

  it('has a link to the file, for this person and record, for a quarter of an hour', async () => {
    const [link] = dataOf(await press('ada'), 'message').links ?? [];
    expect(link?.title).toBe('Open as PDF');
    const token = new URL(link?.url ?? '').pathname.slice(exportPath.length);
    const read = links.read(token, house.clock());
    expect(read).toMatchObject({
      ok: true,
      grant: { agency: 'northborough-council', ref, person: 'p-ada', registered: true },
    });
    house.wait(15 * 60_000 - 1);
    expect(links.read(token, house.clock()).ok).toBe(true);
    house.wait(1);
    expect(links.read(token, house.clock())).toEqual({ ok: false, why: 'expired' });
  });

  it('brings a new link each time it is asked for, and the same when one press is delivered twice', async () => {
    const urlOf = async (id: string) =>
      dataOf(await press('sam', 'teams', links.make, id), 'message').links?.[0]?.url;
    const [first, again, other] = [await urlOf('one'), await urlOf('one'), await urlOf('two')];
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(await exported()).toHaveLength(2);
  });

  it('is text alone where nobody said at which address the files are', async () => {
    const data = dataOf(await press('sam', 'teams', () => undefined), 'message');
    expect(data.links).toEqual([]);
    expect(JSON.stringify(data)).toContain(urgentAnswers.risk);
    expect(JSON.stringify(data)).not.toContain('PDF');
  });

  it('takes a record as it is: copying changes nothing in it', async () => {
    const read = () => house.store.read('northborough-council', [{ kind: 'record', id: ref }]);
    const before = await read();
    await press('sam');
    expect(await read()).toEqual(before);
  });

  it('needs no router that knows of links', () => {
    expect(copyPressed({ ref: 'D-7K3M-Q2' }).needs?.('p-sam')).toEqual({
      keys: [
        { kind: 'record', id: 'D-7K3M-Q2' },
        { kind: 'stub', id: 'D-7K3M-Q2' },
      ],
    });
  });
});

describe('the card of a copy', () => {
  const url = 'https://sharewell.example/export/x.y';
  const withAction = (by: readonly ('owner' | 'manager')[], from = ['to-complete']): AnyDialog => ({
    ...dialog,
    lifecycle: {
      ...dialog.lifecycle,
      actions: {
        copied: { from, by, apply: (record) => ({ record, reason: '', notices: [], due: [] }) },
      },
    },
  });
  const record = recordWith();
  const replies = (from = dialog, document = documentOf(), shown: object = { url }) =>
    copyReplies(document, record, from, { words, ctx, ...shown });
  const doneOf = (from: AnyDialog) => pressesOf(replies(from)[0]).filter((press) => press.do === 'act');

  it('lets its owner say that it is in the case file, where the lifecycle has that', () => {
    const [reply] = replies(withAction(['owner']));
    expect(pressesOf(reply)[0]).toEqual({ do: 'act', ref: 'D-7K3M-Q2', action: 'copied', seq: 1 });
    expect(reply?.data.buttons?.[0]?.title).toBe('It is in the case file now');
    expect(textOf([reply as Reply])).toContain(words('copy.lead-done'));
  });

  it('does not where it has not, from this state or for this person', () => {
    for (const from of [dialog, withAction(['owner'], ['completed']), withAction(['manager'])]) {
      expect(doneOf(from)).toEqual([]);
      expect(textOf(replies(from))).not.toContain(words('copy.lead-done'));
    }
  });

  it('is one press from the record and from the urgent lane', () => {
    expect(pressesOf(replies()[0])).toEqual([
      { do: 'open', ref: 'D-7K3M-Q2' },
      { do: 'command', word: 'urgent' },
    ]);
  });

  it.each(Object.entries(hostile))(
    'shows what was typed as just those words, line by line: %s',
    (_, typed) => {
      const document = documentWith({
        sections: [{ heading: 'H', lead: [], facts: [{ label: 'L', value: typed }], items: [] }],
      });
      const shown = replies(dialog, document);
      const texts = shown
        .flatMap((reply) => markdownOf(renderReply(reply).card))
        .map((text) => readMarkdown(text));
      const body = texts.slice(3);
      expect(body.flatMap(({ more }) => more)).toEqual([]);
      expect(squeeze(body.map(({ visible }) => visible).join(''))).toBe(squeeze(documentText(document)));
      const lines = documentText(document).split('\n').filter(Boolean);
      const seen = body.flatMap(({ visible }) => visible.split('\n')).filter((line) => line !== '');
      expect(seen.map((line) => line.replace(/\u00a0/g, ' ').trim())).toEqual(
        lines.map((line) => line.trim()),
      );
    },
  );

  it('keeps typed lines set in, where clients take spaces from the start of a line', () => {
    const document = documentWith({
      sections: [{ heading: 'H', lead: [], facts: [{ label: 'L', value: 'One\nVersions' }], items: [] }],
    });
    expect(textOf(replies(dialog, document))).toContain('\n\u00a0\u00a0Versions');
  });
});

describe('a long copy', () => {
  const record = recordWith();
  const long = (facts: number) =>
    documentWith({
      sections: Array.from({ length: facts }, (_, i) => ({
        heading: `Section ${i}`,
        lead: [],
        facts: [{ label: 'Typed', value: `${i}: ${'"quoted" <b> & \\ *words* é '.repeat(60)}` }],
        items: [],
      })),
    });
  const shownOn = (platform: 'teams' | 'slack', facts: number, url?: string) =>
    copyReplies(long(facts), record, dialog, {
      words,
      ctx: { ...ctx, via: { platform, channelKind: 'personal' } },
      ...(url ? { url } : {}),
    });
  const link = `https://sharewell.example/export/${'x'.repeat(300)}`;
  const whole = (facts: number) => squeeze(documentText(long(facts)));
  const slackOf = (reply: Reply | undefined) => {
    const { data, summary } = reply as Reply & { data: Message };
    return toBlockKit(renderCard('message', data, summary), 'message');
  };
  const slackText = (blocks: unknown): string => {
    const texts: string[] = [];
    JSON.stringify(blocks, (key, value) => {
      if (key === 'text' && typeof value === 'string') texts.push(value);
      return value;
    });
    return squeeze(texts.join(''));
  };

  it.each([1, 5, 12, 40])('of %i parts fits Teams, and says that the rest is in the file', (facts) => {
    const replies = shownOn('teams', facts, link);
    expect(replies).toHaveLength(1);
    expect(fits(renderReply(replies[0] as Reply))).toBe(true);
    const cut = !squeeze(textOf(replies))
      .replaceAll('\\', '')
      .includes(`Section${facts - 1}-`);
    expect(textOf(replies).includes(words('copy.rest'))).toBe(cut);
    expect(cut).toBe(facts >= 12);
  });

  it('goes on in further cards on Teams where there is no file', () => {
    const replies = shownOn('teams', 40);
    expect(replies.length).toBeGreaterThan(1);
    for (const reply of replies) expect(fits(renderReply(reply))).toBe(true);
    const visible = replies
      .flatMap((reply) => markdownOf(renderReply(reply).card).slice(1))
      .map((text) => readMarkdown(text).visible);
    expect(squeeze(visible.join(''))).toContain(whole(40));
    expect(replies.map(({ data }) => data.title)).toEqual(
      replies.map((_, i) => `Copy of D-7K3M-Q2 for the case file: part ${i + 1} of ${replies.length}`),
    );
    expect(textOf(replies)).not.toContain(words('copy.rest'));
  });

  it.each([1, 5, 12, 40])('of %i parts is whole on Slack, in as many messages as it takes', (facts) => {
    const replies = shownOn('slack', facts, link);
    expect(replies).toHaveLength(1);
    const { blocks, overflow } = slackOf(replies[0]);
    for (const page of [blocks, ...overflow]) expect(validateBlocks(page, 'message')).toEqual([]);
    expect(slackText([blocks, overflow])).toContain(whole(facts));
    expect(JSON.stringify(blocks)).toContain('"type":"rich_text_preformatted"');
    expect(textOf(replies)).not.toContain(words('copy.rest'));
  });

  it('of ten thousand letters without a space is whole too', () => {
    const document = documentWith({
      sections: [{ heading: 'H', lead: [], facts: [{ label: 'L', value: 'm'.repeat(10_000) }], items: [] }],
    });
    const [reply] = copyReplies(document, record, dialog, { words, ctx });
    expect(
      textOf([reply as Reply])
        .match(/m{50,}/g)
        ?.join(''),
    ).toHaveLength(10_000);
    expect(fits(renderReply(reply as Reply))).toBe(true);
    expect(() => catalogue.message.parse(reply?.data)).not.toThrow();
  });
});
