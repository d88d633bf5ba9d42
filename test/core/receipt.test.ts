import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCodes } from '../../bot/core/codes.ts';
import { documentText } from '../../bot/core/document-text.ts';
import { copyPressed, withLinks } from '../../bot/core/handlers/copy.ts';
import { createLinks, exportPath } from '../../bot/core/links.ts';
import { createDirectory } from '../../bot/core/people.ts';
import { createPlaces } from '../../bot/core/places.ts';
import { copyButton, receiptButton, receiptReplies } from '../../bot/core/present/copy.ts';
import { hasReceipt, receiptDocument } from '../../bot/core/receipt.ts';
import type { TrailEntry } from '../../bot/core/records.ts';
import type { Reply } from '../../bot/core/reply.ts';
import { createRouter } from '../../bot/core/routing.ts';
import { createRunTurn } from '../../bot/core/run-turn.ts';
import type { ChannelName, Press, Turn } from '../../bot/core/turn.ts';
import { toBlockKit } from '../../bot/slack/block-kit.ts';
import { validateBlocks } from '../../bot/slack/validate.ts';
import { fits, renderReply } from '../../bot/teams/render.ts';
import type { CardData } from '../../cards/catalogue.ts';
import { renderCard } from '../../cards/render.ts';
import { hostile, recordWith, dialog as urgent } from '../export/made.ts';
import { asked, consent, consentWith, ctx, keeping, keptOf, stands, words } from '../export/made-receipt.ts';
import { markdownOf } from '../support/card-parser.ts';
import { contextAt } from '../support/context.ts';
import { dataOf, type House, identityOf, noGuidance, openHouse, testKey } from '../support/house.ts';
import { readMarkdown } from '../support/markdown.ts';

const shown = { words, ctx };
const ref = 'C-7K3M-Q2';
const squeeze = (text: string): string => text.replace(/\s+/g, '');
const pressesOf = (reply: Reply | undefined): Press[] =>
  (reply?.data.buttons ?? []).map(({ press }) => press as Press);

const documentFor = (record = consentWith(), context = ctx) => {
  const document = receiptDocument(keptOf(record), consent, { words, ctx: context });
  if (!document) throw new Error('no receipt');
  return document;
};

describe('the receipt as a document', () => {
  it.each(Object.entries(stands))('has its reference at the end alone: %s', (_, record) => {
    const { reference, footer, ...rest } = documentFor(record);
    expect(reference).toBe(ref);
    expect(footer.at(-1)).toBe(`If you call us, you may say this number: ${ref}`);
    expect(JSON.stringify([rest, footer.slice(0, -1)])).not.toContain(ref);
  });

  it.each(Object.entries(stands))('knows no role, person, version or status: %s', (_, record) => {
    const text = documentText(documentFor(record));
    for (const internal of ['p-priya', 'Priya', 'practitioner', 'northborough-council', 'CASE-4711', '**'])
      expect(text).not.toContain(internal);
    expect(documentFor(record).about).toEqual([{ label: 'We are', value: 'Northborough Council' }]);
  });

  it('has the title that its state asks for, on every page with who it is from', () => {
    expect(documentFor()).toMatchObject({
      title: 'What you agreed to',
      header: 'Northborough Council: What you agreed to',
      reader: 'person',
    });
    expect(documentFor(stands.back).title).toBe('What you told us');
  });

  it('says when it was made, by the clock of the place', () => {
    const late = contextAt('2026-07-01T23:30:00.000Z');
    expect(documentFor(stands.open, late).footer[0]).toContain('2 July 2026');
  });

  it('says first that it was made for practice, when it was', () => {
    expect(documentFor(consentWith({ practice: true })).about[0]?.value).toContain('practice');
  });

  it.each(Object.entries(hostile))('shows what was typed as it is, in one line: %s', (_, typed) => {
    const { scope } = consentWith();
    const record = consentWith({ scope: { ...scope, items: [typed], recipients: [{ name: typed }] } });
    const items = documentFor(record).sections.flatMap((section) => section.items);
    const line = typed.replace(/\s+/g, ' ').trim();
    expect(items.filter((item) => item === line)).toHaveLength(2);
  });

  it('takes the marks out of our own words', () => {
    expect(documentText(documentFor(stands.implied))).toContain('Is that wrong? Tell us, and we stop.');
  });

  it('is there for no dialog that has none, and for nobody who has not answered', () => {
    expect(receiptDocument(recordWith(), urgent, shown)).toBeUndefined();
    expect(receiptDocument(keptOf(asked), consent, shown)).toBeUndefined();
    expect([hasReceipt(recordWith(), urgent, ctx), hasReceipt(keptOf(asked), consent, ctx)]).toEqual([
      false,
      false,
    ]);
    expect(hasReceipt(keptOf(), consent, ctx)).toBe(true);
  });
});

describe('a receipt asked for in the chat', () => {
  let house: House;
  let turns = 0;
  const links = createLinks('a secret of the deployment', () => 'https://sharewell.example');

  const press = (user: string, pressed: Press, channel: ChannelName = 'teams') => {
    const { store, policy, clock } = house;
    const runTurn = createRunTurn({
      ...{ store, policy, clock, words, guidance: noGuidance },
      directory: createDirectory(store, policy, () => clock().getTime()),
      places: createPlaces({ store, policy, clock }),
      route: withLinks(createRouter(words, createCodes(testKey)), links.make),
      log: () => undefined,
      sleep: async () => undefined,
      retryForMs: 0,
    });
    turns += 1;
    const identity = identityOf(channel, user);
    const turn: Turn = {
      id: `receipt-${turns}`,
      actor: identity,
      place: { kind: 'personal', address: { ...identity, conversation: `chat-${user}` } },
      act: { kind: 'pressed', press: pressed, answers: {} },
    };
    return runTurn(turn);
  };
  const wanted = (of = ref): Press => receiptButton(words, of).press;

  const plant = async (record = consentWith()) => {
    const createdBy = { id: 'p-sam', role: 'practitioner', agency: 'northborough-council' };
    const { changes } = keeping({ ...record, createdBy }, 'p-sam');
    await house.store.commit('northborough-council', changes);
  };

  const exported = async (): Promise<TrailEntry[]> => {
    const { items } = await house.store.list('northborough-council', {
      ...{ term: `ref:${ref}`, kinds: ['audit'], limit: 100 },
    });
    return items.map(({ body }) => body as TrailEntry).filter(({ what }) => what === 'exported');
  };

  beforeEach(async () => {
    house = await openHouse({ start: '2026-11-24T14:30:00Z' });
  });
  afterEach(() => house.close());

  it.each([
    ['teams', 'sam', 'p-sam'],
    ['slack', 'USAM', 'p-sam'],
    ['teams', 'kit', 'p-kit'],
  ] as const)('is a private card with all of it, and is in the trail: %s, %s', async (channel, user, id) => {
    await plant();
    const replies = await press(user, wanted(), channel);
    expect(replies).toHaveLength(1);
    expect(replies[0]).toMatchObject({ card: 'message', audience: 'person', how: 'new' });
    const { title, lead = [], copy = [] } = dataOf(replies, 'message');
    expect(title).toBe(`Receipt for the person: ${ref}`);
    expect(lead).toContain(words('copy.receipt.safe'));
    expect(squeeze(copy.join(''))).toBe(squeeze(documentText(documentFor())));
    expect(await exported()).toEqual([
      { what: 'exported', ref, who: id, at: house.clock().toISOString(), paper: 'receipt' },
    ]);
  });

  it.each(['lee', 'a stranger'])('is refused to others, and leaves no entry: %s', async (user) => {
    await plant();
    const replies = await press(user, wanted());
    expect(JSON.stringify(replies)).not.toContain('School attendance');
    expect(dataOf(replies, 'message').links ?? []).toEqual([]);
    expect(await exported()).toEqual([]);
  });

  it('has a link to a file of its own, not to the copy for the case file', async () => {
    await plant();
    const grantOf = async (pressed: Press) => {
      const url = dataOf(await press('sam', pressed), 'message').links?.[0]?.url ?? '';
      return links.read(new URL(url).pathname.slice(exportPath.length), house.clock());
    };
    expect(await grantOf(wanted())).toMatchObject({
      grant: { agency: 'northborough-council', ref, person: 'p-sam', registered: true, what: 'receipt' },
    });
    expect(await grantOf(copyButton(words, ref).press)).toMatchObject({ grant: { ref, what: 'copy' } });
  });

  it('is one press from the copy of a consent, and from no copy that has none', async () => {
    await plant();
    const [copy] = await press('sam', copyButton(words, ref).press);
    expect(copy?.data.buttons).toContainEqual(receiptButton(words, ref));
    await plant(consentWith({ ...asked, id: 'C-2222-22', reference: 'C-2222-22' }));
    const [unanswered] = await press('sam', copyButton(words, 'C-2222-22').press);
    expect(pressesOf(unanswered)).not.toContainEqual(wanted('C-2222-22'));
  });

  it('is not there while nobody has answered: that is said, and is no entry in the trail', async () => {
    await plant(asked);
    const replies = await press('sam', wanted());
    expect(dataOf(replies, 'message').title).toBe(`There is no receipt for ${ref}`);
    expect(await exported()).toEqual([]);
  });

  it('of a record that is not there says so', async () => {
    const replies = await press('sam', wanted());
    expect(dataOf(replies, 'message').title).toBe(words('outcomes.not-found.title', { ref }));
  });

  it.each([
    { do: 'copy', ref, word: 'everything' },
    { do: 'copy', ref, word: 'constructor' },
    { do: 'copy', ref: 'x', word: 'receipt' },
    { do: 'copy', word: 'receipt' },
  ] as const)('that no button of ours asks for is an old button: %j', async (odd) => {
    await plant();
    expect(dataOf(await press('sam', odd), 'message').title).toBe(words('outcomes.old-button.title'));
    expect(await exported()).toEqual([]);
  });

  it('changes nothing in the record', async () => {
    await plant();
    const read = () => house.store.read('northborough-council', [{ kind: 'record', id: ref }]);
    const before = await read();
    await press('sam', wanted());
    expect(await read()).toEqual(before);
  });

  it('needs no router that knows of links', () => {
    expect(copyPressed({ ref, word: 'receipt' }).needs?.('p-sam')).toEqual(
      copyPressed({ ref }).needs?.('p-sam'),
    );
  });
});

describe('the card of a receipt', () => {
  type Message = CardData<'message'>;
  const url = 'https://sharewell.example/export/x.y';
  const long = consentWith({
    scope: {
      ...consentWith().scope,
      items: Array.from({ length: 20 }, (_, i) => `${i}: ${'"quoted" <b> & *words* é '.repeat(5)}`),
      recipients: Array.from({ length: 8 }, (_, i) => ({ name: `Team ${i} ${'m'.repeat(100)}` })),
    },
  });

  it('leads back to the record and to the urgent lane, and does not speak of the case file', () => {
    const [reply] = receiptReplies(documentFor(), { ...shown, url });
    expect(pressesOf(reply)).toEqual([
      { do: 'open', ref },
      { do: 'command', word: 'urgent' },
    ]);
    expect(JSON.stringify(reply)).not.toMatch(/case (file|system)/);
  });

  it('is text alone where nobody said at which address the files are', () => {
    const [reply] = receiptReplies(documentFor(), shown);
    expect((reply as Reply & { data: Message }).data.links).toEqual([]);
    expect(JSON.stringify(reply)).not.toContain('PDF');
  });

  it('fits Teams and Slack at its longest, and shows what was typed as just those words', () => {
    const document = documentFor(long);
    const [reply] = receiptReplies(document, { ...shown, url }) as [Reply & { data: Message }];
    const rendered = renderReply(reply);
    expect(fits(rendered)).toBe(true);
    const visible = markdownOf(rendered.card)
      .map((text) => readMarkdown(text).visible)
      .join('');
    expect(squeeze(visible)).toContain(squeeze(documentText(document)));
    const { blocks, overflow } = toBlockKit(renderCard('message', reply.data, reply.summary), 'message');
    for (const page of [blocks, ...overflow]) expect(validateBlocks(page, 'message')).toEqual([]);
  });
});
