import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CardData, type CardName, cardNames } from '../../cards/catalogue.ts';
import { renderCard } from '../../cards/render.ts';
import { samples } from '../../cards/samples.ts';
import { cleanText, escapeText, unescapeText } from '../../cards/text.ts';
import { elementsOf, faultsOf, markdownOf } from '../support/card-parser.ts';
import { readMarkdown } from '../support/markdown.ts';

/** Pieces that mean something to markdown, to link finders, to templates, to clients or to the eye. */
const pieces = [
  ...['*', '**', '_', '__', '~~', '`', '```', '# ', '## ', '- ', '+ ', '1. ', '2) ', '> ', '===', '---', '|'],
  ...[
    '[',
    ']',
    '(',
    ')',
    '![x](y)',
    '[a](https://x.example)',
    '[a]: https://x.example',
    '<',
    '>',
    '\\',
    '\\\\',
  ],
  ...[
    'http://',
    'https://x.example/a',
    'www.example.com',
    'example.com',
    'a@b.example',
    'mailto:a@b.com',
    '//localhost',
  ],
  ...[
    '<at>Bob</at>',
    '<@U1>',
    '<!channel>',
    '@everyone',
    '<b>',
    '<!--',
    '&lt;',
    '&#42;',
    '<https://x.example>',
  ],
  ...['${title}', '${1+1}', '${', '}', '{{x}}', '${$root}', '$when', '{DATE(2026-01-01,SHORT)}'],
  ...[
    '\u200b',
    '\u202e',
    '\u2066',
    '\u200f',
    '\u200d',
    '\u200c',
    '\u00ad',
    '\ufeff',
    '\ud83d',
    '\ude00',
    '\u0000',
  ],
  ...['😀.com', 'á.com', 'пример.рф', 'שלום', 'مرحبا', '👩‍👩‍👧', '@$.', '.com', ':', '/', '//', '@'],
  ...['\n', '\r\n', '\n\n', '\t', '    ', ' ', '\u2028', '\u00a0', 'word', 'é', '1', '2.5', '"', "'"],
];

const anyText = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...pieces) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
      { weight: 1, arbitrary: fc.string({ maxLength: 4 }) },
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''));

const many = { numRuns: 2000 };
const squeeze = (text: string): string => text.replace(/\s+/g, '');

describe('what a person typed, on a card', () => {
  it('is read as just those words: no link, emphasis, list, heading, code or HTML', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const { visible, more } = readMarkdown(escapeText(typed));
        expect(more).toEqual([]);
        expect(squeeze(visible)).toBe(squeeze(cleanText(typed)));
      }),
      many,
    );
  });

  it('keeps its lines apart', () => {
    expect(readMarkdown(escapeText('one\ntwo\r\nthree')).visible.trim()).toBe('one\ntwo\nthree');
  });

  it('names no one: the marks of mentions are broken', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        expect(escapeText(typed)).not.toMatch(/(?<!\\)</);
        expect(escapeText(typed)).not.toMatch(/(?<!\\)@\S/);
      }),
      many,
    );
  });

  it.each([
    ['He hit her twice, at 9:30 (again). She is 12; her brother is 4!'],
    ['Mum\'s partner said: "go away" - we left. 50% sure? Yes/no.'],
    ['Call 01632 960 101, room 2.5, form A/B'],
  ])('of an ordinary kind holds no backslash: %s', (typed) => {
    expect(escapeText(typed)).toBe(typed);
  });

  it('comes back as it was in channels that read no markdown', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        expect(unescapeText(escapeText(typed)).replace(/\n\n/g, '\n')).toBe(cleanText(typed));
      }),
      many,
    );
  });
});

const deceiving = /(?![\n\t])[\p{Cc}\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;

describe('clean text', () => {
  it('holds nothing that only deceives, and cleaning again changes nothing', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const clean = cleanText(typed);
        expect(clean).not.toMatch(deceiving);
        expect(clean).not.toMatch(/\p{Cs}/u);
        expect(cleanText(clean)).toBe(clean);
      }),
      many,
    );
  });

  it('keeps every letter, sign and family of people', () => {
    for (const text of ['Zoë O’Brien-Müller', 'नमस्ते', 'می‌خواهم', '👩‍👩‍👧', 'a\tb', 'x   y'])
      expect(cleanText(text)).toBe(text);
  });
});

/** Cards with the same typed text in every place that takes one. */
const cardsWith = (typed: string) =>
  ({
    page: {
      title: 't',
      facts: [{ title: 'f', typed }],
      inputs: [
        { id: 'a', kind: 'text', label: 'l', value: typed },
        { id: 'b', kind: 'long', label: 'l', value: typed },
      ],
    },
    check: {
      title: 't',
      rows: [{ label: 'l', value: typed, change: { title: 'c', press: { do: 'page', ref: typed } } }],
    },
    record: { title: 't', status: 's', facts: [{ title: 'f', typed }] },
    message: { title: 't', facts: [{ title: 'f', typed }] },
    notice: { title: 't', facts: [{ title: 'f', typed }] },
  }) satisfies { [N in CardName]?: CardData<N> };

const typedIn = (name: CardName, card: ReturnType<typeof renderCard>): string | undefined =>
  name === 'check' ? markdownOf(card)[2] : markdownOf(card).at(name === 'page' ? 2 : -1);

describe('every card', () => {
  it('shows typed text as it was typed, and never runs it as a template', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        for (const [name, data] of Object.entries(cardsWith(typed)) as [CardName, CardData<CardName>][]) {
          const card = renderCard(name, data, typed);
          const { visible, more } = readMarkdown(typedIn(name, card) ?? '');
          expect([name, more]).toEqual([name, []]);
          expect(squeeze(visible)).toBe(squeeze(cleanText(typed)));
          expect(card.fallbackText).toBe(cleanText(typed));
          expect(faultsOf(card)).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('hands typed text back in its inputs, unescaped', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const card = renderCard('page', cardsWith(typed).page, 's');
        const values = elementsOf(card.body).flatMap((element) =>
          element.type === 'Input.Text' ? [element.value] : [],
        );
        expect(values).toEqual([cleanText(typed), cleanText(typed)]);
      }),
      { numRuns: 200 },
    );
  });

  it('never evaluates ${...}, wherever it stands in its data', () => {
    const attack = '${1+1} ${title} ${json(\'{"a":1}\')} ${$root.fallbackText}';
    for (const name of cardNames)
      for (const { data } of Object.values(samples[name])) {
        const poisoned = JSON.parse(JSON.stringify(data), (key, value: unknown) =>
          typeof value === 'string' && !['url', 'kind', 'style', 'tone', 'do'].includes(key) ? attack : value,
        ) as CardData<CardName>;
        const text = JSON.stringify(renderCard(name, poisoned, attack));
        const clean = JSON.stringify(attack).slice(1, -1);
        expect(text).toContain(clean);
        expect(text.replaceAll(clean, '').replaceAll('\\', '')).not.toMatch(
          /"2 |\$\{(?!1\+1|title|json|\$root)/,
        );
      }
  });

  it('takes a text that looks like a number, a truth or nothing for the text it is', () => {
    for (const typed of ['12', 'true', 'null', 'undefined', '0', '[]'])
      expect(
        readMarkdown(
          typedIn('record', renderCard('record', cardsWith(typed).record, 's')) ?? '',
        ).visible.trim(),
      ).toBe(typed);
  });
});
