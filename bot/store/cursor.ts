import { digest } from '../core/ids.ts';
import type { AnyOf, Kind, Query } from '../core/ports.ts';
import { checkMoment, checkText, limits, refuse } from './shape.ts';

/** The last item of a page. Lists go on after it, so their cost does not grow with the page number. */
export type Mark = { at: string; id: string; kind: string };

/** A query that was checked, with every choice made. */
export type Asked = {
  agency: string;
  /** Any of these leads. */
  terms: readonly string[];
  kinds: readonly Kind[] | undefined;
  limit: number;
  /** Any of each of these as well. */
  and: readonly (readonly string[])[];
  look: number;
  /** Nothing before this moment; an empty text comes before them all. */
  from: string;
  /** The page holds what comes after this in the list. */
  after: Mark;
  /** What a cursor of this query says of it. */
  binding: string;
};

/** Comes after every moment. */
const end = '~';

const kinds: Record<Kind, true> = {
  identity: true,
  person: true,
  draft: true,
  record: true,
  version: true,
  audit: true,
  notice: true,
  telling: true,
  thread: true,
  installation: true,
  link: true,
  stub: true,
  mark: true,
};
export const allKinds = Object.freeze(Object.keys(kinds)) as readonly Kind[];

type Bound = Pick<Asked, 'agency' | 'terms' | 'kinds' | 'and' | 'from'> & { to: string };

const bindingOf = ({ agency, terms, kinds, and, from, to }: Bound): string => {
  const also = and.map((group) => JSON.stringify(group)).sort();
  return digest(JSON.stringify([agency, terms, [...(kinds ?? ['any'])].sort(), also, from, to])).slice(0, 16);
};

const toCursor = (binding: string, { at, id, kind }: Mark): string =>
  Buffer.from(JSON.stringify([binding, at, id, kind])).toString('base64url');

const parse = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
};

/** A cursor belongs to one agency and one query; used elsewhere it is refused instead of showing the wrong page. */
const fromCursor = (binding: string, cursor: string): Mark => {
  const parts = parse(cursor);
  if (!Array.isArray(parts) || parts.length !== 4 || !parts.every((part) => typeof part === 'string'))
    return refuse('This page reference cannot be read.');
  const [bound, at, id, kind] = parts as [string, string, string, string];
  if (bound !== binding) return refuse('This page reference belongs to another list.');
  return { at, id, kind };
};

const checkCount = (count: number, most: number, what: string): number =>
  Number.isInteger(count) && count >= 1 && count <= most ? count : refuse(`${what} 1 to ${most} items.`);

const checkAnyOf = (anyOf: AnyOf): readonly string[] => {
  const terms = typeof anyOf === 'string' ? [anyOf] : anyOf;
  if (terms.length === 0 || terms.length > limits.anyOf)
    refuse(`A list is of any of 1 to ${limits.anyOf} terms.`);
  return [...new Set(terms.map((term) => checkText(term, 'term')))].sort();
};

const checkAnd = (groups: readonly AnyOf[]): Asked['and'] =>
  groups.length > limits.and
    ? refuse(`A list narrows by at most ${limits.and} more terms.`)
    : groups.map(checkAnyOf);

export const ask = (agency: string, query: Query, cursor: string | undefined): Asked => {
  const { kinds, limit, look = limits.look, and = [], from, to } = query;
  const bound: Bound = {
    agency: checkText(agency, 'agency'),
    terms: checkAnyOf(query.term),
    kinds,
    and: checkAnd(and),
    from: from === undefined ? '' : checkMoment(from, 'where a list begins'),
    to: to === undefined ? end : checkMoment(to, 'where a list ends'),
  };
  const binding = bindingOf(bound);
  return {
    ...bound,
    limit: checkCount(limit, limits.page, 'A page holds'),
    look: checkCount(look, limits.look, 'A page looks at'),
    after: cursor === undefined ? { at: bound.to, id: '', kind: '' } : fromCursor(binding, cursor),
    binding,
  };
};

/**
 * `found` holds one item more than was asked for where there is a next page. `floor` is where the look ended while
 * there was more to look at.
 */
export const toPage = <T extends Mark>({ limit, binding }: Asked, found: T[], floor?: Mark) => {
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : floor;
  return last ? { items, cursor: toCursor(binding, last) } : { items };
};
