import { withoutIdentifiers } from '../../dialogs/engine/identifiers.ts';
import { digest, referencePattern } from '../core/ids.ts';

/**
 * Takes out of whatever is exported what tells who somebody is. The same person, and the same case, have the same code
 * all through one export, and another one in the next: whoever has two cannot put them together.
 */

const personId = /^(p-[a-z0-9-]{1,60}|v-[A-Za-z0-9_-]{24})$/;
const caseKey = /(subject|case|complainant|claimant|person|court|legal)s?Ref$|^(subject|case)$/i;
const nameKey = /^name$|Name$/;
/** Codes of ours: they tell nobody, and look like numbers of people here and there. */
const ours = /^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$|^[A-Za-z0-9_-]{43}$/;

export type Mask = (value: unknown, key?: string) => unknown;

export const maskWith = (secret: string, thisYear: number): Mask => {
  const code = (what: string, text: string): string => `${what}-${digest(secret, what, text).slice(0, 10)}`;
  const textOf = (text: string, key: string): string => {
    if (personId.test(text)) return code('person', text);
    if (text !== '' && nameKey.test(key)) return '…';
    if (text !== '' && caseKey.test(key)) return referencePattern.test(text) ? text : code('case', text);
    return referencePattern.test(text) || ours.test(text) ? text : withoutIdentifiers(text, thisYear);
  };
  const mask: Mask = (value, key = '') => {
    if (typeof value === 'string') return textOf(value, key);
    if (Array.isArray(value)) return value.map((one) => mask(one, key));
    if (value === null || typeof value !== 'object') return value;
    // An answer says which question it is of: that is its key.
    const { row } = value as { row?: unknown };
    const field = (name: string) =>
      name === 'value' && typeof row === 'string' ? (row.split('.').at(-1) ?? name) : name;
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [mask(name), mask(one, field(name))] as const),
    );
  };
  return mask;
};
