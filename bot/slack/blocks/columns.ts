import type { KnownBlock, SectionBlock } from '@slack/types';
import type { Action, ColumnSet, Element, TextBlock } from '../../../cards/types.ts';
import { limits } from '../limits.ts';
import { literalOf, parseText } from '../markdown.ts';
import { button } from './actions.ts';
import { type Draft, isHidden, lose } from './draft.ts';
import { fieldPair } from './facts.ts';
import { bold, plain } from './text.ts';
import { loseLook } from './text-block.ts';

const allTexts = (items: readonly Element[]): items is TextBlock[] =>
  items.every((item) => item.type === 'TextBlock' && item.isVisible !== false && item.separator !== true);

const onlyAction = (items: readonly Element[]): Action | undefined => {
  const [set] = items;
  return items.length === 1 &&
    set?.type === 'ActionSet' &&
    set.isVisible !== false &&
    set.actions.length === 1
    ? set.actions[0]
    : undefined;
};

/** The texts of a row as the words of a section: a bold name and its value side by side, or lines of plain text. */
const words = (draft: Draft, texts: readonly TextBlock[], at: string): Partial<SectionBlock> | undefined => {
  const parts = texts.map((text) => parseText(text.text)).filter((found) => found.length > 0);
  const literals = parts.map(literalOf);
  if (literals.length === 0 || !literals.every((literal) => literal !== undefined)) return undefined;
  const [first, second] = literals;
  const heavy = texts[0]?.weight === 'Bolder';
  if (heavy && texts.length === 2 && parts.length > 0 && parseText(texts[0]?.text ?? '').length > 0) {
    const pair = fieldPair(draft, first, second ?? '', at);
    if (pair) return { fields: pair };
  }
  const strong = heavy && literals.length === 1 ? bold(first ?? '') : undefined;
  const text = strong ?? plain(literals.join('\n'));
  if (text.text.length > limits.section.text) return undefined;
  if (!strong && texts.some(({ weight }) => weight === 'Bolder')) lose(draft, 'weight', at);
  return { text };
};

const loseText = (draft: Draft, text: TextBlock, at: string): void => {
  loseLook(draft, text, at);
  if (text.isSubtle || text.size === 'Small') lose(draft, 'size', at);
};

/**
 * A row of texts with one button at its end is one section with the button beside it. Undefined for any other row,
 * which is then shown with its columns one below the other.
 */
export const rowWithButton = (draft: Draft, { columns }: ColumnSet, at: string): KnownBlock | undefined => {
  const left = columns.slice(0, -1);
  const right = columns.at(-1);
  if (left.length === 0 || !right || columns.some((column) => isHidden(draft, column))) return undefined;
  const action = onlyAction(right.items);
  const texts = left.flatMap(({ items }) => items);
  if (!action || !allTexts(texts)) return undefined;
  const section = words(draft, texts, at);
  if (!section) return undefined;
  left.forEach(({ items }, column) => {
    items.forEach((item, index) => {
      loseText(draft, item as TextBlock, `${at}/columns/${column}/items/${index}`);
    });
  });
  const accessory = button(draft, action, `${at}/columns/${left.length}/items/0/actions/0`);
  return { type: 'section', ...section, ...(accessory ? { accessory } : {}) };
};
