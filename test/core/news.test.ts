import { afterEach, describe, expect, it } from 'vitest';
import type { Person } from '../../bot/core/people.ts';
import { askForReviews } from '../../bot/core/reviews.ts';
import { words } from '../../bot/core/words.ts';
import editions from '../../dialogs/editions.json' with { type: 'json' };
import { newsIn } from '../../dialogs/policy/controlled.ts';
import { changeFaults, type EditionChange } from '../../dialogs/policy/edition.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { dialogs } from '../../dialogs/registry.ts';
import { samplePolicy } from '../support/context.ts';
import { sitting } from '../support/decision-drive.ts';
import { openGuidanceHouse } from '../support/guidance-house.ts';
import { buttonOf, dataOf, type House } from '../support/house.ts';

/** What changed is told once to each person, in their own time; and everything says who keeps it. */

const change = (version: string, date: string, more: Partial<EditionChange> = {}): EditionChange => ({
  ...{
    version,
    date,
    change: `Says <b>more</b> now (${version}).`,
    reason: 'A new Act.',
    author: 'Legal services',
  },
  ...more,
});

const withLaw = (...changes: EditionChange[]): PolicyPack => ({
  ...samplePolicy,
  law: { ...samplePolicy.law, 'L-07': { ...samplePolicy.law['L-07'], changes } as PolicyPack['law'][string] },
});

const start = '2026-11-23T10:00:00Z';
let house: House;
afterEach(() => house.close());
const open = async (policy: PolicyPack, news: Parameters<typeof openGuidanceHouse>[1] = []) => {
  house = await openGuidanceHouse({ policy, start }, news);
  house.moveTo('2026-12-10T22:30:00Z');
  return {
    sam: sitting(house.as('teams', 'sam')),
    slackSam: sitting(house.as('slack', 'USAM')),
    kit: sitting(house.as('teams', 'kit')),
  };
};
const since = words('news.since');
const told = (who: ReturnType<typeof sitting>): boolean =>
  JSON.stringify(who.shown().map(({ data }) => data)).includes(since);
const personOf = async (id: string): Promise<Person> => {
  const [found] = await house.store.read('northborough-council', [{ kind: 'person', id }]);
  return found?.body as Person;
};

describe('news', () => {
  it('is told once to each person, whichever channel they are on, with the way to all of it', async () => {
    const { sam, slackSam, kit } = await open(withLaw(change('2', '2026-12-01')));
    await sam.type('help');
    expect(told(sam)).toBe(true);
    expect(JSON.stringify(sam.message().lead)).toContain('Says');
    await slackSam.type('help');
    expect(told(slackSam)).toBe(false);
    await kit.type('waiting');
    expect(told(kit)).toBe(true);
    await kit.press(words('titles.news'));
    expect(kit.message().facts?.[0]).toMatchObject({ title: '1 December 2026' });
    expect((await personOf('p-sam')).heard).toEqual(['law:L-07@2']);
  });

  it('survives a restart, and a delivery that comes again', async () => {
    const { sam } = await open(withLaw(change('2', '2026-12-01')));
    await sam.says.type('help', { id: 'same' });
    house.restart();
    await sam.says.act({ kind: 'typed', text: 'help', attachments: 0 }, { id: 'same', redelivered: true });
    await sam.type('help');
    expect(told(sam)).toBe(false);
  });

  it('each version is news of its own, and one that does not count yet is none', async () => {
    const { sam } = await open(withLaw(change('2', '2026-12-01'), change('3', '2026-12-20')));
    await sam.type('help');
    expect(JSON.stringify(sam.message().lead)).not.toContain('(3)');
    house.moveTo('2026-12-20T10:00:00Z');
    await sam.type('help');
    const lead = JSON.stringify(sam.message().lead);
    expect(lead).toContain('(3)');
    expect(lead).not.toContain('(2)');
  });

  it('never comes in the urgent lane, in the middle of a dialog, or where others read along', async () => {
    const { sam } = await open(withLaw(change('2', '2026-12-01')));
    await sam.type('urgent');
    expect(told(sam)).toBe(false);
    await sam.type('decide');
    expect(told(sam)).toBe(false);
    const shared = await sam.says.type('help', { shared: true });
    expect(JSON.stringify(shared)).not.toContain(since);
    expect((await personOf('p-sam')).heard).toBeUndefined();
  });

  it('is nothing to whoever came after it, to whoever has no name here, or after three months', async () => {
    const { sam } = await open(withLaw(change('2', '2026-11-20')));
    await sam.type('help');
    expect(told(sam)).toBe(false);
    await house.close();
    const again = await open(withLaw(change('2', '2026-12-01')));
    const stranger = sitting(house.as('teams', 'nobody'));
    await stranger.type('help');
    expect(told(stranger)).toBe(false);
    house.moveTo('2027-03-05T10:00:00Z');
    await again.sam.type('help');
    expect(told(again.sam)).toBe(false);
    // The list still has it.
    await again.sam.type('what is new');
    expect(again.sam.message().facts).toHaveLength(1);
  });

  it('looking at the list counts as having seen it', async () => {
    const { sam } = await open(withLaw(change('2', '2026-12-01')));
    await sam.type('what is new');
    await sam.type('help');
    expect(told(sam)).toBe(false);
  });

  it('is short where there is much, and the list goes on from page to page', async () => {
    const many = Array.from({ length: 14 }, (_, n) => change(String(n + 2), '2026-12-01'));
    const { sam } = await open(withLaw(...many));
    await sam.type('help');
    expect(JSON.stringify(sam.message().lead)).toContain(words('news.more', { n: 11 }));
    await sam.type('news');
    expect(sam.message().facts).toHaveLength(10);
    await sam.press(words('lists.more'));
    expect(sam.message().facts).toHaveLength(4);
  });

  it('of the guidance comes from where the guidance is, and what is written is text', async () => {
    const own = newsIn([
      {
        ...{ kind: 'guidance', id: 'consent-child', title: 'A *child* [x](https://y)', version: '2' },
        ...{ author: 'Gus', owner: 'Gus', from: '2026-12-02', reviewOn: '2027-12-02' },
        changes: [change('2', '2026-12-02')],
      },
    ]);
    const { sam } = await open(samplePolicy, own);
    await sam.type('help');
    expect(JSON.stringify(sam.message().lead)).not.toContain('[x](https://y)');
  });

  it('the first edition is no news', async () => {
    const { sam } = await open(samplePolicy);
    await sam.type('help');
    expect(told(sam)).toBe(false);
    await sam.type('what is new');
    expect(sam.message().lead).toEqual([words('news.none')]);
  });
});

describe('documents', () => {
  it('are all there, what is overdue first, each with who keeps it and what changed', async () => {
    const { sam } = await open(withLaw(change('2', '2026-12-01')));
    house.moveTo('2027-02-02T10:00:00Z');
    await sam.type('documents');
    const { items = [], lead = [] } = sam.list();
    expect(lead[1]).toContain('Overdue for review: 5');
    expect(items[0]?.detail).toContain('Overdue');
    expect(items[5]?.detail).not.toContain('Overdue');
    await sam.press(words('lists.more'));
    expect(sam.list().items).toHaveLength(15);
    await sam.type('about L-07');
    const facts = sam.message().facts ?? [];
    expect(facts).toContainEqual({ title: words('documents.facts.version'), typed: '2' });
    expect(JSON.stringify(facts)).toContain('A new Act.');
    await sam.type('about L-03');
    expect(JSON.stringify(sam.message().facts)).toContain(words('documents.first'));
  });

  it('an answer leads to its own, and one that is not there to nothing', async () => {
    const { sam } = await open(samplePolicy);
    await sam.type('child consent to share information');
    await sam.press(words('answer.more'));
    await sam.press(words('documents.buttons.about'));
    expect(JSON.stringify(sam.message().facts)).toContain('Do I need consent from a child?');
    const reply = await sam.says.press({ do: 'more', word: 'about', value: 'guidance:gone' });
    expect(dataOf(reply, 'message').title).toBe(words('unknown.title'));
  });

  it('every checklist is among them', () => {
    const listed = Object.keys(editions.dialogs);
    const asking = Object.values(dialogs).filter(({ name }) => name !== 'ended');
    expect(listed.sort()).toEqual(asking.map(({ name }) => name).sort());
  });

  it.each(Object.entries(editions.dialogs))(
    'the changes of the checklist %s are in order',
    (_, { changes }) => {
      expect(changeFaults(changes)).toEqual([]);
    },
  );
});

describe('a review that is due', () => {
  const reviews = () =>
    house.sent.filter(({ reply }) => JSON.stringify(reply.data).includes(words('notices.review.title')));
  const monday = async (day: string) => {
    house.moveTo(`${day}T10:00:00Z`);
    for (let rounds = 0; (await house.deadlines()) + (await house.outbox()) > 0; rounds += 1)
      if (rounds > 50) throw new Error('there is always more to do');
  };

  it('is told on a Monday to who keeps it, once, however many instances ask and however often one starts', async () => {
    await open(samplePolicy);
    await house.as('teams', 'gus').type('help');
    const { store, policy } = house;
    for (let starts = 0; starts < 3; starts += 1) await askForReviews(store, { now: house.clock(), policy });
    await monday('2026-12-14');
    expect(reviews()).toHaveLength(0);
    // Two answers of the sample guidance came to their day.
    await monday('2027-11-08');
    const toGus = () => reviews().filter(({ to }) => to.conversation === 'chat-teams-gus');
    expect(toGus()).toHaveLength(1);
    expect(JSON.stringify(toGus()[0]?.reply.data)).toContain('1 November 2027: 2.');
    await askForReviews(store, { now: house.clock(), policy });
    for (const day of ['2027-11-15', '2027-11-22']) await monday(day);
    expect(toGus()).toHaveLength(1);
  });

  it('leads to the list of documents', async () => {
    await open(samplePolicy);
    const gus = sitting(house.as('teams', 'gus'));
    await gus.type('help');
    await askForReviews(house.store, { now: house.clock(), policy: house.policy });
    await monday('2027-11-08');
    const [sent] = reviews().filter(({ to }) => to.conversation === 'chat-teams-gus');
    await gus.send(buttonOf(sent ? [sent.reply] : [], words('titles.documents')));
    expect(gus.list().title).toBe(words('documents.title'));
  });
});
