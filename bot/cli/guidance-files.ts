import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Checked, Fault } from '../guidance/check.ts';
import { type Lock, lawTexts, type Text, textOf, unlocked } from '../guidance/editions.ts';
import { readShipped } from '../guidance/files.ts';
import { readPolicy } from '../policy.ts';

/** The laws that answers may name. */
export const lawsKnown = (): string[] =>
  Object.keys(readPolicy(process.env.SHAREWELL_POLICY?.trim() || undefined).law);

export const entriesFolder = 'bot/guidance/entries';

export const readGuidance = (folder = entriesFolder): Checked => readShipped(folder, lawsKnown());

const lockFile = 'bot/guidance/editions-lock.json';

export const readLock = (): Lock =>
  existsSync(lockFile) ? (JSON.parse(readFileSync(lockFile, 'utf8')) as Lock) : {};

export const writeLock = (lock: Lock): void =>
  writeFileSync(lockFile, `${JSON.stringify(lock, Object.keys(lock).sort(), 2)}\n`);

/** What ships and has a version: answers, and the law of the sample pack. */
export const lockedTexts = (): Text[] => [
  ...readGuidance().entries.map(textOf),
  ...lawTexts(readPolicy().law),
];

/** New, and not locked yet: until then nobody finds that their words change. */
export const notLocked = (): number => {
  const lock = readLock();
  return lockedTexts().filter(({ id }) => !Object.hasOwn(lock, id)).length;
};

/** Words that were changed without a new version. */
export const editionFaults = (): Fault[] =>
  unlocked(lockedTexts(), readLock()).map(({ id, version }) => ({
    file: id,
    say: `says something else than its version ${version}: npm run guidance:edition -- ${id} "what changed" "why"`,
  }));
