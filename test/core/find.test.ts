import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TrailEntry } from '../../bot/core/records.ts';
import type { Reply } from '../../bot/core/reply.ts';
import { subjectTerm } from '../../bot/core/terms.ts';
import type { ChannelName } from '../../bot/core/turn.ts';
import { words } from '../../bot/core/words.ts';
import { buttonOf, dataOf, type House, openHouse, type PersonSays, urgentAnswers } from '../support/house.ts';
import { minute, type Planted, plant, referenceOf } from '../support/kept.ts';

const agency = 'northborough-council';
const find = { do: 'find' } as const;

let house: House;
beforeEach(async () => {
  house = await openHouse({ start: '2026-11-20T17:02:00Z' });
});
afterEach(() => house.close());

const titleOf = ([reply]: readonly Reply[]) => reply?.data.title;
const refsOf = (replies: readonly Reply[]): string[] =>
  (dataOf(replies, 'list').items ?? []).map(({ button }) => String(button.press.ref));
const refs = (...numbers: number[]) => numbers.map(referenceOf);
const leadOf = (replies: readonly Reply[]): readonly string[] => dataOf(replies, 'list').lead ?? [];
const inputOf = (replies: readonly Reply[], id: string) =>
  dataOf(replies, 'page').inputs?.find((input) => input.id === id);

const trailOf = async (who: string): Promise<TrailEntry[]> =>
  (await house.store.list(agency, { term: `who:${who}`, kinds: ['audit'], limit: 50 })).items.map(
    ({ body }) => body as TrailEntry,
  );

const mash = 'mash';
const police = 'police-public-protection';

/** Sam's, Kit's, somebody else's, and one of another agency. */
const kept: Planted[] = [
  {
    ref: referenceOf(1),
    at: '2026-11-02T00:00:00.000Z',
    facets: { subject: 'C-1', outcome: 'SHARE', recipients: [mash], grounds: ['CONSENT'] },
  },
  {
    ref: referenceOf(2),
    at: '2026-11-03T23:59:59.999Z',
    facets: { subject: 'C-1', outcome: 'DO_NOT_SHARE', recipients: [police], grounds: ['NO_PURPOSE'] },
  },
  {
    ref: referenceOf(3),
    at: '2026-11-04T12:00:00.000Z',
    owner: 'p-kit',
    facets: { subject: 'C-2', outcome: 'SHARE', recipients: [police], grounds: ['HARM_CLEAR', 'OBJECTION'] },
  },
  {
    ref: referenceOf(4),
    at: '2026-11-05T12:00:00.000Z',
    owner: 'p-else',
    manager: 'p-other',
    facets: { subject: 'C-1', outcome: 'SHARE', recipients: ['A man at the door'], grounds: ['CONSENT'] },
  },
  {
    ref: referenceOf(5),
    at: '2026-11-06T12:00:00.000Z',
    owner: 'p-lee',
    agency: 'eastmoor-council',
    facets: { subject: 'C-1', outcome: 'SHARE', recipients: [police], grounds: ['CONSENT'] },
  },
];

const people: Record<string, [ChannelName, string]> = {
  sam: ['teams', 'sam'],
  'sam on Slack': ['slack', 'USAM'],
  kit: ['teams', 'kit'],
  morgan: ['slack', 'UMORGAN'],
  ada: ['teams', 'ada'],
  lee: ['teams', 'lee'],
  nobody: ['slack', 'UNOBODY'],
};
const person = (name: string): PersonSays => house.as(...(people[name] as [ChannelName, string]));
const everyone = Object.keys(people);

describe('looking for records', () => {
  beforeEach(() => plant(house.store, ...kept));

  /** Who finds which, in the order that they are shown. */
  const cases: [string, Record<string, string>, Record<string, number[]>][] = [
    ['a case', { subject: 'C-1' }, { sam: [2, 1], morgan: [2, 1], ada: [4, 2, 1], lee: [5] }],
    ['a case in other letters', { subject: ' c-1 ' }, { 'sam on Slack': [2, 1], kit: [], nobody: [] }],
    ['an outcome', { outcome: 'SHARE' }, { sam: [1], kit: [3], morgan: [3, 1], ada: [4, 3, 1], lee: [5] }],
    ['a reason', { ground: 'CONSENT' }, { sam: [1], morgan: [1], ada: [4, 1] }],
    ['a second reason', { ground: 'OBJECTION' }, { sam: [], kit: [3], morgan: [3], ada: [3] }],
    ['a post', { recipient: police }, { sam: [2], kit: [3], morgan: [3, 2], ada: [3, 2], lee: [5] }],
    ['a whole agency', { recipient: 'agency/county-police' }, { sam: [2], ada: [3, 2] }],
    ['an agency nothing went to', { recipient: 'agency/hillside-schools' }, { sam: [], ada: [] }],
    ['a day', { from: '2026-11-03', to: '2026-11-03' }, { sam: [2], kit: [], morgan: [2], ada: [2] }],
    ['days from', { from: '2026-11-04' }, { sam: [], kit: [3], morgan: [3], ada: [4, 3] }],
    ['days to, as people write them', { to: '2/11/2026' }, { sam: [1], kit: [], ada: [1] }],
    ['a reference', { reference: referenceOf(1) }, { sam: [1], kit: [], morgan: [1], ada: [1], lee: [] }],
    ['a reference in other letters', { reference: referenceOf(2).toLowerCase() }, { sam: [2] }],
    ['a case and an outcome', { subject: 'C-1', outcome: 'SHARE' }, { sam: [1], morgan: [1], ada: [4, 1] }],
    ['a post and a reason', { recipient: police, ground: 'HARM_CLEAR' }, { sam: [], morgan: [3], ada: [3] }],
    ['an agency and an outcome', { recipient: 'agency/county-police', outcome: 'SHARE' }, { ada: [3] }],
    ['a case and days', { subject: 'C-1', from: '2026-11-03', to: '2026-11-05' }, { sam: [2], ada: [4, 2] }],
    [
      'everything',
      {
        subject: 'C-1',
        recipient: mash,
        outcome: 'SHARE',
        ground: 'CONSENT',
        from: '2026-11-01',
        to: '2026-11-30',
      },
      { sam: [1], kit: [], morgan: [1], ada: [1], lee: [] },
    ],
    ['a reference and an outcome', { reference: referenceOf(1), outcome: 'SHARE' }, { sam: [1], ada: [1] }],
    ['a reference and another case', { reference: referenceOf(1), subject: 'C-2' }, { sam: [], ada: [] }],
    ['a reference and other days', { reference: referenceOf(1), from: '2026-11-03' }, { sam: [] }],
    ['nothing that is there', { subject: 'C-99', ground: 'RESTRICTED' }, { sam: [], ada: [] }],
  ];

  it.each(cases)('by %s finds what each person may see', async (_what, answers, expected) => {
    for (const [name, found] of Object.entries(expected))
      expect(refsOf(await person(name).press(find, answers)), name).toEqual(refs(...found));
  });

  it('says how far it looked', async () => {
    const said = async (name: string) => leadOf(await person(name).press(find, { outcome: 'SHARE' }));
    expect(await said('sam')).toContain(words('find.found.reach.own'));
    expect(await said('morgan')).toContain(words('find.found.reach.chain'));
    expect(await said('ada')).toContain(words('find.found.reach.agency'));
  });

  it('says the same of what is not theirs as of what is not there', async () => {
    for (const name of ['kit', 'lee', 'nobody'])
      for (const ask of ['press', 'type'] as const) {
        const seek = (ref: string) =>
          ask === 'press' ? person(name).press(find, { reference: ref }) : person(name).type(`find ${ref}`);
        const [theirs, missing] = [await seek(referenceOf(1)), await seek('D-ZZZZ-ZZ')];
        expect(theirs).toEqual(missing);
        expect(leadOf(theirs)).toContain(words('find.found.none'));
      }
  });

  it('opens what was found', async () => {
    const ada = person('ada');
    const replies = await ada.press(find, { reference: referenceOf(4) });
    const opened = await ada.press(buttonOf(replies, words('lists.open')));
    expect(dataOf(opened, 'record').title).toContain(referenceOf(4));
  });

  it('shows no word of a case, and never what was looked for', async () => {
    for (const name of everyone) {
      const replies = await person(name).press(find, { subject: 'C-1' });
      expect(JSON.stringify(replies)).not.toMatch(/C-1"|CR-20417|zebrafish|quokka|axolotl|okapi|at the door/);
      expect(replies.map(({ audience }) => audience)).toEqual(['person']);
    }
  });

  it('leaves a line for each list: who looked and by which fields, not for what', async () => {
    const ada = person('ada');
    await ada.press(find, { subject: 'C-1', from: '2026-11-01' });
    await ada.type('find C-77');
    await person('sam').press(find, { reference: referenceOf(1) });
    await person('morgan').press(find, { recipient: 'agency/county-police', outcome: 'SHARE' });
    const lines = [...(await trailOf('p-ada')), ...(await trailOf('p-sam')), ...(await trailOf('p-morgan'))];
    expect(lines.map(({ what }) => what)).toEqual(lines.map(() => 'searched'));
    expect(lines.map(({ ref }) => ref).sort()).toEqual([
      'find/agency:from+subject',
      'find/agency:subject',
      'find/chain:agency+outcome',
      'find/own:reference',
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/C-1|C-77|D-|county-police/);
  });

  it('does not find for a person who lost the role what they found before', async () => {
    const ada = person('ada');
    expect(refsOf(await ada.press(find, { outcome: 'SHARE' }))).toHaveLength(3);
    const [stored] = await house.store.read(agency, [{ kind: 'person', id: 'p-ada' }]);
    if (!stored) throw new Error('Ada is missing');
    const { rev, ...item } = stored;
    const body = { ...(stored.body as object), roles: [] };
    await house.store.commit(agency, [{ op: 'replace', item: { ...item, body }, rev }]);
    expect(refsOf(await ada.press(find, { outcome: 'SHARE' }))).toEqual([]);
    expect(refsOf(await ada.press(find, { reference: referenceOf(1) }))).toEqual([]);
  });

  it('finds an urgent share as it was recorded in the lane', async () => {
    const sam = person('sam');
    await sam.press(buttonOf(await sam.type('urgent'), words('urgent.submit')), urgentAnswers);
    const replies = await sam.press(find, { subject: urgentAnswers.caseRef, outcome: 'SHARE' });
    expect(refsOf(replies)).toHaveLength(1);
    expect(refsOf(await sam.press(find, { ground: 'URGENT_HARM', from: '20/11/2026' }))).toEqual(
      refsOf(replies),
    );
  });
});

describe('what is typed after find', () => {
  beforeEach(() => plant(house.store, ...kept));

  it.each([
    ['find C-1', [2, 1]],
    ['Find c-1?', [2, 1]],
    ['search C-1', [2, 1]],
    ['look for C-1', [2, 1]],
    ['@Sharewell find C-1', [2, 1]],
    ['ｆｉｎｄ C-1', [2, 1]],
    [`find ${referenceOf(2)}`, [2]],
    [`find ${referenceOf(2).toLowerCase()}.`, [2]],
    ['find outcome share', [1]],
    ['find outcome: do not share', [2]],
    ['find outcome DO_NOT_SHARE', [2]],
    ['find C-404', []],
  ])('%j is looked for at once', async (text, found) => {
    expect(refsOf(await person('sam').type(text))).toEqual(refs(...found));
  });

  it('may look like one of our references and be one of the case system: both are found', async () => {
    const ref = referenceOf(1);
    await plant(house.store, { ref: referenceOf(9), at: minute(9), facets: { subject: ref } });
    expect(refsOf(await person('sam').type(`find ${ref}`))).toEqual(refs(1, 9));
    expect(refsOf(await person('kit').type(`find ${ref}`))).toEqual([]);
  });

  it.each(['find Jamie Smith', 'find outcome maybe', `find ${'9'.repeat(60)}`])(
    '%j is put into the card, to be made clear there',
    async (text) => {
      const replies = await person('sam').type(text);
      expect(dataOf(replies, 'page').alert).toBe(words('find.faults.unclear'));
      expect(inputOf(replies, 'subject')?.value).toBe(text.replace('find ', ''));
      expect(await trailOf('p-sam')).toEqual([]);
    },
  );

  it.each(['find', 'Find?', 'search', 'find a record'])('%j opens the empty card', async (text) => {
    const replies = await person('sam').type(text);
    expect(dataOf(replies, 'page')).toMatchObject({ title: words('find.title'), alert: '' });
    expect(dataOf(replies, 'page').inputs?.map(({ value }) => value)).toEqual(['', '', '', '', '', '', '']);
  });

  it('never keeps danger waiting', async () => {
    expect(titleOf(await person('sam').type('find help now, he is hitting her'))).toBe(words('urgent.name'));
  });

  it.each(['findings', 'finder C-1', 'i cannot find C-1'])('%j is no search', async (text) => {
    expect(titleOf(await person('sam').type(text))).toBe(words('unknown.title'));
  });

  it('is answered to the person alone, where others read along', async () => {
    const replies = await house.as('teams', 'sam').type('find C-1', { shared: true });
    expect(replies.map(({ audience }) => audience)).toEqual(['person']);
  });
});

describe('a card that was not clear', () => {
  it.each([
    ['from', '31/02/2026', 'find.faults.not-a-date'],
    ['to', 'last week', 'find.faults.not-a-date'],
    ['reference', 'D-1', 'find.faults.not-a-reference'],
    ['recipient', 'the moon', 'engine.errors.not-an-option'],
    ['outcome', '=SUM(A1)', 'engine.errors.not-an-option'],
    ['ground', '**x**', 'engine.errors.not-an-option'],
    ['subject', 'x'.repeat(81), 'engine.errors.too-long'],
  ])('in %s says so there, and keeps everything that was written', async (field, text, key) => {
    const answers = { subject: 'C-1', to: '2026-11-20', [field]: text };
    const [reply] = await person('sam').press(find, answers);
    const replies = reply ? [reply] : [];
    const label = words(`find.fields.${field}.label`);
    expect(reply?.how).toBe('replace');
    expect(inputOf(replies, field)?.error).toBe(words(key, { label, max: 80 }));
    for (const [name, value] of Object.entries(answers)) expect(inputOf(replies, name)?.value).toBe(value);
    const faulty = dataOf(replies, 'page').inputs?.filter(({ error }) => error !== '');
    expect(faulty?.map(({ id }) => id)).toEqual([field]);
    expect(await trailOf('p-sam')).toEqual([]);
  });

  it('shows a day that cannot be read where it can be put right', async () => {
    const replies = await person('sam').press(find, { from: '31/02/2026', to: '2026-11-20' });
    expect([inputOf(replies, 'from')?.kind, inputOf(replies, 'to')?.kind]).toEqual(['text', 'date']);
  });

  it('has days in the wrong order', async () => {
    const replies = await person('sam').press(find, { from: '2026-11-20', to: '2026-11-19' });
    const label = words('find.fields.to.label');
    expect(inputOf(replies, 'to')?.error).toBe(words('find.faults.ends-before', { label }));
  });

  it.each([{}, { subject: '  ' }, { surname: 'Smith' }, { subject: ['C-1'] }])(
    'has nothing in it: %j',
    async (answers) => {
      const replies = await person('sam').press(find, answers);
      expect(dataOf(replies, 'page').alert).toBe(words('find.faults.nothing'));
    },
  );
});

describe('more of what was found', () => {
  const [more, further] = [words('lists.more'), words('lists.further')];
  const many = (count: number, every: number): Planted[] =>
    Array.from({ length: count }, (_, n) => ({
      ref: referenceOf(n),
      at: minute(n),
      facets: { subject: 'C-7', outcome: 'SHARE', grounds: n % every === 0 ? ['CONSENT'] : ['BALANCED'] },
    }));

  it.each(['sam', 'sam on Slack', 'morgan', 'ada'])('comes page after page for %s', async (name) => {
    await plant(house.store, ...many(25, 1));
    let replies = await person(name).press(find, { subject: 'c-7', ground: 'CONSENT', from: '16/11/2026' });
    const pages = [refsOf(replies)];
    for (const _page of [2, 3]) {
      await plant(house.store, {
        ref: referenceOf(900 + pages.length),
        at: minute(900 + pages.length),
        facets: { subject: 'C-7', grounds: ['CONSENT'] },
      });
      replies = await person(name).press(buttonOf(replies, more));
      pages.push(refsOf(replies));
    }
    expect(pages.map((page) => page.length)).toEqual([10, 10, 5]);
    expect(pages.flat()).toEqual(
      many(25, 1)
        .map(({ ref }) => ref)
        .reverse(),
    );
    expect(() => buttonOf(replies, more)).toThrow('no button');
  });

  it('carries digests and codes only, in a button that both channels take', async () => {
    await plant(house.store, ...many(12, 1));
    const press = buttonOf(await person('sam').press(find, { subject: 'C-7' }), more);
    for (const value of Object.values(press)) expect(String(value).length).toBeLessThanOrEqual(200);
    expect(press.ask).toBe(`s${subjectTerm('C-7').slice('subject:'.length)}`);
  });

  it('leads nobody to what they may not see', async () => {
    await plant(house.store, ...many(12, 1));
    const press = buttonOf(await person('ada').press(find, { subject: 'C-7' }), more);
    for (const name of ['kit', 'lee', 'morgan', 'nobody'])
      expect(titleOf(await person(name).press(press)), name).toBe(words('lists.astray.title'));
  });

  it.each([{ ask: 'aowner:p-sam' }, { ask: '' }, { ask: undefined }, { value: undefined }])(
    'is an old button where it says nothing we know: %j',
    async (change) => {
      await plant(house.store, ...many(12, 1));
      const press = buttonOf(await person('sam').press(find, { subject: 'C-7' }), more);
      const changed = Object.fromEntries(
        Object.entries({ ...press, ...change }).filter(([, value]) => value !== undefined),
      );
      const replies = await person('sam').press({ do: 'more', ...changed });
      expect(titleOf(replies)).toBe(words('outcomes.old-button.title'));
    },
  );

  it('is not yet all when one look was not enough, and the card says so', async () => {
    await plant(house.store, ...many(2_300, 1_150));
    const ada = person('ada');
    let replies = await ada.press(find, { ground: 'CONSENT', outcome: 'SHARE' });
    expect([refsOf(replies), leadOf(replies)[0]]).toEqual([refs(1150, 0), words('find.found.lead')]);
    const sam = person('sam');
    replies = await sam.press(find, { ground: 'CONSENT' });
    expect([refsOf(replies), leadOf(replies)[0]]).toEqual([[], words('find.found.none-yet')]);
    replies = await sam.press(buttonOf(replies, further));
    expect([refsOf(replies), leadOf(replies)[0]]).toEqual([refs(1150), words('find.found.some')]);
    replies = await sam.press(buttonOf(replies, further));
    expect([refsOf(replies), leadOf(replies)[0]]).toEqual([refs(0), words('find.found.lead')]);
    expect(() => buttonOf(replies, further)).toThrow('no button');
  });
});
