import type { TextObject } from '@slack/types';
import type { FactSet } from '../../../cards/types.ts';
import { limits } from '../limits.ts';
import { literalOf, parseText } from '../markdown.ts';
import { type Draft, lose } from './draft.ts';
import { bold, embolden, nothing, plain, rich } from './text.ts';

/**
 * A title and what stands against it, as two fields of a section. Undefined when they need more than a field can
 * hold: marks, links, or length.
 */
export const fieldPair = (
  draft: Draft,
  title: string | undefined,
  value: string | undefined,
  at: string,
): [TextObject, TextObject] | undefined => {
  const max = limits.section.field;
  if (title === undefined || value === undefined || title.trim() === '') return undefined;
  if (value.length > max) return undefined;
  const heavy = bold(title);
  if ((heavy ?? { text: title }).text.length > max) return undefined;
  if (!heavy) lose(draft, 'weight', at);
  return [heavy ?? plain(title), plain(value.trim() === '' ? nothing : value)];
};

/** Pairs of fields, five to a section; a fact that does not fit is rich text in its place. */
export const factSet = (draft: Draft, { facts }: FactSet, at: string): void => {
  let fields: TextObject[] = [];
  const flush = (): void => {
    if (fields.length > 0) draft.blocks.push({ type: 'section', fields });
    fields = [];
  };
  facts.forEach((fact, index) => {
    const title = parseText(fact.title);
    const value = parseText(fact.value);
    const shown = value.length === 0 ? '' : literalOf(value);
    const pair = fieldPair(draft, literalOf(title), shown, `${at}/facts/${index}`);
    if (pair) {
      if (fields.length + 2 > limits.section.fields) flush();
      fields.push(...pair);
      return;
    }
    flush();
    draft.blocks.push(...rich([...embolden(title), ...value]));
  });
  flush();
};
