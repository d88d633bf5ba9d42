import type { Block } from './slack-api.ts';
import { type Button, buttonsIn, wordsIn } from './slack-blocks.ts';

/** What a person sees, whichever channel shows it: words, buttons and fields. */
export type Screen = {
  words: string;
  buttons: readonly string[];
  inputs: readonly string[];
  /** What stands in the fields. */
  values: Readonly<Record<string, string>>;
};

export type Thing = Readonly<Record<string, unknown>>;
export type CardAction = { title: string; data: Thing };

const isThing = (value: unknown): value is Thing => typeof value === 'object' && value !== null;

/** Everything inside, in reading order. A button's fallback is the same button again, so it is left out. */
export const thingsIn = (value: unknown): Thing[] => {
  if (Array.isArray(value)) return value.flatMap(thingsIn);
  if (!isThing(value)) return [];
  const inside = Object.entries(value).filter(([key]) => key !== 'fallback' && key !== 'data');
  return [value, ...inside.flatMap(([, inner]) => thingsIn(inner))];
};

export const actionsIn = (card: unknown): CardAction[] =>
  thingsIn(card)
    .filter(({ type }) => type === 'Action.Execute')
    .map(({ title, data }) => ({ title: String(title), data: isThing(data) ? data : {} }));

export const valuesIn = (card: unknown): Record<string, string> =>
  Object.fromEntries(
    thingsIn(card)
      .filter(({ type }) => String(type).startsWith('Input.'))
      .map(({ id, value }) => [String(id), String(value ?? '')]),
  );

const readable = ['text', 'title', 'label', 'value', 'placeholder'];

const wordsOf = (card: unknown): string =>
  thingsIn(card)
    .flatMap((thing) => readable.map((key) => thing[key]).filter((word) => typeof word === 'string'))
    .join('\n');

export const teamsScreen = (card: unknown): Screen => ({
  words: wordsOf(card),
  buttons: actionsIn(card).map(({ title }) => title),
  inputs: Object.keys(valuesIn(card)),
  values: valuesIn(card),
});

const inputsIn = (blocks: readonly Block[]): [string, Thing][] =>
  blocks
    .filter(({ type }) => type === 'input')
    .map(({ block_id: id, element }) => [String(id), isThing(element) ? element : {}]);

export const slackScreen = (blocks: readonly Block[]): Screen => {
  const inputs = inputsIn(blocks);
  return {
    words: wordsIn(blocks),
    buttons: buttonsIn(blocks).map(({ text }: Button) => text.text),
    inputs: inputs.map(([id]) => id),
    values: Object.fromEntries(inputs.map(([id, element]) => [id, String(element.initial_value ?? '')])),
  };
};

export const blank: Screen = { words: '', buttons: [], inputs: [], values: {} };
