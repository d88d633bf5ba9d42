import { digest } from '../core/ids.ts';
import type { Kind, Query } from '../core/ports.ts';
import { checkText, limits, refuse } from './shape.ts';

/** The last item of a page. Lists go on after it, so their cost does not grow with the page number. */
export type Mark = { at: string; id: string; kind: string };

/** Comes after every moment, for the first page. */
export const start: Mark = { at: '~', id: '', kind: '' };

const kinds: Record<Kind, true> = {
  identity: true,
  person: true,
  draft: true,
  record: true,
  version: true,
  audit: true,
  notice: true,
  installation: true,
};
export const allKinds = Object.freeze(Object.keys(kinds)) as readonly Kind[];

const binding = (agency: string, query: Query): string =>
  digest(agency, query.term, ...[...(query.kinds ?? ['any'])].sort()).slice(0, 16);

const toCursor = (agency: string, query: Query, mark: Mark): string =>
  Buffer.from(JSON.stringify([binding(agency, query), mark.at, mark.id, mark.kind])).toString('base64url');

const parse = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
};

/** A cursor belongs to one agency and one query; used elsewhere it is refused instead of showing the wrong page. */
export const fromCursor = (agency: string, query: Query, cursor: string | undefined): Mark => {
  if (cursor === undefined) return start;
  const parts = parse(cursor);
  if (!Array.isArray(parts) || parts.length !== 4 || !parts.every((part) => typeof part === 'string'))
    return refuse('This page reference cannot be read.');
  const [bound, at, id, kind] = parts as [string, string, string, string];
  if (bound !== binding(agency, query)) return refuse('This page reference belongs to another list.');
  return { at, id, kind };
};

export const checkQuery = (agency: string, query: Query): void => {
  checkText(agency, 'agency');
  checkText(query.term, 'term');
  if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > limits.page)
    refuse(`A page holds 1 to ${limits.page} items.`);
};

/** One item more than the page was asked for, to know whether there is a next one. */
export const toPage = <T extends Mark>(agency: string, query: Query, found: T[]) => {
  const items = found.slice(0, query.limit);
  const last = items.at(-1);
  return found.length > query.limit && last ? { items, cursor: toCursor(agency, query, last) } : { items };
};
