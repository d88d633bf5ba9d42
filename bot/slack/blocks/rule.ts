/** The shape of every object in a payload, with its limits, as data. Written from Slack's reference alone. */
export type Rule = { required?: true } & (
  | { is: 'string'; min: number; max: number; like?: RegExp; oneOf?: readonly string[] }
  | { is: 'number'; min: number; max: number }
  | { is: 'flag' }
  | { is: 'plain' | 'text' | 'mrkdwn'; max: number }
  | { is: 'object'; of: readonly string[] }
  | { is: 'list'; of: readonly string[]; min: number; max: number }
  | { is: 'grid'; of: readonly string[]; rows: number; columns: number }
  | { is: 'any' }
);
export type Shape = Readonly<Record<string, Rule>>;

export const string = (max = Number.POSITIVE_INFINITY, min = 0): Rule => ({ is: 'string', min, max });
export const oneOf = (...words: string[]): Rule => ({ is: 'string', min: 1, max: 255, oneOf: words });
export const like = (pattern: RegExp): Rule => ({ is: 'string', min: 1, max: 255, like: pattern });
export const url = (max: number): Rule => ({ is: 'string', min: 1, max, like: /^https?:\/\/\S+$/ });
export const number = (min: number, max: number): Rule => ({ is: 'number', min, max });
export const plain = (max: number): Rule => ({ is: 'plain', max });
export const text = (max: number): Rule => ({ is: 'text', max });
export const list = (max: number, ...of: string[]): Rule => ({ is: 'list', of, min: 1, max });
export const one = (...of: string[]): Rule => ({ is: 'object', of });
export const need = (rule: Rule): Rule => ({ ...rule, required: true });
export const flag: Rule = { is: 'flag' };
export const any: Rule = { is: 'any' };
