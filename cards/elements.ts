import { cleanText, escapeText } from './text.ts';
import type { ActionExecute, ColumnSet, Container, Input, TextBlock } from './types.ts';

/**
 * The two elements that repeat most, as typed functions. A template that spells out every input kind with conditions
 * costs five times as much to expand, on every turn; the template takes these whole, as one value.
 */
export type ButtonData = {
  title: string;
  press: Record<string, unknown>;
  style: 'default' | 'positive' | 'destructive';
};

export const button = ({ title, press, style }: ButtonData): ActionExecute => ({
  type: 'Action.Execute',
  title,
  verb: 'press',
  style,
  data: { press },
  fallback: { type: 'Action.Submit', title, style, data: { press } },
});

export type OptionData = { detail: string; button: ActionExecute };

/** An answer that is given by pressing it, with what it means below it. */
export const option = ({ detail, button: pressed }: OptionData): Container => ({
  type: 'Container',
  spacing: 'Default',
  items: [
    { type: 'ActionSet', actions: [pressed] },
    ...(detail
      ? [
          {
            type: 'TextBlock' as const,
            text: detail,
            isSubtle: true,
            size: 'Small' as const,
            wrap: true,
            spacing: 'Small',
          },
        ]
      : []),
  ],
});

// Amber on white is hard to read.
const colours = { plain: 'Default', good: 'Good', warning: 'Accent', attention: 'Attention' } as const;

export type LineData = { name: string; state: string; tone: keyof typeof colours };

/** Who, and how it stands with them: the colour only repeats what the words say. */
export const line = ({ name, state, tone }: LineData): TextBlock => ({
  type: 'TextBlock',
  text: `**${name}:** ${state}`,
  color: colours[tone],
  wrap: true,
  spacing: 'Small',
});

export type GroupData = { title: string; across: boolean; buttons: ActionExecute[] };

/** Buttons that belong together, under a line that says why: side by side where they are short, else one a line. */
export const buttonGroup = ({ title, across, buttons }: GroupData): Pick<Container, 'items'> => ({
  items: [
    { type: 'TextBlock', text: title, wrap: true, isSubtle: true },
    ...(across ? [buttons] : buttons.map((one) => [one])).map((actions) => ({
      type: 'ActionSet' as const,
      spacing: 'Small',
      actions,
    })),
  ],
});

export type RowData = { label: string; value: string; change: ActionExecute };

/** Something that was answered or taken as read, with a way to change it. */
export const row = ({ label, value, change }: RowData): ColumnSet => ({
  type: 'ColumnSet',
  separator: true,
  columns: [
    {
      type: 'Column',
      width: 'stretch',
      items: [
        { type: 'TextBlock', text: label, wrap: true, weight: 'Bolder' },
        { type: 'TextBlock', text: value, wrap: true, spacing: 'Small' },
      ],
    },
    { type: 'Column', width: 'auto', items: [{ type: 'ActionSet', actions: [change] }] },
  ],
});

export const changeId = (index: number): string => `change-${index}`;

/** Something that was taken as read, in a line: there are many of them, and the way to change each stays hidden. */
export const assumedRow = ({ label, value, change }: RowData, index: number): ColumnSet => ({
  type: 'ColumnSet',
  spacing: 'Small',
  columns: [
    {
      type: 'Column',
      width: 'stretch',
      items: [{ type: 'TextBlock', text: label, wrap: true, size: 'Small', isSubtle: true }],
    },
    {
      type: 'Column',
      width: '130px',
      items: [{ type: 'TextBlock', text: value, wrap: true, size: 'Small' }],
    },
    {
      type: 'Column',
      width: 'auto',
      id: changeId(index),
      isVisible: false,
      items: [{ type: 'ActionSet', actions: [change] }],
    },
  ],
});

export type InputData = {
  id: string;
  kind: 'text' | 'long' | 'choice' | 'many' | 'date' | 'time' | 'number' | 'toggle';
  label: string;
  hint: string;
  error: string;
  placeholder: string;
  value: string;
  maxLength: number;
  compact: boolean;
  /** `typed` is what a person wrote. */
  choices: ({ title: string; value: string } | { typed: string; value: string })[];
};

type Make = (data: InputData) => Input;

const common = ({ id, label, error }: InputData) => ({
  id,
  label,
  ...(error ? { errorMessage: error } : {}),
});

const text =
  (isMultiline: boolean): Make =>
  (data) => ({
    type: 'Input.Text',
    ...common(data),
    value: data.value,
    placeholder: data.placeholder,
    maxLength: data.maxLength,
    isMultiline,
  });

/** So many that looking for one takes longer than typing a part of it. */
const longList = 15;

/** Choices that are spread out read markdown; in a menu they show as they are. */
const choiceOf = (given: InputData['choices'][number], compact: boolean) => {
  if ('title' in given) return given;
  const { typed, value } = given;
  return { title: compact ? cleanText(typed) : escapeText(typed), value };
};

const choice =
  (isMultiSelect: boolean): Make =>
  (data) => {
    const menu = !isMultiSelect && data.choices.length > longList ? 'filtered' : 'compact';
    return {
      type: 'Input.ChoiceSet',
      ...common(data),
      value: data.value,
      choices: data.choices.map((each) => choiceOf(each, data.compact)),
      style: data.compact ? menu : 'expanded',
      isMultiSelect,
      ...(data.placeholder ? { placeholder: data.placeholder } : {}),
    };
  };

const makers: Record<InputData['kind'], Make> = {
  text: text(false),
  long: text(true),
  choice: choice(false),
  many: choice(true),
  date: (data) => ({ type: 'Input.Date', ...common(data), value: data.value }),
  time: (data) => ({ type: 'Input.Time', ...common(data), value: data.value }),
  number: (data) => ({
    type: 'Input.Number',
    ...common(data),
    ...(data.value === '' ? {} : { value: Number(data.value) }),
  }),
  toggle: (data) => ({
    type: 'Input.Toggle',
    ...common(data),
    title: data.placeholder,
    value: data.value,
    valueOn: 'true',
    valueOff: 'false',
  }),
};

/** The input with its error above it, in words, and its hint below it. */
export const inputGroup = (data: InputData): Container => ({
  type: 'Container',
  spacing: 'Medium',
  items: [
    ...(data.error
      ? [
          {
            type: 'TextBlock' as const,
            text: data.error,
            color: 'Attention' as const,
            weight: 'Bolder' as const,
            wrap: true,
          },
        ]
      : []),
    makers[data.kind](data),
    ...(data.hint
      ? [
          {
            type: 'TextBlock' as const,
            text: data.hint,
            isSubtle: true,
            size: 'Small' as const,
            wrap: true,
            spacing: 'Small',
          },
        ]
      : []),
  ],
});
