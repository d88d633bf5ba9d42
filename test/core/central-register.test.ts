import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { central, trendsOf } from '../../bot/core/central.ts';
import { packFilter, readFilter, unpackFilter } from '../../bot/core/figures.ts';
import { words } from '../../bot/core/words.ts';
import type { RegisterEntry } from '../../dialogs/register-entry/record.ts';
import { samplePolicy } from '../support/context.ts';
import type { Sitting } from '../support/decision-drive.ts';
import { council, type DisputeHouse, members, openDisputeHouse, opens } from '../support/dispute-house.ts';

/** The central register: for the executive of the host agency, in codes, with what comes again and again. */

let there: DisputeHouse;
let helen: Sitting;

const refuses = async (fields: object = {}) => {
  const sam = there.person('sam');
  await sam.type('refusal');
  await sam.press(words('refusal.submit'), {
    ...{ by: 'them', partner: 'health-visiting', decisionRef: 'D-7K3M-Q2' },
    ...{ point: 'confidential', impact: 'delay', ...fields },
  });
  await there.quiet();
  there.house.wait(1_000);
};

beforeAll(async () => {
  there = await openDisputeHouse();
  helen = there.person('helen');
  for (let i = 0; i < 5; i += 1) await refuses();
  await refuses({ partner: 'police-public-protection', point: 'law', impact: 'harm' });
  await opens(there.person('sam'));
  await there.quiet();
});
afterAll(() => there.close());

const register = async () => {
  await helen.type('central register');
  return helen.message();
};
const shown = (sitting: Sitting): string => JSON.stringify(sitting.message());

describe('who keeps it', () => {
  it('is told when the same comes for the fifth time, once, and of nobody’s case', () => {
    const told = there.house.sent.filter(
      ({ reply }) => reply.summary === words('register-entry.notices.repeats.summary'),
    );
    expect(told).toHaveLength(1);
    expect(told[0]?.to.conversation).toContain('helen');
    const said = JSON.stringify(told[0]?.reply.data);
    expect(said).toContain('Riverside NHS Trust');
    expect(said).not.toContain('D-7K3M-Q2');
  });

  it('sees counts, bars and what comes again and again', async () => {
    const card = await register();
    const alert = words('central.alert', {
      pair: 'Northborough Council – Riverside NHS Trust',
      reason: words('dispute.questions.point.options.confidential'),
      count: 5,
      days: 90,
    });
    expect(card.lead).toContain(alert);
    expect(card.lead).toContain(words('figures.count', { n: 7 }));
    const reasons = card.copy?.find((block) => block.startsWith(words('central.groups.reason'))) ?? '';
    expect(reasons).toContain(`${'█'.repeat(12)} 5  It was told in confidence`);
    // Each bar has its number.
    for (const line of card.copy?.flatMap((block) => block.split('\n').slice(1)) ?? [])
      expect(line).toMatch(/^█+ \d+ {2}\S/);
    expect(card.buttons?.length).toBeLessThanOrEqual(5);
  });

  it('goes from an alert to the entries, and plans what to do, by a post and by a day', async () => {
    await register();
    await helen.press(words('figures.buttons.alert'));
    expect(helen.list().items).toHaveLength(5);
    await helen.send(helen.list().items?.[0]?.button.press as never);
    await helen.press(words('register-entry.actions.plan'));
    const fields = { what: 'Train both teams', owner: 'training lead', due: '2026-12-01' };
    await helen.press(words('register-entry.plan.submit'), { ...fields, owner: 'Jordan Okafor' });
    expect(JSON.stringify(helen.page().inputs)).toContain('This could tell who it is about');
    await helen.press(words('register-entry.plan.submit'), fields);
    expect(JSON.stringify(helen.record().facts)).toContain('Train both teams');
    const chased = async () =>
      (await there.notices('helen')).filter(({ kind }) => kind === 'register-entry.overdue').length;
    there.house.moveTo('2026-12-01T23:00:00Z');
    await there.quiet();
    expect(await chased()).toBe(0);
    there.house.moveTo('2026-12-02T09:30:00Z');
    await there.quiet();
    expect(await chased()).toBe(1);
    there.house.moveTo('2026-12-09T09:30:00Z');
    await there.quiet();
    expect(await chased()).toBe(2);
    const [, ref = ''] = /(Z-\w{4}-\w{2})/.exec(JSON.stringify(helen.record().title)) ?? [];
    await helen.type(ref);
    const press = helen.button(words('register-entry.actions.planDone'));
    await helen.send(press);
    await helen.send(press);
    there.house.moveTo('2027-01-29T09:30:00Z');
    await there.quiet();
    expect(await chased()).toBe(2);
    there.house.moveTo('2026-12-10T09:30:00Z');
  });

  it('chooses what to see', async () => {
    await register();
    await helen.press(words('figures.buttons.choose'));
    await helen.press(words('figures.choose.submit'), { kind: 'refusal', agency: 'county-police' });
    const card = helen.message();
    expect(card.lead?.[0]).toContain('Refusals; Northborough and Eastmoor Police');
    expect(card.lead).toContain(words('figures.count', { n: 1 }));
    await helen.press(words('figures.buttons.list'));
    expect(helen.list().items).toHaveLength(1);
    await helen.press(words('figures.buttons.choose'));
    expect(helen.page().inputs?.find(({ id }) => id === 'agency')?.value).toBe('county-police');
    await helen.press(words('figures.choose.submit'), { kind: 'refusal', stage: 'stage2' });
    expect(shown(helen)).toContain(words('central.none'));
  });

  it('reads it a page at a time', async () => {
    for (let i = 0; i < 6; i += 1) await refuses({ point: 'other', partner: 'mash' });
    await helen.type('central register');
    await helen.press(words('figures.buttons.list'));
    const seen = [...(helen.list().items ?? [])];
    await helen.press(words('lists.more'));
    seen.push(...(helen.list().items ?? []));
    expect(new Set(seen.map(({ title }) => title)).size).toBe(13);
    await helen.press(words('titles.central'));
    expect(helen.message().lead).toContain(words('figures.count', { n: 13 }));
  });

  it('leaves each look in the trail', async () => {
    await register();
    const trail = await there.listed<{ what: string; ref: string }>(council, 'who:p-helen', 'audit');
    expect(trail.map(({ what, ref }) => `${what} ${ref}`)).toEqual(
      expect.arrayContaining(['searched central/trends', 'searched central/list']),
    );
  });

  it('gets it as files where there is an address, and is told where there is none', async () => {
    await register();
    await helen.press(words('figures.buttons.files'));
    expect(helen.message().lead).toContain(words('figures.files.nowhere'));
  });
});

describe('everybody else', () => {
  const others = [
    'sam',
    'morgan',
    'ada',
    'zoe',
    'anika',
    'omar',
    ...Object.keys(members).filter((name) => members[name]?.[1] !== council),
  ];
  const tries = async (name: string) => {
    const says = there.person(name).says;
    const [entry] = await there.entries();
    const ref = entry?.reference ?? '';
    const actions = ['plan', 'planDone', 'heard'].map((action) =>
      says.press({ do: 'act', ref, action, seq: 1 }),
    );
    return (
      await Promise.all([
        says.type('central register'),
        says.press({ do: 'more', word: 'central-list', page: 'all' }),
        says.press({ do: 'more', word: 'central-choose', page: 'all' }),
        says.press({ do: 'find', word: 'central' }, { kind: 'refusal' }),
        says.press({ do: 'copy', word: 'central', page: 'all' }),
        says.type(ref),
        says.press({ do: 'open', ref }),
        says.press({ do: 'copy', ref }),
        ...actions,
      ])
    ).flat();
  };

  it.each(others)('is refused, and learns of no entry: %s', async (name) => {
    const before = await there.entries();
    const replies = await tries(name);
    expect(replies.map(({ card }) => card)).toEqual(replies.map(() => 'message'));
    const said = JSON.stringify(replies);
    for (const word of ['confidence', 'Riverside', 'Entries', '█']) expect(said).not.toContain(word);
    const titles = replies.map(({ data }) => String(data.title).replace(/Z-\w{4}-\w{2}/, 'Z'));
    // What is not theirs looks as what is not there.
    expect(titles.slice(5)).toEqual([
      ...Array.from({ length: 3 }, () => words('outcomes.not-found.title', { ref: 'Z' })),
      ...Array.from({ length: 3 }, () => words('outcomes.gone.title')),
    ]);
    expect(await there.entries()).toEqual(before);
  });

  it('finds no entry in any other list', async () => {
    const ada = there.person('ada');
    for (const word of ['register', 'my records', 'waiting']) {
      await ada.type(word);
      expect(JSON.stringify(ada.list())).not.toMatch(/Z-\w{4}-\w{2}/);
    }
    for (const word of ['my records', 'register']) {
      await helen.type(word);
      expect(JSON.stringify(helen.list())).not.toMatch(/Z-\w{4}-\w{2}/);
    }
  });
});

describe('what can be seen in it', () => {
  const now = new Date('2026-11-23T10:00:00Z');
  const entry = (changes: Partial<RegisterEntry> = {}): RegisterEntry =>
    ({
      kind: 'dispute',
      n: 1,
      agencies: ['county-police', council],
      withheldBy: 'county-police',
      reasonCode: 'law',
      stage: 'settled-1',
      openedAt: '2026-11-01T10:00:00Z',
      trendTags: [],
      ...changes,
    }) as RegisterEntry;

  it.each([
    [4, 0],
    [5, 1],
    [6, 1],
  ])('%i alike in 90 days give %i alert, whoever opened them', (count, alerts) => {
    const all = Array.from({ length: count }, (_, i) =>
      entry(i % 2 === 0 ? {} : { kind: 'refusal', agencies: [council, 'county-police'] }),
    );
    expect(trendsOf(all, now, samplePolicy).alerts).toHaveLength(alerts);
  });

  it('does not count what is long ago, or for another reason', () => {
    const four = Array.from({ length: 4 }, () => entry());
    expect(
      trendsOf([...four, entry({ openedAt: '2026-08-01T10:00:00Z' })], now, samplePolicy).alerts,
    ).toEqual([]);
    expect(trendsOf([...four, entry({ reasonCode: 'risk' })], now, samplePolicy).alerts).toEqual([]);
  });

  it.each([
    [[], undefined],
    [[3], 3],
    [[1, 9, 2], 2],
    [[1, 2, 3, 10], 2.5],
  ])('of %j days half are settled in %s', (days, half) => {
    const all = days.map((daysToSettle) => entry({ daysToSettle }));
    expect(trendsOf(all, now, samplePolicy).measures?.[0]?.n).toBe(half);
  });

  it('names who would not share at first, and then did', () => {
    const { groups } = trendsOf([entry({ stage: 'overturned' }), entry()], now, samplePolicy);
    expect(groups.overturned).toEqual([{ code: 'county-police', count: 1 }]);
  });

  it.each([
    [{}, 'all'],
    [{ kind: 'refusal', agency: council, days: '30' }, `kind=refusal&agency=${council}&days=30`],
  ])('is chosen by %j, which a button can hold', (filter, packed) => {
    expect(packFilter(filter)).toBe(packed);
    expect(unpackFilter(central, packed, samplePolicy)).toEqual(filter);
  });

  it('takes nothing that is no option', () => {
    const given = { kind: 'breachs', agency: 'x', reason: ['law'], days: '9999', more: 'x' };
    expect(readFilter(central, given, samplePolicy)).toEqual({ reason: 'law' });
    expect(unpackFilter(central, '%%%=&kind=', samplePolicy)).toEqual({});
  });
});
