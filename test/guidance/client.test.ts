import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { createGuidance } from '../../bot/guidance/client.ts';
import type { Edits } from '../../bot/guidance/edits.ts';
import type { Entry } from '../../bot/guidance/entry.ts';
import type { News } from '../../dialogs/policy/controlled.ts';

/** The worker as it is built, in a thread of its own. */

const script = pathToFileURL(resolve('.build/guidance-worker.mjs'));
const saved = resolve('.build/guidance.bin');

const zoo: Entry = {
  ...{ id: 'our-zoo', title: 'What do lions say?', kind: 'answer', topic: 'documents' },
  ...{ citations: [{ id: 'law:L-05', section: '' }], related: [], reviewed: '2026-11-01', owner: 'Zoo lead' },
  ...{ short: 'Roar.', more: '', before: '', differs: '', asked: ['lions say', 'what does the lion say'] },
};

describe('the worker', () => {
  let guidance: ReturnType<typeof createGuidance>;
  afterEach(() => guidance.close());

  it('knows who keeps each entry that ships, and what the build says was changed', async () => {
    const change = {
      version: '2',
      date: '2026-11-02',
      change: 'Louder.',
      reason: 'Age.',
      author: 'Zoo lead',
    };
    const news: News = {
      ...change,
      kind: 'guidance',
      title: zoo.title,
      of: zoo.id,
      id: 'guidance:our-zoo@2',
    };
    guidance = createGuidance({ script, saved, shipped: [news] });
    expect(guidance.news()).toEqual([news]);
    const all = await guidance.documents();
    expect(all.length).toBeGreaterThan(400);
    expect(all.find(({ id }) => id === 'law-sar')).toMatchObject({ author: 'Sharewell', kind: 'guidance' });
  });

  it('answers each question with its own answer, however many are asked at once', async () => {
    guidance = createGuidance({ script, saved });
    const asked = [
      'how do I reset my password',
      'what is an information sharing protocol',
      'what is the weather',
    ];
    const many = await Promise.all(
      Array.from({ length: 60 }, (_, at) => guidance.ask(asked[at % 3] as string)),
    );
    const ids = many.map(({ entry }) => entry?.id);
    expect(new Set(ids).size).toBe(3);
    expect(ids.every((id, at) => id === ids[at % 3])).toBe(true);
    const first = many[0]?.entry?.id as string;
    expect((await guidance.open(first)).entry?.id).toBe(first);
    expect((await guidance.open('no-such-entry')).entry).toBeUndefined();
  });

  it('that ended is replaced by the next question', async () => {
    guidance = createGuidance({ script, saved });
    await guidance.ask('what is the weather');
    const lost = guidance.ask('what is the weather');
    await Promise.all([guidance.close(), expect(lost).rejects.toThrow('ended')]);
    expect((await guidance.ask('what is the weather')).entry).toBeDefined();
  });

  it('is only looked at where there is one, and replaced when it has ended', async () => {
    guidance = createGuidance({ script, saved });
    await guidance.check();
    await expect(guidance.check()).resolves.toBeUndefined();
    await guidance.ask('what is the weather');
    const lost = guidance.ask('what is the weather');
    await Promise.all([guidance.close(), expect(lost).rejects.toThrow('ended')]);
    await guidance.check();
    await guidance.close();
    guidance = createGuidance({ script, saved: `${saved}.none` });
    await expect(guidance.check()).resolves.toBeUndefined();
    await expect(guidance.ask('anything')).rejects.toThrow();
    await expect(guidance.check()).rejects.toThrow('no such file');
  });

  it('that cannot start says so, each time', async () => {
    guidance = createGuidance({ script, saved: `${saved}.none` });
    await expect(guidance.ask('anything')).rejects.toThrow('no such file');
    await expect(guidance.ask('anything')).rejects.toThrow('no such file');
  });

  it('leaves the thread of the turns free', async () => {
    guidance = createGuidance({ script, saved });
    await guidance.ask('warm up');
    let turns = 0;
    const busy = setInterval(() => {
      turns += 1;
    }, 1);
    await Promise.all(
      Array.from({ length: 100 }, () => guidance.ask('what is an information sharing protocol')),
    );
    clearInterval(busy);
    expect(turns).toBeGreaterThan(5);
  });

  it('says what the deployment says, in the place of what ships, and finds it by the ways of both', async () => {
    const own: Entry = {
      ...zoo,
      id: 'hmg-what-is-isp',
      title: 'Our own words',
      asked: ['paper about lions'],
    };
    guidance = createGuidance({ script, saved, local: [own] });
    expect((await guidance.open('hmg-what-is-isp')).entry?.title).toBe('Our own words');
    for (const question of ['what is an information sharing protocol', 'paper about lions'])
      expect((await guidance.ask(question)).entry?.id, question).toBe('hmg-what-is-isp');
  });

  it('says what was written in the chat meanwhile, and answers from the old until it has read it', async () => {
    let edits: Edits = { stamp: '', entries: [] };
    guidance = createGuidance({ script, saved, edits: async () => edits, lookEveryMs: 0 });
    expect((await guidance.open(zoo.id)).entry).toBeUndefined();
    edits = { stamp: 'one', entries: [zoo] };
    expect((await guidance.open('hmg-what-is-isp')).entry).toBeDefined();
    await expect
      .poll(async () => (await guidance.open(zoo.id)).entry?.short, { timeout: 20_000 })
      .toBe('Roar.');
    edits = { stamp: 'two', entries: [] };
    await expect.poll(async () => (await guidance.open(zoo.id)).entry, { timeout: 20_000 }).toBeUndefined();
  });

  it('goes on with what it knows while the store is away', async () => {
    const away = async () => Promise.reject(new Error('away'));
    guidance = createGuidance({ script, saved, edits: away, lookEveryMs: 0 });
    expect((await guidance.ask('what is an information sharing protocol')).entry).toBeDefined();
  });

  it('lists its topics, and a question in plain words', async () => {
    guidance = createGuidance({ script, saved });
    const { items } = await guidance.browse('', 0);
    expect(items.map(({ id }) => id)).toEqual(expect.arrayContaining(['rules', 'myths', 'consent']));
    const first = await guidance.browse('law', 0);
    const second = await guidance.browse('law', first.next ?? 0);
    expect(first.items).toHaveLength(10);
    expect(second.items[0]?.id).not.toBe(first.items[0]?.id);
    expect((await guidance.browse('rules', 0)).items.map(({ id }) => id)).toEqual([
      'law-rules-2024',
      ...[1, 2, 3, 4, 5, 6, 7].map((n) => `law-rule-${n}`),
    ]);
    expect((await guidance.ask('may I tell Jordan Okafor')).plainly).toBe('may i tell \u2026');
  });
});
