/** The part of Adaptive Cards 1.5 that our templates use. Channels switch over these kinds exhaustively. */

export type TextBlock = {
  type: 'TextBlock';
  text: string;
  size?: 'Small' | 'Default' | 'Medium' | 'Large' | 'ExtraLarge';
  weight?: 'Lighter' | 'Default' | 'Bolder';
  color?: 'Default' | 'Accent' | 'Good' | 'Warning' | 'Attention';
  isSubtle?: boolean;
  /** Text to copy, line by line, as it is. */
  fontType?: 'Default' | 'Monospace';
  wrap?: boolean;
  style?: 'default' | 'heading';
} & Common;

type Common = { id?: string; spacing?: string; separator?: boolean; isVisible?: boolean };

export type FactSet = { type: 'FactSet'; facts: { title: string; value: string }[] } & Common;

export type Image = { type: 'Image'; url: string; altText: string } & Common;

export type Column = { type: 'Column'; width?: string | number; items: Element[] } & Common;

export type ColumnSet = { type: 'ColumnSet'; columns: Column[] } & Common;

export type Container = {
  type: 'Container';
  items: Element[];
  style?: 'default' | 'emphasis' | 'good' | 'attention' | 'warning' | 'accent';
  /** The whole of it can be pressed, to show or hide something. */
  selectAction?: ActionToggleVisibility;
} & Common;

export type ActionSet = { type: 'ActionSet'; actions: Action[] } & Common;

type InputCommon = { id: string; label?: string; isRequired?: boolean; errorMessage?: string } & Omit<
  Common,
  'id'
>;

export type InputText = InputCommon & {
  type: 'Input.Text';
  value?: string;
  placeholder?: string;
  isMultiline?: boolean;
  maxLength?: number;
  style?: 'text' | 'tel' | 'url' | 'email';
  regex?: string;
};
export type InputNumber = InputCommon & {
  type: 'Input.Number';
  value?: number;
  placeholder?: string;
  min?: number;
  max?: number;
};
export type InputDate = InputCommon & { type: 'Input.Date'; value?: string; min?: string; max?: string };
export type InputTime = InputCommon & { type: 'Input.Time'; value?: string; min?: string; max?: string };
export type InputToggle = InputCommon & {
  type: 'Input.Toggle';
  title: string;
  value?: string;
  valueOn?: string;
  valueOff?: string;
};
export type InputChoiceSet = InputCommon & {
  type: 'Input.ChoiceSet';
  choices: { title: string; value: string }[];
  /** Several values are one string, joined by commas, as Adaptive Cards has it. */
  value?: string;
  style?: 'compact' | 'expanded' | 'filtered';
  isMultiSelect?: boolean;
  placeholder?: string;
};

export type Input = InputText | InputNumber | InputDate | InputTime | InputToggle | InputChoiceSet;

export type Element = TextBlock | FactSet | Image | ColumnSet | Container | ActionSet | Input;

type ActionCommon = {
  title: string;
  style?: 'default' | 'positive' | 'destructive';
  mode?: 'primary' | 'secondary';
};

export type ActionExecute = ActionCommon & {
  type: 'Action.Execute';
  verb: string;
  data: Record<string, unknown>;
  associatedInputs?: 'auto' | 'none';
  fallback?: ActionSubmit;
};
export type ActionSubmit = ActionCommon & {
  type: 'Action.Submit';
  data: Record<string, unknown>;
  associatedInputs?: 'auto' | 'none';
};
export type ActionOpenUrl = ActionCommon & { type: 'Action.OpenUrl'; url: string };
/** Shows what is hidden and hides what is shown, without asking the bot. */
export type ActionToggleVisibility = ActionCommon & {
  type: 'Action.ToggleVisibility';
  targetElements: string[];
};

export type Action = ActionExecute | ActionSubmit | ActionOpenUrl | ActionToggleVisibility;

export type AdaptiveCard = {
  type: 'AdaptiveCard';
  $schema?: string;
  version: '1.5';
  fallbackText: string;
  speak?: string;
  body: Element[];
  actions?: Action[];
};
