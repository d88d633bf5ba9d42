import { z } from 'zod';
import { readMore, readOff, readOption } from './blocks/codec.ts';

/** What a person entered in Slack, as the answers that the same card gives in Teams. */

const option = z.object({ value: z.string() });

const control = z.object({
  type: z.string(),
  value: z.string().nullish(),
  selected_option: option.nullish(),
  selected_options: z.array(option).nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
});
type Control = z.infer<typeof control>;

const inputBlock = z.object({
  type: z.literal('input'),
  block_id: z.string(),
  element: z.object({
    type: z.string(),
    action_id: z.string(),
    initial_value: z.string().optional(),
    initial_option: option.optional(),
    initial_options: z.array(option).optional(),
    initial_date: z.string().optional(),
    initial_time: z.string().optional(),
  }),
});

const ticked = ({ selected_options: list }: Control): string =>
  (list ?? []).map(({ value }) => readOption(value)).join(',');

const readers: Record<string, (held: Control) => string> = {
  plain_text_input: ({ value }) => value ?? '',
  number_input: ({ value }) => value ?? '',
  datepicker: ({ selected_date: date }) => date ?? '',
  timepicker: ({ selected_time: time }) => time ?? '',
  static_select: ({ selected_option: one }) => (one ? readOption(one.value) : ''),
  radio_buttons: ({ selected_option: one }) => (one ? readOption(one.value) : ''),
  multi_static_select: ticked,
  checkboxes: ticked,
};

const readControl = (actionId: string, held: Control): string | undefined => {
  const off = readOff(actionId);
  if (off !== undefined && held.type === 'checkboxes' && !held.selected_options?.length) return off;
  return Object.hasOwn(readers, held.type) ? readers[held.type]?.(held) : undefined;
};

const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];

type Held = { blockId: string; actionId: string; held: Control };

const fromState = (state: unknown): Held[] =>
  entriesOf(
    typeof state === 'object' && state !== null && 'values' in state ? state.values : undefined,
  ).flatMap(([blockId, actions]) =>
    entriesOf(actions).flatMap(([actionId, value]) => {
      const read = control.safeParse(value);
      return read.success ? [{ blockId, actionId, held: read.data }] : [];
    }),
  );

/** What the card showed at first: the answer of an input that the state leaves out, since nobody changed it. */
const fromBlocks = (blocks: unknown): Held[] =>
  (Array.isArray(blocks) ? blocks : []).flatMap((block) => {
    // Most blocks are no input: finding that out by a failed parse would cost more than all the rest.
    const read = block?.type === 'input' ? inputBlock.safeParse(block) : undefined;
    if (!read?.success) return [];
    const { block_id: blockId, element } = read.data;
    const held: Control = {
      type: element.type,
      value: element.initial_value,
      selected_option: element.initial_option,
      selected_options: element.initial_options,
      selected_date: element.initial_date,
      selected_time: element.initial_time,
    };
    return [{ blockId, actionId: element.action_id, held }];
  });

/**
 * Answers by input id. What cannot be read is left out; nothing here throws. `blocks` are those of the message or
 * view that was pressed, where they came along.
 */
export const readAnswers = (state: unknown, blocks?: unknown): Record<string, unknown> => {
  const answers = new Map<string, string>();
  const rest: { number: number; id: string; text: string }[] = [];
  const found = fromState(state);
  const seen = new Set(found.map(({ blockId }) => blockId));
  const untouched = fromBlocks(blocks).filter(({ blockId }) => !seen.has(blockId));
  for (const { blockId, actionId, held } of [...found, ...untouched]) {
    const text = readControl(actionId, held);
    if (text === undefined) continue;
    const more = readMore(actionId);
    if (more) rest.push({ ...more, text });
    else answers.set(blockId, text);
  }
  rest.sort((a, b) => a.number - b.number);
  for (const { id, text } of rest) answers.set(id, (answers.get(id) ?? '') + text);
  return Object.fromEntries(answers);
};
