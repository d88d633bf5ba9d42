import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBackup } from '../../bot/store/backup/read.ts';
import { type WriteOptions, writeBackup } from '../../bot/store/backup/write.ts';
import { never } from '../../bot/store/shape.ts';
import type { Entry } from '../../bot/store/whole.ts';
import { seeded } from '../crash/plan.ts';
import { temporaryFolder } from '../support/house.ts';

const { folder, remove } = temporaryFolder();
afterAll(remove);

const key = 'a key of backups for tests';
/** A guess at a real key takes half a second; here it would be spent a hundred times. */
const cost = { N: 16, r: 8, p: 1 };
const random = seeded(7);

const noise = (length: number): string =>
  Array.from({ length }, () => Math.floor(random() * 36 ** 8).toString(36)).join('');

const itemOf = (id: string, text: string): Entry => ({
  ...{ what: 'item', agency: 'a', kind: 'record', id, at: '2026-03-02T09:00:00.000Z' },
  ...{ terms: ['owner:p-1', 'é'], until: never, body: JSON.stringify({ text }) },
});

const entries: Entry[] = [
  itemOf('odd/é', 'é \u0000 \ud83d\n\u2028 日本'),
  ...Array.from({ length: 600 }, (_, n) => itemOf(`r-${n}`, noise(200))),
  { what: 'claim', agency: 'b', id: 'turn', until: '2027-01-01T00:00:00.000Z' },
  {
    ...{ what: 'owed', agency: 'b', queue: 'notices', id: 'n', due: '2026-03-02T09:00:00.000Z' },
    ...{ body: '{}', attempts: 2, error: 'gone\n"away"', deadAt: '' },
  },
];

async function* paged(list: readonly Entry[] = entries): AsyncGenerator<Entry[]> {
  for (let from = 0; from < list.length; from += 100) yield list.slice(from, from + 100);
}

const write = (name: string, more: Partial<WriteOptions> = {}) => {
  const file = join(folder, name);
  const at = '2026-03-02T10:00:00.000Z';
  return writeBackup({ file, key, at, store: 'file', entries: paged(), cost, ...more }).then(() => file);
};

const readAll = async (file: string, opened = key): Promise<Entry[]> => {
  const backup = await openBackup(file, opened);
  try {
    const found: Entry[] = [];
    for await (const some of backup.entries()) found.push(...some);
    return found;
  } finally {
    await backup.close();
  }
};

const refusal = async (file: string, opened = key): Promise<string> => {
  const error: Error = await readAll(file, opened).then(
    () => Promise.reject(new Error('it was read')),
    (fault) => fault,
  );
  expect(error).toMatchObject({ name: 'SharewellError' });
  return error.message;
};

let whole: Buffer;
beforeAll(async () => {
  whole = readFileSync(await write('whole'));
});

const changed = (change: (bytes: Buffer) => Buffer): string => {
  const file = join(folder, 'changed');
  writeFileSync(file, change(Buffer.from(whole)));
  return file;
};

const flipped = (at: number, bit: number): string =>
  changed((bytes) => {
    bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
    return bytes;
  });

describe('a backup', () => {
  test('gives back every entry as it was, over several parts', async () => {
    expect(await readAll(await write('again'))).toEqual(entries);
    expect(whole.length).toBeGreaterThan(2 * 256 * 1024);
  });

  test('may be empty', async () => {
    expect(await readAll(await write('empty', { entries: paged([]) }))).toEqual([]);
  });

  test('says when it was made and from what, and shows nothing else', async () => {
    const backup = await openBackup(join(folder, 'whole'), key);
    expect(backup.header).toMatchObject({ format: 1, at: '2026-03-02T10:00:00.000Z', store: 'file' });
    await backup.close();
    expect(whole.includes('owner:p-1')).toBe(false);
    expect(statSync(join(folder, 'whole')).mode & 0o777).toBe(0o600);
  });

  test('is never written over one that is there, nor left half', async () => {
    await expect(write('whole')).rejects.toThrow(/there already/);
    async function* breaking(): AsyncGenerator<Entry[]> {
      yield entries;
      throw new Error('the store went away');
    }
    await expect(write('half', { entries: breaking() })).rejects.toThrow('the store went away');
    expect(readdirSync(folder).filter((name) => name.includes('half'))).toEqual([]);
    await expect(write(join('no-folder', 'x'))).rejects.toThrow(/cannot be written/);
    expect(existsSync(join(folder, 'no-folder'))).toBe(false);
  });

  test('of the same twice is never the same file', async () => {
    expect(readFileSync(await write('other')).equals(whole)).toBe(false);
  });
});

describe('a backup is refused', () => {
  test('with one flipped bit, wherever it is', async () => {
    for (let at = 0; at < 330; at += 7) await refusal(flipped(at, at % 8));
    for (let n = 0; n < 150; n += 1) {
      const at = Math.floor(random() * whole.length);
      expect(await refusal(flipped(at, Math.floor(random() * 8)))).toMatch(
        /damaged|no backup|another version/,
      );
    }
  });

  test('and says where it is damaged', async () => {
    const message = await refusal(flipped(400_000, 0));
    expect(message).toMatch(/damaged: part 2, bytes 262,\d{3} to 524,\d{3} are not what was written/);
  });

  test('cut off anywhere', async () => {
    for (let n = 0; n < 60; n += 1) {
      const at = Math.floor(random() * whole.length);
      expect(await refusal(changed((bytes) => bytes.subarray(0, at)))).toMatch(/cut off|no backup|damaged/);
    }
  });

  test('with parts left out, exchanged, or something added', async () => {
    const start = whole.indexOf(10, whole.indexOf(10, whole.indexOf(10) + 1) + 1) + 1;
    const length = 5 + 256 * 1024 + 16;
    const part = (n: number) => whole.subarray(start + n * length, start + (n + 1) * length);
    const rest = whole.subarray(start + 2 * length);
    const head = whole.subarray(0, start);
    expect(await readAll(changed(() => Buffer.concat([head, part(0), part(1), rest])))).toHaveLength(603);
    expect(await refusal(changed(() => Buffer.concat([head, part(1), part(0), rest])))).toMatch(/part 1/);
    expect(await refusal(changed(() => Buffer.concat([head, part(0), rest])))).toMatch(/part 2/);
    expect(await refusal(changed((bytes) => Buffer.concat([bytes, Buffer.from('x')])))).toMatch(
      /after its end/,
    );
  });

  test('with another key, or none worth the name', async () => {
    const file = join(folder, 'whole');
    expect(await refusal(file, 'another key of backups')).toMatch(/key does not open/);
    await expect(write('short', { key: 'short' })).rejects.toThrow(/at least 16/);
    expect(await refusal(join(folder, 'nothing'))).toMatch(/cannot be read/);
  });
});
