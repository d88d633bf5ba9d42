import { createHash } from 'node:crypto';
import type { LawEntry } from '../../dialogs/policy/catalogue.ts';
import type { Controlled } from '../../dialogs/policy/controlled.ts';
import { changeFaults, changeSchema, type EditionChange, editionOf } from '../../dialogs/policy/edition.ts';
import type { Entry } from './entry.ts';

/** Entries as controlled documents: their versions, and whether a text was changed without a new one. */

const form = '- 2 | 2026-12-01 | what changed | why | who';

/** One change a line, the newest last. */
export const readChanges = (text: string): { changes: EditionChange[]; faults: string[] } => {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const read = lines.map((line) => {
    const [version, date, change, reason, author, ...more] = line
      .trim()
      .replace(/^-\s+/, '')
      .split('|')
      .map((part) => part.trim());
    return more.length > 0
      ? undefined
      : changeSchema.safeParse({ version, date, change, reason, author }).data;
  });
  const changes = read.flatMap((one) => one ?? []);
  const unread = lines
    .filter((_, at) => !read[at])
    .map((line) => `"${line.trim()}": write a change as ${form}`);
  return { changes, faults: [...unread, ...changeFaults(changes)] };
};

const yearAfter = (day: string): string =>
  `${Number(day.slice(0, 4)) + 1}${day.slice(4).replace('02-29', '02-28')}`;

/** The day from which what ships counts. What a deployment wrote itself counts from when it was last looked at. */
const collection = { author: 'Sharewell', from: '2026-11-21' };

type Written = Pick<Entry, 'id' | 'title' | 'reviewed' | 'reviewOn' | 'owner' | 'changes' | 'quoted' | 'ref'>;

export const documentOf = (entry: Written, ships = true): Controlled => {
  const { id, title, reviewed, owner, reviewOn = yearAfter(reviewed), changes = [] } = entry;
  const ours = !ships || entry.quoted || entry.ref;
  const first = ours ? { author: owner, from: reviewed } : collection;
  return { kind: 'guidance', id, title, ...editionOf({ ...first, owner, reviewOn }, changes) };
};

const versionOf = ({ changes = [] }: Pick<Entry, 'changes'>): string => changes.at(-1)?.version ?? '1';

/** A text under control: what people read of it, and as which version. */
export type Text = { id: string; version: string; says: readonly unknown[] };

/** More ways to ask, or another look at it, make no new version. */
export const textOf = (entry: Entry): Text => {
  const { id, title, kind, citations, short, more, before, differs } = entry;
  return { id, version: versionOf(entry), says: [title, kind, citations, short, more, before, differs] };
};

export const lawTexts = (law: Readonly<Record<string, LawEntry>>): Text[] =>
  Object.entries(law).map(([id, { title, current, historical = '', cites, changes }]) => ({
    id: `law:${id}`,
    version: versionOf({ changes }),
    says: [title, current, historical, cites],
  }));

/** For each text the version that was locked, and a digest of what it said. */
export type Lock = Readonly<Record<string, string>>;

const digestOf = ({ says }: Text): string =>
  createHash('sha256').update(JSON.stringify(says)).digest('base64url').slice(0, 12);

/** Those that say something else than when they were locked, and name no new version. */
export const unlocked = (texts: readonly Text[], lock: Lock): Text[] =>
  texts.filter((text) => {
    const [version, digest] = (lock[text.id] ?? '').split(' ');
    return digest !== undefined && digest !== digestOf(text) && version === text.version;
  });

export const newLock = (texts: readonly Text[]): Lock =>
  Object.fromEntries(
    [...texts]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((text) => [text.id, `${text.version} ${digestOf(text)}`]),
  );

/** The file with one more line under its changes. */
export const withChange = (file: string, line: Omit<EditionChange, 'version'>, before: Entry): string => {
  const { date, change, reason, author } = line;
  const added = `- ${Number(versionOf(before)) + 1} | ${date} | ${change} | ${reason} | ${author}`;
  const [head = '', ...rest] = file.trimEnd().split(/^## Changes[ \t]*$/m);
  if (rest.length === 0) return `${file.trimEnd()}\n\n## Changes\n${added}\n`;
  const [lines = '', ...after] = rest.join('## Changes').split(/^(?=## )/m);
  return `${head}## Changes\n${[lines.trim(), added].join('\n')}\n${after.length > 0 ? `\n${after.join('')}\n` : ''}`;
};
