import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { needLocal, readLocal } from '../../bot/guidance/files.ts';
import { entryFile, shipped } from '../support/guidance-house.ts';
import { temporaryFolder } from '../support/house.ts';

/** A deployment's own folder: entries, and documents that are quoted word for word. */

const laws = ['L-05'];
const ways = ['one way', 'two ways', 'three ways', 'four ways', 'five ways'];

const head = 'id: our-protocol\ntitle: Our protocol\ndate: March 2026\nreviewed: 2026-10-01\nowner: Our lead';
const protocol = (body: string, top = head) => `---\n${top}\n---\nBefore any section.\n\n${body}`;
const sections = `## 1 Purpose
We share to keep people safe. Nobody waits for a form.

It holds for all of us.

## 2 Handing over keys
Keys are handed over by hand.

### Asked
- who gets the keys
- key handover
`;

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
  mkdirSync(join(folder, 'protocols'));
});
afterEach(() => remove());

const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
const read = () => readLocal(folder, shipped, laws);
const faults = () => read().faults.map(({ file, say }) => `${file}: ${say}`);

describe('a folder of guidance', () => {
  it('holds entries, which may take the place of one that ships and name others', () => {
    put(
      'child.md',
      entryFile('consent-child', 'A child and consent', '', ways).replace(
        'topic: consent',
        'topic: consent\nrelated: school-records',
      ),
    );
    expect(faults()).toEqual([]);
    expect(read().entries.map(({ id }) => id)).toEqual(['consent-child']);
  });

  it('holds documents, each section an answer in their own words', () => {
    put('protocols/ours.md', protocol(sections));
    const { entries } = read();
    expect(faults()).toEqual([]);
    expect(
      entries.map(({ title, short, quoted, citations }) => ({ title, short, quoted, citations })),
    ).toEqual([
      {
        title: 'Our protocol: 1 Purpose',
        short: 'We share to keep people safe. Nobody waits for a form.\n\nIt holds for all of us.',
        quoted: true,
        citations: [{ id: 'our-protocol', section: '1 Purpose', title: 'Our protocol (March 2026)' }],
      },
      {
        title: 'Our protocol: 2 Handing over keys',
        short: 'Keys are handed over by hand.',
        quoted: true,
        citations: [
          { id: 'our-protocol', section: '2 Handing over keys', title: 'Our protocol (March 2026)' },
        ],
      },
    ]);
    expect(entries[1]?.asked).toEqual(expect.arrayContaining(['Handing over keys', 'who gets the keys']));
  });

  it('keeps every word of a long section: what fits at once first, the rest on request', () => {
    const paragraphs = Array.from({ length: 12 }, (_, at) =>
      `Paragraph ${at}. ${'It goes on and on. '.repeat(8)}`.trim(),
    );
    put('protocols/ours.md', protocol(`## 1 Long\n${paragraphs.join('\n\n')}\n`));
    const [entry] = read().entries;
    expect(entry?.short.length).toBeLessThanOrEqual(700);
    expect(`${entry?.short}\n\n${entry?.more}`).toBe(paragraphs.join('\n\n'));
  });

  it('lets an entry name a section of its own documents, by title', () => {
    put('protocols/ours.md', protocol(sections));
    put('keys.md', entryFile('keys', 'Keys?', 'citations:\n  - our-protocol | 2 Handing over keys', ways));
    expect(faults()).toEqual([]);
    expect(read().entries[0]?.citations[0]).toMatchObject({ title: 'Our protocol (March 2026)' });
  });

  it.each([
    [
      'a document without a head',
      'protocols/p.md',
      '## 1 Purpose\nText',
      'p.md: it must begin with its head',
    ],
    [
      'a document without a date',
      'protocols/p.md',
      protocol(sections, head.replace(/date.*\n/, '')),
      'p.md: date',
    ],
    ['a document without sections', 'protocols/p.md', protocol('Text only.'), 'p.md: it has no section'],
    [
      'an empty section',
      'protocols/p.md',
      protocol('## 1 Purpose\n\n## 2 More\nText'),
      'p.md: "1 Purpose" is empty',
    ],
    [
      'a section twice',
      'protocols/p.md',
      protocol('## 1 A\nText\n## 1 A\nText'),
      'two sections with the title "1 A"',
    ],
    [
      'a section too long',
      'protocols/p.md',
      protocol(`## 1 A\n${'x'.repeat(6001)}`),
      'split it into sections of at most 6000',
    ],
    [
      'the name of a document that ships',
      'protocols/p.md',
      protocol(sections, head.replace('our-protocol', 'norfolk-2015')),
      'so has another document',
    ],
    [
      'an entry with too few ways',
      'e.md',
      entryFile('e', 'E?', '', ways.slice(1)),
      'e.md: "## Asked" has 4 ways to ask: write at least 5',
    ],
    [
      'an unknown source',
      'e.md',
      entryFile('e', 'E?', 'citations:\n  - our-paper | 1', ways),
      'e.md: cites "our-paper"',
    ],
    [
      'an unknown law',
      'e.md',
      entryFile('e', 'E?', 'citations:\n  - law:L-77', ways),
      'which the policy pack does not have',
    ],
  ])('says what is wrong with %s', (_, name, text, say) => {
    put(name, text);
    expect(faults().join('\n')).toContain(say);
  });

  it('keeps a service from starting with faults, and tells them all', () => {
    put('e.md', 'nothing');
    put('protocols/p.md', 'nothing');
    expect(() => needLocal(folder, shipped, laws)).toThrow(
      /guidance:check(.|\n)*e\.md(.|\n)*p\.md|guidance:check(.|\n)*p\.md(.|\n)*e\.md/,
    );
  });

  it('that cannot be read is named', () => {
    rmSync(folder, { recursive: true });
    expect(() => needLocal(folder, shipped, laws)).toThrow(
      /SHAREWELL_GUIDANCE: the folder .* cannot be read/,
    );
    mkdirSync(folder);
  });
});
