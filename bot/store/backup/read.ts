import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { SharewellError } from '../../core/errors.ts';
import { makeTally, type Tally, wholeDigest } from '../tally.ts';
import type { Entry } from '../whole.ts';
import {
  deriveKey,
  type Header,
  headBytes,
  openPart,
  partBytes,
  proofOf,
  type Seal,
  sealOf,
  tagBytes,
} from './seal.ts';

export type Backup = {
  header: Header;
  /** Tells one backup from another. */
  identity: string;
  bytes: number;
  /** Some at a time. It fails where the file is not what was written, and counts at the end. */
  entries(at?: (bytes: number) => void): AsyncGenerator<Entry[]>;
  close(): Promise<void>;
};

const refuse = (message: string): never => {
  throw new SharewellError('store-refused', message);
};

const number = new Intl.NumberFormat('en-GB');

/** Fewer where the file ends. */
const readAt = async (handle: FileHandle, from: number, length: number): Promise<Buffer> => {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, from);
  return buffer.subarray(0, bytesRead);
};

type Start = { header: Header; said: string; proof: string; from: number };

const mostCost = 4 * 1024 * 1024;

const isHeader = (value: unknown): value is Header => {
  const { at, store, scrypt, salt } = value as Header;
  const numbers = [scrypt?.N, scrypt?.r, scrypt?.p];
  return (
    [at, store, salt].every((text) => typeof text === 'string') &&
    numbers.every((one) => Number.isInteger(one) && one > 0) &&
    scrypt.N * scrypt.r <= mostCost
  );
};

const parseHeader = (said: string, file: string): Header => {
  let value: unknown;
  try {
    value = JSON.parse(said);
  } catch {
    value = undefined;
  }
  if (value === null || typeof value !== 'object')
    return refuse(`${file} is damaged: its second line, which says how it is sealed, cannot be read.`);
  if ((value as Header).format !== 1)
    return refuse(`${file} was made by another version of Sharewell: restore it with that one.`);
  return isHeader(value)
    ? value
    : refuse(`${file} is damaged: its second line does not say how it is sealed.`);
};

const readStart = async (handle: FileHandle, file: string): Promise<Start> => {
  const text = (await readAt(handle, 0, 4096)).toString('latin1');
  const [name, said = '', proof = '', rest] = text.split('\n');
  if (name !== 'SHAREWELL BACKUP') return refuse(`${file} is no backup, or its first line is damaged.`);
  if (rest === undefined) return refuse(`${file} is cut off: it ends within its first lines.`);
  const header = parseHeader(said, file);
  return { header, said, proof, from: name.length + said.length + proof.length + 3 };
};

type Parts = { handle: FileHandle; file: string; seal: Seal; from: number };

const partsOf = async function* ({ handle, file, seal, from }: Parts, at: (bytes: number) => void) {
  for (let part = 0; ; part += 1) {
    const where = (to: number) =>
      `part ${number.format(part + 1)}, bytes ${number.format(from + 1)} to ${number.format(to)}`;
    const head = await readAt(handle, from, headBytes);
    if (head.length < headBytes)
      return refuse(
        `${file} is cut off: it ends at byte ${number.format(from + head.length)}, in the middle.`,
      );
    const length = head.readUInt32BE(1);
    if (head.readUInt8(0) > 1 || length > partBytes)
      return refuse(`${file} is damaged: ${where(from + headBytes)} cannot be what was written.`);
    const wanted = length + tagBytes;
    const body = await readAt(handle, from + headBytes, wanted);
    const to = from + headBytes + body.length;
    const text = body.length === wanted ? openPart(seal, part, head, body) : undefined;
    // A length that was changed looks like a file that ends early, and the other way round: both are said then.
    if (body.length < wanted)
      return refuse(`${file} is cut off or damaged: ${where(to)} ends before it should.`);
    if (!text) return refuse(`${file} is damaged: ${where(to)} are not what was written.`);
    at(to);
    yield text;
    from = to;
    if (head.readUInt8(0) === 1) break;
  }
  if ((await readAt(handle, from, 1)).length > 0)
    refuse(`${file} is damaged: there is something after its end at byte ${number.format(from)}.`);
};

const linesOf = async function* (packed: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of packed) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      yield rest.toString('utf8', 0, end);
      rest = rest.subarray(end + 1);
    }
  }
};

type End = { what: 'end'; entries: number; digest: string };

const checkEnd = (end: End | undefined, tally: Tally, file: string): void => {
  if (end?.entries !== tally.entries || end.digest !== wholeDigest(tally))
    refuse(`${file} is not whole: it holds something else than was counted when it was written.`);
};

const atOnce = 250;

const entriesOf = async function* (parts: Parts, at: (bytes: number) => void): AsyncGenerator<Entry[]> {
  const packed = createGunzip();
  // What breaks on the way is met by whoever reads the end of the pipe.
  pipeline(Readable.from(partsOf(parts, at)), packed).catch(() => undefined);
  const tally = makeTally();
  let some: Entry[] = [];
  let end: End | undefined;
  for await (const line of linesOf(packed)) {
    const entry: Entry | End = JSON.parse(line);
    if (entry.what === 'end') {
      end = entry;
      continue;
    }
    tally.add(entry);
    if (some.push(entry) < atOnce) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
  checkEnd(end, tally, parts.file);
};

const openFile = async (file: string): Promise<FileHandle> => {
  try {
    return await open(file, 'r');
  } catch (cause) {
    throw new SharewellError('config', `${file} cannot be read.`, { cause });
  }
};

export const openBackup = async (file: string, key: string): Promise<Backup> => {
  const handle = await openFile(file);
  try {
    const { header, said, proof, from } = await readStart(handle, file);
    const derived = await deriveKey(key, header);
    if (proofOf(derived, said) !== proof)
      refuse(
        `The key does not open ${file}, or its first lines are damaged: set SHAREWELL_BACKUP_KEY to its key.`,
      );
    const { size: bytes } = await handle.stat();
    const parts = { handle, file, seal: sealOf(derived, said), from };
    return {
      header,
      identity: header.salt,
      bytes,
      entries: (at = () => undefined) => entriesOf(parts, at),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
};
