import { randomBytes } from 'node:crypto';
import { closeSync, createWriteStream, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { SharewellError } from '../../core/errors.ts';
import { byKind, makeTally, type Tally, wholeDigest } from '../tally.ts';
import type { Entry } from '../whole.ts';
import {
  type Cost,
  cost,
  deriveKey,
  type Header,
  partBytes,
  proofOf,
  type Seal,
  sealOf,
  sealPart,
} from './seal.ts';

/** Everything there is, one entry a line, packed and sealed, and what was counted at the end. */

export type WriteOptions = {
  file: string;
  key: string;
  at: string;
  store: Header['store'];
  entries: AsyncIterable<readonly Entry[]>;
  cost?: Cost;
};

const endOf = (tally: Tally): string =>
  JSON.stringify({
    what: 'end',
    entries: tally.entries,
    digest: wholeDigest(tally),
    kinds: Object.fromEntries(byKind(tally)),
  });

const linesOf = async function* (pages: WriteOptions['entries'], tally: Tally): AsyncGenerator<string> {
  for await (const entries of pages) {
    for (const entry of entries) tally.add(entry);
    yield entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
  }
  yield `${endOf(tally)}\n`;
};

const sealed = (line: string, seal: Seal) =>
  async function* (packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    yield Buffer.from(line);
    let rest: Buffer = Buffer.alloc(0);
    let number = 0;
    for await (const chunk of packed) {
      rest = Buffer.concat([rest, chunk]);
      while (rest.length > partBytes) {
        yield sealPart(seal, number, rest.subarray(0, partBytes), false);
        rest = rest.subarray(partBytes);
        number += 1;
      }
    }
    yield sealPart(seal, number, rest, true);
  };

const sync = (path: string): void => {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

/** Under another name until it is whole and on the disk: a file with the name that was asked for is a backup. */
export const writeBackup = async (options: WriteOptions): Promise<Tally> => {
  const { file, key, at, store, entries } = options;
  if (existsSync(file))
    throw new SharewellError('config', `${file} is there already. Give the backup another name.`);
  const salt = randomBytes(32).toString('base64url');
  const header: Header = { format: 1, at, store, scrypt: options.cost ?? cost, salt };
  const derived = await deriveKey(key, header);
  const said = JSON.stringify(header);
  const line = `SHAREWELL BACKUP\n${said}\n${proofOf(derived, said)}\n`;
  const part = join(dirname(file), `.${basename(file)}.${process.pid}.part`);
  const tally = makeTally();
  try {
    await pipeline(
      Readable.from(linesOf(entries, tally)),
      createGzip(),
      sealed(line, sealOf(derived, said)),
      createWriteStream(part, { mode: 0o600, flags: 'wx' }),
    );
    sync(part);
    renameSync(part, file);
    sync(dirname(file));
    return tally;
  } catch (error) {
    rmSync(part, { force: true });
    throw fault(error, file);
  }
};

const fault = (error: unknown, file: string): unknown => {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'EACCES' || code === 'ENOSPC'
    ? new SharewellError('config', `${file} cannot be written (${code}): look at its folder and the disk.`)
    : error;
};
