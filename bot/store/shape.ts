import { SharewellError } from '../core/errors.ts';
import type { Change, Kind, QueueName } from '../core/ports.ts';

/** What both stores hold to, so that what works on one machine works in the cloud as well. */

/** One place of a hundred is kept for the proof that a batch was ours (see cosmos/commit.ts). */
export const limits = {
  changes: 99,
  bytes: 1_900_000,
  text: 512,
  terms: 50,
  page: 1000,
  and: 8,
  anyOf: 100,
  look: 1000,
} as const;

/** Stands for "never expires", so that one comparison does for every item. */
export const never = '9999-12-31T23:59:59.999Z';

export type Row = { kind: Kind; id: string; at: string; terms: string[]; until: string; body: string };

/** A change that was checked, with its body as JSON text and its moments in one comparable form. */
export type Checked =
  | { op: 'claim'; id: string; until: string }
  | { op: 'create'; row: Row }
  | { op: 'replace'; row: Row; rev: string }
  | { op: 'delete'; kind: Kind; id: string; rev: string }
  | { op: 'enqueue'; queue: QueueName; id: string; due: string; body: string };

export const refuse = (message: string, cause?: unknown): never => {
  throw new SharewellError('store-refused', message, { cause });
};

/** The engine's own check: a pattern would read every text a second time, slowly. */
export const isWellFormed = (text: string): boolean =>
  (text as string & { isWellFormed(): boolean }).isWellFormed();

/** Keys must survive every store unchanged: text with a NUL or half a character does not. */
export const isKeepable = (text: unknown): text is string =>
  typeof text === 'string' &&
  text.length > 0 &&
  text.length <= limits.text &&
  !text.includes('\u0000') &&
  isWellFormed(text);

export const checkText = (text: string, what: string): string =>
  isKeepable(text) ? text : refuse(`The store cannot keep this ${what}: it is empty, too long or not text.`);

const canonical = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** One form for every moment, so that comparing text compares time. */
export const checkMoment = (moment: string, what: string): string => {
  const ms = typeof moment === 'string' && moment.endsWith('Z') ? Date.parse(moment) : Number.NaN;
  const text = Number.isNaN(ms) ? '' : new Date(ms).toISOString();
  return canonical.test(text) ? text : refuse(`The store needs ${what} as an ISO moment in UTC.`);
};

export const toJson = (body: unknown): string => {
  let text: string | undefined;
  try {
    text = JSON.stringify(body);
  } catch (cause) {
    return refuse('The store cannot keep this body: it is not JSON.', cause);
  }
  return text ?? refuse('The store cannot keep this body: it is not JSON.');
};

const checkRow = (change: Extract<Change, { op: 'create' | 'replace' }>): Row => {
  const { kind, id, at, terms, expiresAt, body } = change.item;
  if (terms.length > limits.terms) refuse('The store cannot keep an item with so many terms.');
  return {
    kind,
    id: checkText(id, 'id'),
    at: checkMoment(at, 'the time of an item'),
    terms: [...new Set(terms.map((term) => checkText(term, 'term')))],
    until: expiresAt === undefined ? never : checkMoment(expiresAt, 'the expiry of an item'),
    body: toJson(body),
  };
};

/** An empty revision or a star would match whatever is there now, which is how updates get lost. */
const checkRev = (rev: string): string => {
  if (!isKeepable(rev) || rev === '*') throw new SharewellError('conflict', 'No revision was named.');
  return rev;
};

const checkChange = (change: Change): Checked => {
  switch (change.op) {
    case 'claim':
      return {
        op: 'claim',
        id: checkText(change.id, 'claim'),
        until: checkMoment(change.expiresAt, 'the expiry of a claim'),
      };
    case 'create':
      return { op: 'create', row: checkRow(change) };
    case 'replace':
      return { op: 'replace', row: checkRow(change), rev: checkRev(change.rev) };
    case 'delete':
      return {
        op: 'delete',
        kind: change.key.kind,
        id: checkText(change.key.id, 'id'),
        rev: checkRev(change.rev),
      };
    case 'enqueue':
      return {
        op: 'enqueue',
        queue: change.queue,
        id: checkText(change.id, 'queue id'),
        due: checkMoment(change.due, 'the due time'),
        body: toJson(change.body),
      };
  }
};

const nameOf = (change: Checked): string => {
  if (change.op === 'claim') return `claim ${change.id}`;
  if (change.op === 'enqueue') return `${change.queue} ${change.id}`;
  return change.op === 'delete' ? `${change.kind} ${change.id}` : `${change.row.kind} ${change.row.id}`;
};

const bytesOf = (change: Checked): number => {
  if (change.op === 'enqueue') return Buffer.byteLength(change.body);
  return 'row' in change ? Buffer.byteLength(change.row.body) : 0;
};

/** Claims come first, so that a repeated turn is told as `already-done` whatever else has changed since. */
export const checkChanges = (agency: string, changes: readonly Change[]): Checked[] => {
  checkText(agency, 'agency');
  if (changes.length > limits.changes) refuse(`A commit holds at most ${limits.changes} changes.`);
  const checked = changes.map(checkChange);
  if (checked.reduce((sum, change) => sum + bytesOf(change), 0) > limits.bytes)
    refuse(`A commit holds at most ${limits.bytes} bytes.`);
  if (new Set(checked.map(nameOf)).size < checked.length)
    throw new SharewellError('conflict', 'A commit names the same thing twice.');
  return [...checked.filter((one) => one.op === 'claim'), ...checked.filter((one) => one.op !== 'claim')];
};
