import { crc32, inflateRawSync } from 'node:zlib';

/** Reads a zip the way its readers do: from the list at the end. Knows nothing of how it was written. */

export type Entry = { name: string; data: Buffer };

const endOf = (zip: Buffer): number => {
  const at = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (at < 0) throw new Error('no list of entries');
  return at;
};

const entryAt = (zip: Buffer, at: number, packed: number, method: number): Buffer => {
  if (zip.readUInt32LE(at) !== 0x04034b50) throw new Error('no entry where the list says');
  const from = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
  const data = zip.subarray(from, from + packed);
  return method === 8 ? inflateRawSync(data) : data;
};

export const unzip = (zip: Buffer): Entry[] => {
  const end = endOf(zip);
  const entries: Entry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== 0x02014b50) throw new Error('the list is broken');
    const length = zip.readUInt16LE(at + 28);
    const name = zip.subarray(at + 46, at + 46 + length).toString('utf8');
    const data = entryAt(
      zip,
      zip.readUInt32LE(at + 42),
      zip.readUInt32LE(at + 20),
      zip.readUInt16LE(at + 10),
    );
    if (crc32(data) !== zip.readUInt32LE(at + 16)) throw new Error(`${name} is damaged`);
    entries.push({ name, data });
    at += 46 + length + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  if (at !== end) throw new Error('the list does not end where it says');
  return entries;
};
