import type { KnownBlock } from '@slack/types';
import type { Action, AdaptiveCard, ColumnSet, Container, Element, Image } from '../../cards/types.ts';
import { actions, pressValue } from './blocks/actions.ts';
import { rowWithButton } from './blocks/columns.ts';
import { type Draft, isHidden, type Loss, lose, newDraft } from './blocks/draft.ts';
import { factSet } from './blocks/facts.ts';
import { inputBlocks } from './blocks/inputs.ts';
import { intoPages } from './blocks/pages.ts';
import { escapeMrkdwn, nothing, richWords, shorten } from './blocks/text.ts';
import { isHeading, isQuiet, loseLook, textBlock } from './blocks/text-block.ts';
import { toggledIn } from './blocks/toggles.ts';
import { limits, type Surface } from './limits.ts';
import { literalOf, parseText } from './markdown.ts';

export type { Loss, LossKind } from './blocks/draft.ts';
export type { Surface } from './limits.ts';

export type BlockKit = {
  blocks: KnownBlock[];
  /** What does not fit, as further messages (or views) in order. With inputs, they and their buttons are the last. */
  overflow: KnownBlock[][];
  /** For notifications and readers that know no blocks. Send it with `mrkdwn: false`. */
  text: string;
  losses: Loss[];
  /** Modal only: the button that hands it in. `value` is its press; it travels in `private_metadata`. */
  submit?: { title: string; value: string };
};

const image = (draft: Draft, { url, altText }: Image, at: string): void => {
  const alt = altText.trim() === '' ? nothing : altText;
  const takes = limits.image;
  if (!/^https?:\/\/[^\s]+$/.test(url) || url.length > takes.url) {
    lose(draft, 'link', at);
    draft.blocks.push(...richWords(`${alt}: ${url}`));
    return;
  }
  if (alt.length > takes.alt) {
    lose(draft, 'menu-label', at);
    draft.blocks.push(...richWords(alt));
  }
  draft.blocks.push({ type: 'image', image_url: url, alt_text: shorten(alt, takes.alt) });
};

const divide = (draft: Draft): void => {
  const last = draft.blocks.at(-1);
  if (last && last.type !== 'divider') draft.blocks.push({ type: 'divider' });
};

const columnSet = (draft: Draft, set: ColumnSet, at: string): void => {
  const row = rowWithButton(draft, set, at);
  if (row) {
    draft.blocks.push(row);
    return;
  }
  if (set.columns.length > 1) lose(draft, 'columns', at);
  set.columns.forEach((column, index) => {
    const here = `${at}/columns/${index}`;
    if (isHidden(draft, column)) lose(draft, 'hidden', here);
    else {
      if (column.separator) divide(draft);
      stack(draft, column.items, `${here}/items`);
    }
  });
};

/** It only names what a press on it would show, and that stands there already. */
const isOnlyTitle = ([first, ...others]: readonly Element[], { title }: Action): boolean =>
  others.length === 0 && first?.type === 'TextBlock' && first.text === title;

const container = (draft: Draft, { style, items, selectAction }: Container, at: string): void => {
  if (selectAction) {
    lose(draft, 'toggle', at);
    if (isOnlyTitle(items, selectAction)) return;
  }
  const { setting } = draft;
  if (style && style !== 'default') {
    lose(draft, 'container-style', at);
    draft.setting = 'apart';
  }
  stack(draft, items, `${at}/items`);
  draft.setting = setting;
};

/** Every kind of element there is; a new kind does not compile until it has a place here. */
const element = (draft: Draft, item: Element, at: string, hint?: string): void => {
  switch (item.type) {
    case 'TextBlock':
      textBlock(draft, item, at);
      break;
    case 'FactSet':
      factSet(draft, item, at);
      break;
    case 'Image':
      image(draft, item, at);
      break;
    case 'ActionSet':
      actions(draft, item.actions, `${at}/actions`);
      break;
    case 'Container':
      container(draft, item, at);
      break;
    case 'ColumnSet':
      columnSet(draft, item, at);
      break;
    case 'Input.Text':
    case 'Input.Number':
    case 'Input.Date':
    case 'Input.Time':
    case 'Input.Toggle':
    case 'Input.ChoiceSet':
      inputBlocks(draft, item, at, hint);
      break;
    default:
      item satisfies never;
  }
};

/** Small grey text right below an input is its hint. */
const hintIn = (draft: Draft, next: Element | undefined, at: string): string | undefined => {
  if (next?.type !== 'TextBlock' || !isQuiet(next) || isHeading(next)) return undefined;
  if (isHidden(draft, next) || next.separator || next.weight === 'Bolder') return undefined;
  const words = literalOf(parseText(next.text));
  if (words === undefined || words.length > limits.input.hint) return undefined;
  loseLook(draft, next, at);
  return words;
};

const isInput = ({ type }: Element): boolean => type.startsWith('Input.');

const stack = (draft: Draft, items: readonly Element[], at: string): void => {
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index] as Element;
    const here = `${at}/${index}`;
    if (isHidden(draft, item)) {
      lose(draft, 'hidden', here);
      continue;
    }
    if (item.separator) divide(draft);
    const hint = isInput(item) ? hintIn(draft, items[index + 1], `${at}/${index + 1}`) : undefined;
    element(draft, item, here, hint);
    if (hint !== undefined) index += 1;
  }
};

/** The first positive press, or else the first press, hands in a modal. */
const submitOf = (list: readonly Action[]): number => {
  const positive = list.findIndex(({ type, style }) => type === 'Action.Execute' && style === 'positive');
  return positive >= 0 ? positive : list.findIndex(({ type }) => type === 'Action.Execute');
};

const takeSubmit = (draft: Draft, list: readonly Action[]): BlockKit['submit'] => {
  const action = list[submitOf(list)];
  if (action?.type !== 'Action.Execute') return undefined;
  const title = action.title.trim() === '' ? nothing : action.title;
  if (title.length > limits.view.submit) {
    lose(draft, 'menu-label', '/actions');
    draft.blocks.push(...richWords(title));
  }
  return { title: shorten(title, limits.view.submit), value: pressValue(action) };
};

/** A card as Slack shows it: every word, input and button of it, and a list of what only Teams can show. */
export const toBlockKit = (card: AdaptiveCard, surface: Surface): BlockKit => {
  const draft = newDraft(surface, toggledIn(card));
  const list = card.actions ?? [];
  stack(draft, card.body, '/body');
  const submit = surface === 'modal' ? takeSubmit(draft, list) : undefined;
  const at = submit ? submitOf(list) : -1;
  actions(draft, at < 0 ? list : list.filter((_, index) => index !== at), '/actions');
  if (card.fallbackText.length > limits.message.text) lose(draft, 'summary', '/fallbackText');
  const [blocks = [], ...overflow] = intoPages(draft.blocks, surface);
  const text = escapeMrkdwn(shorten(card.fallbackText, limits.message.text));
  return { blocks, overflow, text, losses: draft.losses, ...(submit ? { submit } : {}) };
};
