import type { Args, Block } from './slack-api.ts';

/** Finds buttons and fills in forms as a person in Slack would. */

export type Button = { action_id: string; value?: string; url?: string; text: { text: string } };
type Thing = Record<string, unknown>;

const thing = (value: unknown): Thing =>
  typeof value === 'object' && value !== null ? (value as Thing) : {};

export const buttonsIn = (blocks: readonly Block[]): (Button & { block_id: string })[] =>
  blocks.flatMap((block) => {
    const elements = [...((block.elements as unknown[]) ?? []), block.accessory].map(thing);
    return elements
      .filter(({ type }) => type === 'button')
      .map((element) => ({ ...(element as unknown as Button), block_id: String(block.block_id ?? 'b') }));
  });

export const buttonNamed = (blocks: readonly Block[], title: string): Button & { block_id: string } => {
  const all = buttonsIn(blocks);
  const found = all.find(({ text }) => text.text === title);
  if (!found) throw new Error(`no button "${title}" among: ${all.map(({ text }) => text.text).join(', ')}`);
  return found;
};

/** All words that are shown, one after the other. */
export const wordsIn = (blocks: unknown): string => {
  const words: string[] = [];
  JSON.stringify(blocks, (key, value) => {
    if (key === 'text' && typeof value === 'string') words.push(value);
    return value;
  });
  return words.join('\n');
};

type Option = { text: { text: string }; value: string };

const chosen = (element: Thing, wanted: string): Option => {
  const options = (element.options ?? []) as Option[];
  const found = options.find(({ text, value }) => value === wanted || text.text === wanted);
  if (!found) throw new Error(`no choice "${wanted}" among: ${options.map(({ value }) => value).join(', ')}`);
  return found;
};

/** What a control holds: what was entered, or what it showed at first. */
const held = (element: Thing, entered: string | readonly string[] | undefined): Thing => {
  const { type } = element;
  const one = typeof entered === 'string' ? entered : undefined;
  switch (type) {
    case 'datepicker':
      return { type, selected_date: one ?? element.initial_date ?? null };
    case 'timepicker':
      return { type, selected_time: one ?? element.initial_time ?? null };
    case 'static_select':
    case 'radio_buttons': {
      const first = element.initial_option ?? null;
      return { type, selected_option: one === undefined ? first : chosen(element, one) };
    }
    case 'checkboxes':
    case 'multi_static_select': {
      const list = typeof entered === 'string' ? [entered] : entered;
      const first = element.initial_options ?? [];
      return { type, selected_options: list ? list.map((each) => chosen(element, each)) : first };
    }
    default:
      return { type, value: one ?? element.initial_value ?? null };
  }
};

export type Entered = Readonly<Record<string, string | readonly string[]>>;

/** `state` as Slack sends it, for answers by input id. An answer that has no input is a mistake in the test. */
export const stateOf = (blocks: readonly Block[], entered: Entered): { values: Args } => {
  const inputs = blocks.filter(({ type }) => type === 'input');
  const ids = new Set(inputs.map(({ block_id }) => block_id));
  for (const id of Object.keys(entered)) if (!ids.has(id)) throw new Error(`no input "${id}" is shown`);
  return {
    values: Object.fromEntries(
      inputs.map((block) => {
        const element = thing(block.element);
        const id = String(block.block_id);
        return [id, { [String(element.action_id)]: held(element, entered[id]) }];
      }),
    ),
  };
};
