import { describe, expect, it } from 'vitest';
import type { RecordDocument } from '../../bot/core/document.ts';
import { receiptDocument } from '../../bot/core/receipt.ts';
import { renderPdf } from '../../bot/export/pdf.ts';
import { contextAt } from '../support/context.ts';
import { documentOf, documentWith, hostile, recordWith } from './made.ts';
import { consent, consentWith, keptOf, ctx as laterOn, stands, words } from './made-receipt.ts';
import { readPdf } from './read-pdf.ts';

const read = async (document: RecordDocument) =>
  readPdf(await renderPdf(document, words, { compress: false }));

const fact = (value: string, label = 'Danger'): Partial<RecordDocument> => ({
  sections: [{ heading: 'What was recorded', lead: [], facts: [{ label, value }], items: [] }],
});

/** Lines are broken where they are full, so words are compared without the breaks. */
const squeeze = (text: string): string => text.replace(/\s+/g, '');

describe('the file', () => {
  it('says everything that the document says, in its order', async () => {
    const document = documentOf();
    const { text } = await read(document);
    const said = [
      document.title,
      ...document.about.flatMap(({ label, value }) => [label, value]),
      ...document.sections.flatMap(({ heading, lead, facts, items }) => [
        heading,
        ...lead,
        ...facts.flatMap(({ label, value }) => [label, value]),
        ...items.flatMap((item) => ['•', item]),
      ]),
      ...document.footer,
    ];
    expect(squeeze(text)).toContain(squeeze(said.join('')));
  });

  it('is the same, byte for byte, for the same document', async () => {
    const [first, again] = [await renderPdf(documentOf(), words), await renderPdf(documentOf(), words)];
    expect(first.equals(again)).toBe(true);
    const later = documentOf(recordWith(), contextAt('2026-11-24T09:30:00.000Z'));
    expect(first.equals(await renderPdf(later, words))).toBe(false);
  });

  it('has a title, a language, a date, an outline, and tags for screen readers', async () => {
    const { file, pages } = await read(documentOf());
    for (const part of [
      '/Lang (en-GB)',
      '/DisplayDocTitle true',
      '/Marked true',
      '/Outlines',
      'pdfuaid:part',
    ])
      expect(file.includes(part), part).toBe(true);
    for (const text of ['D-7K3M-Q2: Urgent share: copy for the case file', 'D:20261123143000Z'])
      expect(file.includes(`obj\n(${text})`), text).toBe(true);
    const headings = [...file.matchAll(/\/Title \(([^)]*)\)/g)].map(([, heading]) => heading);
    expect(headings).toEqual(['What was recorded', 'Sources', 'Versions']);
    const tags = new Set(pages.flat().map(({ tag }) => tag));
    expect([...tags].sort()).toEqual(['Artifact', 'H1', 'H2', 'LBody', 'Lbl', 'P']);
    expect(/\/S \/Document\b/.test(file)).toBe(true);
  });

  it('puts the reference and the number on every page, as decoration', async () => {
    const { pages } = await read(documentWith(fact('A line.\n'.repeat(200))));
    expect(pages.length).toBeGreaterThan(2);
    pages.forEach((page, i) => {
      const marginal = page.filter(({ tag }) => tag === 'Artifact').map(({ text }) => text);
      expect(marginal).toEqual(['D-7K3M-Q2: a header', `Page ${i + 1} of ${pages.length}`]);
    });
  });

  it('keeps all of it on the paper', async () => {
    const { pages } = await read(documentWith(fact(`${'x'.repeat(3000)}\n${'Some words. '.repeat(400)}`)));
    for (const { x, y } of pages.flat()) {
      expect(x).toBeGreaterThanOrEqual(55);
      expect(x).toBeLessThan(540);
      expect(y).toBeGreaterThan(30);
      expect(y).toBeLessThan(810);
    }
  });

  it('never leaves a heading alone at the foot of a page', async () => {
    for (const lines of [40, 41, 42, 43, 44, 45, 46, 47, 48]) {
      const section = { heading: 'Next', lead: ['A lead.'], facts: [], items: [] };
      const { pages } = await read(
        documentWith({ sections: [...(fact('A line.\n'.repeat(lines)).sections ?? []), section] }),
      );
      const page = pages.find((each) => each.some(({ tag, text }) => tag === 'H2' && text === 'Next'));
      expect(
        page?.map(({ text }) => text),
        `${lines} lines`,
      ).toContain('A lead.');
    }
  });
});

describe('what a person typed, in the file', () => {
  it.each(Object.entries(hostile))('is shown as it is: %s', async (_, typed) => {
    const { file, text } = await read(documentWith(fact(typed)));
    const seen = squeeze(typed.normalize('NFC')).replace('ﬁ', 'fi');
    expect(squeeze(text.normalize('NFC')).replace('ﬁ', 'fi')).toContain(seen);
    expect(/\/(Annots|URI|JavaScript|JS|OpenAction|AA|Launch|EmbeddedFiles)\b/.exec(file)).toBeNull();
  });

  it('is cut between letters where a word is wider than the line, and loses none', async () => {
    const { text } = await read(documentWith(fact('m'.repeat(10_000))));
    expect(squeeze(text)).toContain('m'.repeat(10_000).slice(0, 20));
    expect(text.match(/m/g)?.length).toBe(10_000);
  });

  it('reads from the right where its script does, word by word', async () => {
    const { pages } = await read(documentWith(fact('see שלום עולם now')));
    const drawn = pages.flat();
    const at = (text: string) => drawn.find((each) => each.text.includes(text))?.x ?? Number.NaN;
    // Within a word the letters are drawn, and so read back, from the left.
    expect(at('see')).toBeLessThan(at('םלוע'));
    expect(at('םלוע')).toBeLessThan(at('םולש'));
    expect(at('םולש')).toBeLessThan(at('now'));
  });

  it.each([
    ['Bengali', 'বাংলা'],
    ['Chinese', '中文'],
    ['a family', '👩‍👩‍👧'],
    ['a flag', '🇬🇧'],
    ['half a character', '\ud83d'],
    ['private use', '\ue000'],
    ['a letter with a thousand marks', `a${'\u0301'.repeat(1000)}`],
  ])(
    'stands as a box where the fonts do not have it, and the file says what a box is: %s',
    async (_, typed) => {
      const { text } = await read(documentWith(fact(`before ${typed} after`)));
      expect(text).toMatch(/before □+ after/);
      expect(squeeze(text)).toContain(squeeze(words('copy.document.unshown')));
    },
  );

  it('has no word about boxes where there are none', async () => {
    const { text } = await read(documentOf());
    expect(text).not.toContain('□');
  });

  it('never stops the file from being made, whatever it is', async () => {
    const every = [0x0, 0x1000, 0x3000, 0xa000, 0x10000, 0x1f000, 0xe0000].map((from) =>
      Array.from({ length: 2048 }, (_, i) => String.fromCodePoint(from + i)).join(''),
    );
    for (const typed of [
      ...every,
      '\u200b\u202e\u2066\ufeff',
      '\u0000',
      ' '.repeat(10_000),
      '\n'.repeat(500),
    ]) {
      const { pages } = await read(documentWith(fact(typed)));
      expect(pages.length).toBeGreaterThan(0);
    }
  });

  it('cannot break the description of the file', async () => {
    const { file } = await read(documentWith({ title: 'A <b> & </rdf:li> title' }));
    const description = /<x:xmpmeta[\s\S]*<\/x:xmpmeta>/.exec(file)?.[0] ?? '';
    expect(description).toContain('/rdf:li');
    expect(description).not.toContain('<b>');
    expect(description.match(/<\/rdf:li>/g)).toHaveLength(1);
  });
});

describe('what a person is handed', () => {
  const documentFor = (record = consentWith()) => {
    const document = receiptDocument(keptOf(record), consent, { words, ctx: laterOn });
    if (!document) throw new Error('no receipt');
    return document;
  };
  const sizesIn = (file: string): number[] => [
    ...new Set([...file.matchAll(/\/F\d+ ([\d.]+) Tf/g)].map(([, size]) => Number(size))),
  ];

  it.each(Object.entries(stands))(
    'says everything that the document says, in its order: %s',
    async (_, record) => {
      const document = documentFor(record);
      const { text } = await read(document);
      const at = document.sections.flatMap(({ heading, lead, facts, items }) =>
        [heading, ...lead, ...facts.flatMap(({ label, value }) => [label, value]), ...items].map((said) =>
          squeeze(text).indexOf(squeeze(said)),
        ),
      );
      expect(Math.min(...at)).toBeGreaterThan(0);
      const headings = document.sections.map(({ heading }) => squeeze(text).indexOf(squeeze(heading)));
      expect(headings).toEqual([...headings].sort((a, b) => a - b));
    },
  );

  it('has no reference in its title or at the top of a page, and one at its end', async () => {
    const items = Array.from({ length: 60 }, (_, i) => `Line ${i}`);
    const document = documentFor(consentWith({ scope: { ...consentWith().scope, items } }));
    const { file, pages, text } = await read(document);
    expect(pages.length).toBeGreaterThan(2);
    expect(file).toContain('obj\n(What you agreed to)');
    expect(file).not.toContain('C-7K3M-Q2');
    expect(text.match(/C-7K3M-Q2/g)).toHaveLength(1);
    pages.forEach((page, i) => {
      const marginal = page.filter(({ tag }) => tag === 'Artifact').map(({ text: said }) => said);
      expect(marginal).toEqual([
        'Northborough Council: What you agreed to',
        `Page ${i + 1} of ${pages.length}`,
      ]);
    });
  });

  it('is printed larger than a copy: what it says is never smaller than 11, and most of it is 12', async () => {
    const marginal = 8.5;
    const inText = (file: string) => sizesIn(file).filter((size) => size !== marginal);
    const { file } = await read(documentFor());
    expect(inText(file)).toContain(12);
    expect(Math.min(...inText(file))).toBe(11);
    expect(inText((await read(documentOf())).file)).toEqual(expect.arrayContaining([10.5, 9]));
  });

  it('says what a box is in words for whoever was handed it', async () => {
    const { scope } = consentWith();
    const { text } = await read(
      documentFor(consentWith({ scope: { ...scope, items: ['before 中文 after'] } })),
    );
    expect(text).toMatch(/before □+ after/);
    expect(squeeze(text)).toContain(squeeze(words('copy.receipt.document.unshown')));
    expect(squeeze(text)).not.toContain(squeeze(words('copy.document.unshown')));
  });

  it.each(Object.entries(hostile))('shows what was typed as it is: %s', async (_, typed) => {
    const { scope } = consentWith();
    const { file, text } = await read(documentFor(consentWith({ scope: { ...scope, items: [typed] } })));
    const seen = squeeze(typed.normalize('NFC')).replace('ﬁ', 'fi');
    expect(squeeze(text.normalize('NFC')).replace('ﬁ', 'fi')).toContain(seen);
    expect(/\/(Annots|URI|JavaScript|JS|OpenAction|AA|Launch|EmbeddedFiles)\b/.exec(file)).toBeNull();
  });
});
