import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SharewellError } from '../core/errors.ts';
import { newLock, unlocked, withChange } from '../guidance/editions.ts';
import { runCommand } from './command.ts';
import { entriesFolder, lockedTexts, readGuidance, readLock, writeLock } from './guidance-files.ts';
import { print } from './lines.ts';

/** Gives an answer whose words were changed its new version, and keeps what each version says in the lock file. */

const help = `Usage: npm run guidance:edition [-- ID "what changed" "why"]
       npm run guidance:edition -- --same ID

Every answer and law entry that ships has a version. guidance:check finds those whose words were changed without a new
one. With an id it writes the change under "## Changes" of that answer, with today's day, and locks it; --author names
who made it, where that is not the owner. For a law entry write the line into "changes" in
dialogs/policy/sample/law.json, then run this. --same ID: a slip of the pen was put right, and nobody needs to hear of
it. Without anything it locks what is new. Ends with 1 where anything is left.
`;

const refuse = (say: string): never => {
  throw new SharewellError('config', say);
};

const addChange = (
  [id = '', change = '', reason = '']: readonly string[],
  author: string | undefined,
): void => {
  const entry = readGuidance().entries.find((one) => one.id === id) ?? refuse(`There is no answer "${id}".`);
  if (!change || !reason) refuse('Say what changed, and why: two texts in quotation marks.');
  if (/[|\n]/.test([change, reason, author].join(''))) refuse('Leave out bars and line breaks.');
  const file = join(entriesFolder, `${id}.md`);
  const date = new Date().toISOString().slice(0, 10);
  const line = { date, change, reason, author: author ?? entry.owner };
  writeFileSync(file, withChange(readFileSync(file, 'utf8'), line, entry));
};

/** All that is new, that has a new version, or that somebody says is the same. What is left stays as it was locked. */
const relock = (same: string | undefined): string[] => {
  const [texts, lock] = [lockedTexts(), readLock()];
  if (same && !texts.some(({ id }) => id === same)) refuse(`There is no answer or law entry "${same}".`);
  const left = unlocked(texts, lock)
    .map(({ id }) => id)
    .filter((id) => id !== same);
  const kept = Object.fromEntries(left.map((id) => [id, lock[id] ?? '']));
  writeLock({ ...newLock(texts), ...kept });
  return left;
};

await runCommand({
  help,
  options: { same: { type: 'string' }, author: { type: 'string' } },
  names: { most: 3 },
  run: async ({ same, author }, names) => {
    if (names.length > 0) addChange(names, author);
    const left = relock(same);
    for (const id of left) await print(`${id}: its words were changed. Say what changed in it, and why.`);
    await print(left.length === 0 ? 'Every version is locked.' : `${left.length} left.`);
    if (left.length > 0) process.exitCode = 1;
  },
});
