import { limits } from '../limits.ts';

/** Rules between the fields of one object, which its shape alone cannot say. Each gives what is wrong, if anything. */
type Thing = Readonly<Record<string, unknown>>;
type Check = (thing: Thing) => string | undefined;

const has = (thing: Thing, key: string): boolean => thing[key] !== undefined;
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const exactlyOne =
  (a: string, b: string): Check =>
  (thing) =>
    has(thing, a) === has(thing, b) ? `needs ${a} or ${b}, and not both` : undefined;

const optionsOf = (thing: Thing): unknown[] => [
  ...listOf(thing.options),
  ...listOf(thing.option_groups).flatMap((group) =>
    typeof group === 'object' && group !== null && 'options' in group ? listOf(group.options) : [],
  ),
];

const initialAmongOptions: Check = (thing) => {
  const initial = has(thing, 'initial_option') ? [thing.initial_option] : listOf(thing.initial_options);
  if (initial.length === 0) return undefined;
  const known = new Set(optionsOf(thing).map((option) => JSON.stringify(option)));
  return initial.every((option) => known.has(JSON.stringify(option)))
    ? undefined
    : 'has an initial option that is not one of its options';
};

const plainOptions: Check = (thing) =>
  optionsOf(thing).some((option) => JSON.stringify(option).includes('"mrkdwn"'))
    ? 'has a mrkdwn option, which only checkboxes and radio buttons take'
    : undefined;

const noOptionUrls: Check = (thing) =>
  optionsOf(thing).some((option) => typeof option === 'object' && option !== null && 'url' in option)
    ? 'has an option with a url, which only an overflow menu takes'
    : undefined;

const inOrder =
  (low: string, high: string, first?: string): Check =>
  (thing) => {
    const read = (key: string | undefined) => (key && has(thing, key) ? Number(thing[key]) : undefined);
    const [min, max, value] = [read(low), read(high), read(first)];
    if (min !== undefined && max !== undefined && min > max) return `has ${low} over ${high}`;
    const off = value !== undefined && (value < (min ?? value) || value > (max ?? value));
    return off ? `has ${first} outside ${low} and ${high}` : undefined;
  };

const realDay: Check = ({ initial_date: day }) => {
  if (typeof day !== 'string') return undefined;
  const date = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || !date.toISOString().startsWith(day)
    ? 'has an initial_date that is no day'
    : undefined;
};

const fitsItself: Check = ({ initial_value: value, max_length: max }) =>
  typeof value === 'string' && typeof max === 'number' && value.length > max
    ? 'has an initial_value over max_length'
    : undefined;

const words: Check = (thing) => {
  let sum = 0;
  JSON.stringify(thing, (key, value) => {
    if (key === 'text' && typeof value === 'string') sum += value.length;
    return value;
  });
  return sum > limits.richText.characters
    ? `has ${sum} characters; one rich_text block is kept to ${limits.richText.characters}`
    : undefined;
};

const textOrFields: Check = (thing) =>
  has(thing, 'text') || has(thing, 'fields') ? undefined : 'needs text or fields';

const menu = [exactlyOne('options', 'option_groups'), initialAmongOptions, plainOptions, noOptionUrls];
const ticks = [initialAmongOptions, noOptionUrls];

export const rules: Readonly<Record<string, readonly Check[]>> = {
  section: [textOrFields],
  image: [exactlyOne('image_url', 'slack_file')],
  rich_text: [words],
  static_select: menu,
  multi_static_select: menu,
  checkboxes: ticks,
  radio_buttons: ticks,
  overflow: [plainOptions],
  number_input: [inOrder('min_value', 'max_value', 'initial_value')],
  plain_text_input: [inOrder('min_length', 'max_length'), fitsItself],
  datepicker: [realDay],
  card: [
    (thing) =>
      ['hero_image', 'title', 'actions', 'body'].some((key) => has(thing, key))
        ? undefined
        : 'needs a hero_image, title, actions or body',
  ],
  container: [
    (thing) => (has(thing, 'title') || has(thing, 'rich_text_title') ? undefined : 'needs a title'),
  ],
};
