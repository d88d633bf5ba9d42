import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ninetieth } from '../../bot/core/figures.ts';
import { hubFigures } from '../../bot/core/hub-figures.ts';
import type { Reply } from '../../bot/core/reply.ts';
import { words } from '../../bot/core/words.ts';
import type { Enquiry, Request } from '../../dialogs/enquiry/record.ts';
import { buttonOf, dataOf, type House, openHouse } from '../support/house.ts';
import { enquiryInput, openEnquiry, rosterWith } from '../support/hub.ts';

/** What whoever leads a hub sees of how it works: counts and hours, on a card, in files, and on Mondays. */

const partition = 'hub-NB';
const lead = {
  person: 'p-morgan',
  agency: 'northborough-council',
  name: 'Morgan Ellis',
  role: 'lead',
} as const;
const member = {
  person: 'p-sam',
  agency: 'northborough-council',
  name: 'Sam Okoro',
  role: 'member',
} as const;
const now = new Date('2026-11-23T12:00:00Z');

let house: House;
beforeEach(async () => {
  house = await openHouse({ start: '2026-11-20T10:00:00Z' });
  await rosterWith(house, [lead, member]);
});
afterEach(() => house.close());

const textOf = (replies: readonly Reply[]) => JSON.stringify(replies.map(({ data }) => data));

const request = (agency: string, over: Partial<Request>): Request => ({
  agency,
  askedAt: '2026-11-20T10:00:00.000Z',
  dueAt: '2026-11-20T14:00:00.000Z',
  state: 'asked',
  late: false,
  chases: 0,
  ...over,
});

const answeredIn = (hours: number, state: Request['state'] = 'nothing'): Partial<Request> => ({
  state,
  answeredAt: new Date(Date.parse('2026-11-20T10:00:00Z') + hours * 3_600_000).toISOString(),
});

const enquiryOf = (over: Partial<Enquiry>): Enquiry =>
  ({
    ...enquiryInput(),
    reference: 'S-7K3M-NB',
    status: 'open',
    openedAt: '2026-11-20T10:00:00Z',
    requests: [],
    ...over,
  }) as Enquiry;

describe('the figures', () => {
  const records = [
    enquiryOf({
      rating: 'red',
      requests: [
        request('county-police', answeredIn(1)),
        request('riverside-nhs', answeredIn(3, 'cannot')),
        request('hillside-schools', answeredIn(9, 'holds')),
      ],
      status: 'closed',
      outcome: {
        code: 'together',
        text: '',
        at: '',
        by: { id: '', role: '', agency: '' },
      } as Enquiry['outcome'],
    }),
    enquiryOf({
      rating: 'amber',
      requests: [request('county-police', answeredIn(5)), request('riverside-nhs', {})],
    }),
    enquiryOf({
      rating: 'amber',
      requests: [request('hillside-schools', { dueAt: '2026-11-25T10:00:00.000Z', state: 'needs-time' })],
    }),
  ];
  const { all, groups } = hubFigures.figures(records, now, {} as never);

  it.each([
    ['stands', { closed: 1, late: 1, open: 1 }],
    ['answers', { nothing: 2, cannot: 1, holds: 1, late: 1, asked: 1 }],
    ['median', { 'hillside-schools': 9, 'county-police': 3, 'riverside-nhs': 3 }],
    ['slowest', { 'hillside-schools': 9, 'county-police': 5, 'riverside-nhs': 3 }],
    ['rating', { red: 3, amber: 5 }],
    ['rating-slowest', { red: 9, amber: 5 }],
    // Answered after its time, or not answered and over.
    ['late', { 'hillside-schools': 1, 'county-police': 1, 'riverside-nhs': 1 }],
    ['refused', { 'riverside-nhs': 1 }],
    ['outcome', { together: 1 }],
  ])('count %s', (group, counts) => {
    expect(all).toBe(3);
    expect(Object.fromEntries((groups[group] ?? []).map(({ code, count }) => [code, count]))).toEqual(counts);
  });

  it.each([
    [[], undefined],
    [[4], 4],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 9],
    [[10, 1], 10],
  ])('know what nine in ten of %j took', (numbers, found) => {
    expect(ninetieth(numbers)).toBe(found);
  });

  it('have words for everything that they say', () => {
    const says = { words, policy: house.policy };
    for (const group of hubFigures.groups)
      for (const { code } of groups[group] ?? [])
        expect(hubFigures.say(group, code, says).length, `${group} ${code}`).toBeGreaterThan(2);
    for (const record of records)
      expect(hubFigures.row?.(record, says)).toHaveLength(hubFigures.columns.length);
  });
});

describe('whoever leads the hub', () => {
  it('sees them, for a period and an agency, and the records behind them', async () => {
    const ref = await openEnquiry(house);
    const morgan = house.as('teams', 'morgan');
    const seen = await morgan.type('hub figures');
    expect(textOf(seen)).toContain('How enquiries stand');
    expect(textOf(await morgan.press(buttonOf(seen, 'See the entries')))).toContain(ref);
    const choose = await morgan.press(buttonOf(seen, 'Choose what to see'));
    const chosen = { hub: 'NB', agency: 'eastmoor-council', rating: 'any', days: '30' };
    const none = await morgan.press(buttonOf(choose, words('figures.choose.submit')), chosen);
    expect(textOf(none)).toContain('There is no enquiry like that');
  });

  it.each(['sam', 'lee'])('is nobody else: %s', async (user) => {
    await openEnquiry(house);
    const replies = await house.as('teams', user).type('hub figures');
    expect(dataOf(replies, 'message').title).toBe('Only whoever leads the hub sees its figures');
    const lists: unknown[] = [];
    const { list } = house.store;
    Object.assign(house.store, {
      list: (...given: Parameters<typeof list>) => {
        lists.push(given[0]);
        return list(...given);
      },
    });
    for (const word of ['hub-figures-list', 'hub-figures-choose'])
      expect((await house.as('teams', user).press({ do: 'more', word, page: 'hub=NB' }))[0]?.card).toBe(
        'message',
      );
    expect(lists).toEqual([]);
  });

  it('has a look in the trail of the hub', async () => {
    await openEnquiry(house);
    await house.as('teams', 'morgan').type('hub figures');
    const { items } = await house.store.list(partition, { term: 'who:p-morgan', kinds: ['audit'], limit: 5 });
    expect(items.map(({ body }) => body)).toMatchObject([{ what: 'searched', ref: 'hub-figures/trends' }]);
  });
});

describe('on Mondays', () => {
  const mondays = async () => {
    await house.deadlines();
    await house.outbox();
    return house.sent.filter(({ reply }) => reply.data.title === 'Your hub this week');
  };

  it('leads hear how it stands, once a week, when they want to be written to', async () => {
    const morgan = house.as('teams', 'morgan');
    await morgan.type('help');
    const settings = await morgan.type('settings');
    const keep = buttonOf(settings, words('settings.submit'));
    await morgan.press(keep, { digest: 'none', quiet: '20:00-07:00' });
    await openEnquiry(house);
    expect(await mondays()).toEqual([]);
    house.moveTo('2026-11-23T08:30:01Z');
    const told = await mondays();
    expect(told.map(({ to }) => to.conversation)).toEqual(['chat-teams-morgan']);
    const text = textOf(told.map(({ reply }) => reply));
    expect(text).toContain(
      'has 1 open enquiries. Red: 1. With somebody late: 1. Opened in the last seven days: 1.',
    );
    expect(text).not.toContain('S-7K3M');
    expect(await mondays()).toHaveLength(1);
    house.moveTo('2026-11-30T08:30:01Z');
    expect(await mondays()).toHaveLength(2);
  });

  it('leads hear nothing of a week in which nothing was', async () => {
    await house.as('teams', 'morgan').type('help');
    house.moveTo('2026-11-23T08:30:01Z');
    expect(await mondays()).toEqual([]);
    await openEnquiry(house);
    house.moveTo('2026-11-30T08:30:01Z');
    expect(await mondays()).toHaveLength(1);
  });

  it('waits for the end of quiet hours, where it comes that late', async () => {
    const morgan = house.as('teams', 'morgan');
    await morgan.type('help');
    const keep = buttonOf(await morgan.type('settings'), words('settings.submit'));
    await morgan.press(keep, { digest: 'none', quiet: '18:00-08:00' });
    await openEnquiry(house);
    house.moveTo('2026-11-23T21:00:00Z');
    expect(await mondays()).toEqual([]);
    house.moveTo('2026-11-24T08:00:01Z');
    expect(await mondays()).toHaveLength(1);
  });
});
