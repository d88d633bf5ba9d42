import { describe, expect, it } from 'vitest';
import { readGuidance } from '../../bot/cli/guidance-files.ts';
import { checkEntries, type Known, unserved } from '../../bot/guidance/check.ts';
import { readEntry } from '../../bot/guidance/entry.ts';
import { shippedSources } from '../../bot/guidance/files.ts';

/** The entries that ship, and what is said of an entry that is not right. */

const known: Known = {
  sources: { 'paper-1': { title: 'A paper', date: '2020', sections: ['1 First: what it is', '2 Second'] } },
  laws: ['L-01'],
  fewest: 20,
};

const asked = Array.from({ length: 20 }, (_, at) => `- way ${at} to ask`).join('\n');
const entry = (head: string, body = `The short answer.\n\n## Asked\n${asked}`) =>
  `---\nid: one\ntitle: What?\nkind: answer\ntopic: basics\nreviewed: 2026-11-21\nowner: Somebody\n${head}\n---\n${body}\n`;
const cited = 'citations:\n  - paper-1 | 1 First: what it is\n  - law:L-01';

const faultsOf = (...texts: string[]) =>
  checkEntries(
    texts.map((text, at) => ({ name: `${at}.md`, text })),
    known,
  ).faults.map(({ file, say }) => `${file}: ${say}`);

describe('the entries that ship', () => {
  const { entries, faults } = readGuidance();

  it('are without fault, and serve every section of every source', () => {
    expect(faults).toEqual([]);
    expect(unserved(entries, shippedSources)).toEqual([]);
  });

  it('are as many as were promised: answers, and what the guidance does not cover', () => {
    const ofKind = (kind: string) => entries.filter((one) => one.kind === kind).length;
    expect(ofKind('answer')).toBeGreaterThan(100);
    expect(ofKind('boundary')).toBeGreaterThanOrEqual(60);
    expect(ofKind('refuse')).toBeGreaterThan(0);
  });

  it('begin with a short answer', () => {
    expect(entries.filter(({ short }) => short.length > 700).map(({ id }) => id)).toEqual([]);
  });
});

describe('an entry', () => {
  it('is read with its citations, its parts and its ways to ask', () => {
    const text = entry(
      `${cited}\nrelated: two, three`,
      `Short.\n\n## More\nLonger.\n\n## Then\nOld.\n\n## Asked\n${asked}`,
    );
    expect(readEntry(text)).toMatchObject({
      entry: {
        id: 'one',
        citations: [
          { id: 'paper-1', section: '1 First: what it is' },
          { id: 'law:L-01', section: '' },
        ],
        related: ['two', 'three'],
        short: 'Short.',
        more: 'Longer.',
        before: 'Old.',
        differs: '',
      },
    });
  });

  it('may come from Windows, with a byte order mark', () => {
    expect(faultsOf(`\ufeff${entry(cited).replaceAll('\n', '\r\n')}`)).toEqual([]);
  });

  it.each([
    ['no head', 'Just words.', 'must begin with its head'],
    ['no owner', entry(cited).replace('owner: Somebody\n', ''), 'owner'],
    ['a date that is none', entry(cited).replace('2026-11-21', '21 November'), 'write a date as'],
    ['a topic that is none', entry(cited).replace('basics', 'nothing'), 'topic'],
    ['a field that is none', entry(`${cited}\nauthor: me`), 'author'],
    ['no short answer', entry(cited, `## Asked\n${asked}`), 'short answer is missing'],
    ['nothing asked', entry(cited, 'Short.'), '"## Asked" is missing'],
    ['too few ways to ask', entry(cited, 'Short.\n\n## Asked\n- one'), 'has 1 ways to ask'],
    [
      'a part that is none',
      entry(cited, `Short.\n\n## Later\nx\n\n## Asked\n${asked}`),
      '"## Later" is no part',
    ],
    ['no citation', entry(''), 'must say where it comes from'],
    ['a source that is none', entry('citations:\n  - paper-2 | 2 Second'), 'is no source: use paper-1'],
    ['a section that is none', entry('citations:\n  - paper-1 | 3 Third'), 'is no section of paper-1'],
    ['a law that is none', entry('citations:\n  - law:L-99'), 'policy pack does not have'],
    ['a related entry that is none', entry(`${cited}\nrelated: two`), 'names "two" as related'],
    [
      'a boundary that cites',
      entry(cited).replace('kind: answer', 'kind: boundary'),
      'a boundary entry cites nothing',
    ],
  ])('with %s is named with what to do', (_, text, say) => {
    expect(faultsOf(text).join('\n')).toContain(say);
  });

  it('shares neither its id nor a way to ask with another', () => {
    const faults = faultsOf(entry(cited), entry(cited).replace('way 3 to ask', 'Way 3, to ask?'));
    expect(faults).toContain('1.md: has the id "one", and so has 0.md');
    expect(faults.some((say) => say.includes('asks "Way 3, to ask?"'))).toBe(true);
  });
});
