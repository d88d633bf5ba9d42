import { describe, expect, it } from 'vitest';
import { editionFaults, lockedTexts, readLock } from '../../bot/cli/guidance-files.ts';
import {
  documentOf,
  newLock,
  readChanges,
  textOf,
  unlocked,
  withChange,
} from '../../bot/guidance/editions.ts';
import { type Entry, readEntry } from '../../bot/guidance/entry.ts';
import { entryFile, entryOf } from '../support/guidance-house.ts';

/** Answers as controlled documents: their versions, and what is found when words change without one. */

const file = entryFile('one', 'What is one?', '', ['what is one', 'one']);
const changed = (text: string): Entry => entryOf(text);
const row = '- 2 | 2026-12-01 | It says more. | A new Act. | Legal services';

describe('the changes of an answer', () => {
  it('are read from its file, and make its version, its author and its day', () => {
    const entry = changed(`${file}\n\n## Changes\n${row}\n`);
    expect(documentOf(entry)).toMatchObject({
      ...{ kind: 'guidance', id: 'one', version: '2', author: 'Legal services', from: '2026-12-01' },
      ...{ owner: 'Somebody', reviewOn: '2027-11-01' },
    });
    expect(entry.asked).toHaveLength(2);
  });

  it('are none in a first edition, which has the author and the day of what ships with it', () => {
    expect(documentOf(changed(file))).toMatchObject({ version: '1', author: 'Sharewell', changes: [] });
    expect(documentOf(changed(file), false)).toMatchObject({ author: 'Somebody', from: '2026-11-01' });
    const review = file.replace('owner:', 'review: 2028-01-01\nowner:');
    expect(documentOf(changed(review)).reviewOn).toBe('2028-01-01');
  });

  it.each([
    ['- 2 | 2026-12-01 | what | why', 'write a change as'],
    ['- 2 | soon | what | why | who', 'write a change as'],
    ['- 3 | 2026-12-01 | what | why | who', 'makes version 2'],
    [`${row}\n- 3 | 2026-11-01 | what | why | who`, 'older than the one before'],
  ])('%s is refused', (lines, say) => {
    expect(readChanges(lines).faults.join()).toContain(say);
    const read = readEntry(`${file}\n\n## Changes\n${lines}\n`);
    expect('faults' in read && read.faults.join()).toContain(say);
  });
});

describe('the lock', () => {
  const lock = newLock([textOf(changed(file))]);
  const left = (text: string) => unlocked([textOf(changed(text))], lock).map(({ id }) => id);
  const other = file.replace('The answer to one.', 'Another answer to one.');

  it('finds words that changed without a new version', () => {
    expect(left(other)).toEqual(['one']);
    expect(left(file)).toEqual([]);
  });

  it('lets pass more ways to ask, another look, and a change that has its line', () => {
    expect(left(`${file}\n- number one`)).toEqual([]);
    expect(left(file.replace('2026-11-01', '2026-12-01'))).toEqual([]);
    const line = { date: '2026-12-01', change: 'Other words.', reason: 'Clearer.', author: 'Somebody' };
    const once = withChange(other, line, changed(other));
    expect(left(once)).toEqual([]);
    const twice = changed(withChange(once, line, changed(once)));
    expect(twice.changes?.map(({ version }) => version)).toEqual(['2', '3']);
    expect(twice.asked).toEqual(changed(file).asked);
  });

  it('has nothing against what ships, whether answers or law', () => {
    expect(editionFaults()).toEqual([]);
    expect(lockedTexts().map(({ id }) => id)).toEqual(expect.arrayContaining(['law-sar', 'law:L-02']));
    expect(Object.keys(readLock())).toEqual(expect.arrayContaining(['law-sar', 'law:L-02']));
  });
});
