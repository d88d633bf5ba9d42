import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasCode } from '../../bot/core/errors.ts';
import { type BlockKit, type Surface, toBlockKit } from '../../bot/slack/block-kit.ts';
import { readAnswers } from '../../bot/slack/inputs.ts';
import { validateBlocks } from '../../bot/slack/validate.ts';
import { cleanText, escapeText } from '../../cards/text.ts';
import type {
  Action,
  ActionToggleVisibility,
  AdaptiveCard,
  Column,
  Element,
  Input,
} from '../../cards/types.ts';

/** A text on a card, with what must be found of it: of a person's text every character, of ours every word. */
type Sample = { text: string; typed?: string };

const nasty = [
  '<!channel>',
  '<@U123|x>',
  ':smile:',
  '*b* _i_ ~s~ `c`',
  '&lt;',
  '[a](https://x.example)',
  '- item',
  '> q',
  'שלום <b>',
  '\u202eevil\u202c',
  'z\u200bw',
  'a\n\nb',
  '\\*',
  '😀👩‍👩‍👧',
  'a'.repeat(160),
  'word '.repeat(500),
  'é'.repeat(2100),
  '😀'.repeat(1700),
];
const anyText = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  { weight: 3, arbitrary: fc.constantFrom(...nasty) },
  fc.string({ maxLength: 200 }),
);
const markup = fc
  .array(
    fc.constantFrom(
      '**',
      '*',
      '_',
      '[',
      ']',
      '](https://a.example/p?q=1)',
      '[go](https://b.example)',
      '- ',
      '\n',
      '\n- ',
      'one',
      ' ',
      'two',
      '\\',
      '\\*',
      '`',
      'Ŵy',
      ':',
      '<',
      '&',
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(''));
const sample: fc.Arbitrary<Sample> = fc.oneof(
  anyText.map((typed) => ({ text: escapeText(typed), typed: cleanText(typed) })),
  markup.map((text) => ({ text })),
);
const literal = fc.oneof(anyText.map(cleanText), fc.constant(''));

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const look = fc.record({
  size: fc.constantFrom(undefined, 'Small', 'Medium', 'Large'),
  weight: fc.constantFrom(undefined, 'Lighter', 'Bolder'),
  isSubtle: optional(fc.boolean()),
  separator: optional(fc.boolean()),
  style: fc.constantFrom(undefined, 'heading'),
} as const);

const title = literal;
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ title, style: fc.constantFrom('default', 'positive', 'destructive') } as const).map((a) => ({
    ...a,
    type: 'Action.Execute' as const,
    verb: 'press',
    data: { press: { do: 'page', seq: 1 } },
  })),
  fc
    .record({
      title,
      url: fc.constantFrom(
        'https://a.example/x',
        'javascript:alert(1)',
        `https://a.example/${'a'.repeat(3001)}`,
      ),
    })
    .map((a) => ({ ...a, type: 'Action.OpenUrl' as const })),
);

/** Every text a card was made with, by the order it is made in. */
type Built = { element: Element; found: Sample[] };
const one = (typed: string): Sample => ({ text: typed, typed });

const textBlock: fc.Arbitrary<Built> = fc.tuple(sample, look).map(([s, style]) => ({
  element: { type: 'TextBlock', text: s.text, ...style },
  found: [s],
}));
const factSet: fc.Arbitrary<Built> = fc.array(fc.tuple(sample, sample), { maxLength: 8 }).map((pairs) => ({
  element: { type: 'FactSet', facts: pairs.map(([t, v]) => ({ title: t.text, value: v.text })) },
  // A title is bold in mrkdwn, so its characters are compared as words.
  found: pairs.flatMap(([t, v]) => [{ text: t.text }, v]),
}));
const image: fc.Arbitrary<Built> = fc
  .tuple(literal, fc.constantFrom('https://a.example/i.png', 'data:image/png;base64,AA'))
  .map(([altText, url]) => ({ element: { type: 'Image', altText, url }, found: [one(altText)] }));
const actionSet: fc.Arbitrary<Built> = fc.array(action, { maxLength: 8 }).map((actions) => ({
  element: { type: 'ActionSet', actions },
  found: actions.map((a) => one(a.title)),
}));

const common = { label: optional(literal) };
const choiceList = fc.oneof(
  { weight: 4, arbitrary: fc.array(sample, { maxLength: 6 }) },
  fc.array(fc.constant<Sample>({ text: 'C' }), { minLength: 11, maxLength: 130 }),
);
const choiceSet: fc.Arbitrary<Built> = fc
  .tuple(
    choiceList,
    fc.record({
      ...common,
      placeholder: optional(literal),
      isMultiSelect: fc.boolean(),
      style: fc.constantFrom('compact', 'expanded', 'filtered'),
    } as const),
    fc.nat(140),
  )
  .map(([titles, rest, pick]) => ({
    element: {
      type: 'Input.ChoiceSet',
      id: '',
      ...rest,
      choices: titles.map(({ text }, index) => ({ title: text, value: `v${index}` })),
      value: pick < titles.length ? `v${pick}` : '',
    },
    found: [one(rest.label ?? ''), ...titles.map(({ text }) => ({ text }))],
  }));
const bound = optional(fc.integer({ min: -1e6, max: 1e6 }));
const inputs: fc.Arbitrary<Built> = fc.oneof(
  fc
    .record({
      ...common,
      value: literal,
      placeholder: optional(literal),
      isMultiline: fc.boolean(),
      maxLength: optional(fc.integer({ min: 1, max: 9000 })),
    })
    .map((i) => ({
      element: { type: 'Input.Text' as const, id: '', ...i },
      found: [one(i.label ?? ''), one(i.placeholder ?? '')],
    })),
  fc
    .record({ ...common, value: bound, min: bound, max: bound })
    .map((i) => ({ element: { type: 'Input.Number' as const, id: '', ...i }, found: [one(i.label ?? '')] })),
  fc.record({ ...common, value: fc.constantFrom('2026-01-31', '2026-02-31', 'soon', '') }).map((i) => ({
    element: { type: 'Input.Date' as const, id: '', ...i },
    found: [one(i.label ?? ''), one(i.value)],
  })),
  fc.record({ ...common, value: fc.constantFrom('00:00', '24:00', '') }).map((i) => ({
    element: { type: 'Input.Time' as const, id: '', ...i },
    found: [one(i.label ?? ''), one(i.value)],
  })),
  fc.record({ ...common, title: literal, value: fc.constantFrom('true', 'false') }).map((i) => ({
    element: { type: 'Input.Toggle' as const, id: '', ...i },
    found: [one(i.label ?? ''), { text: i.title }],
  })),
  choiceSet,
);

const leaf = fc.oneof(textBlock, factSet, image, actionSet, inputs, inputs);
const together = (list: Built[]) => ({
  items: list.map((b) => b.element),
  found: list.flatMap((b) => b.found),
});
const container: fc.Arbitrary<Built> = fc.array(leaf, { maxLength: 4 }).map((list) => {
  const { items, found } = together(list);
  return { element: { type: 'Container', style: 'warning', items }, found };
});
const columnSet: fc.Arbitrary<Built> = fc
  .array(fc.array(leaf, { maxLength: 3 }), { maxLength: 3 })
  .map((lists) => {
    const made = lists.map(together);
    const columns = made.map(({ items }): Column => ({ type: 'Column', items }));
    return { element: { type: 'ColumnSet', columns }, found: made.flatMap((m) => m.found) };
  });
const row: fc.Arbitrary<Built> = fc
  .tuple(fc.array(textBlock, { maxLength: 3 }), action)
  .map(([texts, act]) => {
    const { items, found } = together(texts);
    const columns: Column[] = [
      { type: 'Column', items },
      { type: 'Column', items: [{ type: 'ActionSet', actions: [act] }] },
    ];
    // A bold name may stand in mrkdwn; what is beside it is compared in full.
    const [name, ...rest] = found;
    return {
      element: { type: 'ColumnSet', columns },
      found: [...(name ? [{ text: name.text }] : []), ...rest, one(act.title)],
    };
  });

/** Hidden until somebody presses for it, which nobody can in Slack. */
const revealed: fc.Arbitrary<Built> = fc
  .tuple(textBlock, title, fc.integer({ min: 0, max: 9 }))
  .map(([{ element, found }, name, number]) => {
    const id = `more-${number}`;
    const toggle: ActionToggleVisibility = {
      type: 'Action.ToggleVisibility',
      title: name,
      targetElements: [id],
    };
    const bar: Element = {
      type: 'Container',
      selectAction: toggle,
      items: [{ type: 'TextBlock', text: name }],
    };
    return {
      element: { type: 'Container', items: [bar, { ...element, id, isVisible: false } as Element] },
      found,
    };
  });

const allInputs = (items: readonly Element[]): Input[] =>
  items.flatMap((item) => {
    if (item.type === 'Container') return allInputs(item.items);
    if (item.type === 'ColumnSet') return item.columns.flatMap((column) => allInputs(column.items));
    return item.type.startsWith('Input.') ? [item as Input] : [];
  });

const cards = fc
  .tuple(
    fc.array(fc.oneof({ weight: 4, arbitrary: leaf }, container, columnSet, row, revealed), { maxLength: 9 }),
    fc.array(action, { maxLength: 7 }),
    literal,
  )
  .map(([built, actions, fallbackText]) => {
    const { items, found } = together(built);
    // The same arbitrary value may be used twice, so each card gets elements of its own.
    const body: Element[] = structuredClone(items);
    allInputs(body).forEach((input, index) => {
      input.id = `in-${index}`;
    });
    const card: AdaptiveCard = { type: 'AdaptiveCard', version: '1.5', fallbackText, body, actions };
    return { card, found: [...found, ...actions.map((a) => one(a.title))] };
  });

const entities = (text: string) => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
const shown = new Set(['text', 'url', 'alt_text', 'image_url', 'initial_date', 'initial_time']);
const wordsIn = (value: unknown, key = ''): string => {
  if (typeof value === 'string') return shown.has(key) ? value : '';
  if (typeof value !== 'object' || value === null) return '';
  const words = Object.entries(value).map(([name, part]) => wordsIn(part, Array.isArray(value) ? key : name));
  if ('type' in value && value.type === 'mrkdwn') return entities(words.join(''));
  const linked = 'type' in value && value.type === 'link';
  return (linked ? words.reverse() : words).join('');
};
const mrkdwnIn = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  if ('type' in value && value.type === 'mrkdwn' && 'text' in value) return [String(value.text)];
  return Object.values(value).flatMap(mrkdwnIn);
};
const tight = (text: string) => text.replace(/\s/g, '');
const lettersOf = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');

const convert = (card: AdaptiveCard, surface: Surface): BlockKit | undefined => {
  try {
    return toBlockKit(card, surface);
  } catch (error) {
    // More inputs than one message may hold are refused, never shortened.
    if (hasCode(error, 'too-large') && surface === 'message' && allInputs(card.body).length > 0)
      return undefined;
    throw error;
  }
};

describe('whatever the card', () => {
  it.each(['message', 'modal', 'home'] as const)(
    'a %s is sound and holds every word, input and answer',
    (surface) => {
      let refused = 0;
      fc.assert(
        fc.property(cards, ({ card, found }) => {
          const before = JSON.stringify(card);
          const made = convert(card, surface);
          expect(JSON.stringify(card)).toBe(before);
          if (!made) {
            refused += 1;
            return;
          }
          const pages = [made.blocks, ...made.overflow];
          for (const page of pages) expect(validateBlocks(page, surface)).toEqual([]);
          const all = pages.flat();
          const whole = wordsIn([...all, { text: made.submit?.title ?? '' }]);
          const strict = tight(whole);
          const loose = lettersOf(whole);
          for (const { text, typed } of found) {
            if (typed !== undefined) expect(strict).toContain(tight(typed));
            else expect(loose).toContain(lettersOf(text));
          }
          const answers = readAnswers({}, all);
          for (const input of allInputs(card.body)) {
            expect(all.some((block) => block.type === 'input' && block.block_id === input.id)).toBe(true);
            if (input.type === 'Input.Text' || input.type === 'Input.ChoiceSet')
              expect(answers[input.id]).toBe(input.value ?? '');
          }
          for (const text of mrkdwnIn(all)) {
            expect(text).toMatch(/^\*[^*_~`<>]+\*$/);
            expect(text.replace(/&(?:amp|lt|gt);/g, '')).not.toContain('&');
          }
          expect(made.text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
          expect(entities(made.text).length).toBeLessThanOrEqual(4000);
        }),
        { numRuns: 400 },
      );
      expect(refused).toBeLessThan(120);
    },
  );

  it('text of a person is only ever plain runs: no mark, mention or link comes of it', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const card: AdaptiveCard = {
          type: 'AdaptiveCard',
          version: '1.5',
          fallbackText: 's',
          body: [{ type: 'TextBlock', text: escapeText(typed) }],
        };
        const { blocks } = toBlockKit(card, 'message');
        const runs = blocks.flatMap((block) => (block.type === 'rich_text' ? block.elements : []));
        for (const part of runs) {
          expect(part.type).toBe('rich_text_section');
          for (const run of part.elements) expect(run).toEqual({ type: 'text', text: expect.any(String) });
        }
        expect(wordsIn(blocks)).toBe(cleanText(typed).trim() === '' ? '' : cleanText(typed));
      }),
    );
  });
});
