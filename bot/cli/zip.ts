import { crc32 } from 'node:zlib';

/** Writes a zip of a few small files, uncompressed and without times: the same files give the same bytes everywhere. */

export type File = { name: string; data: Uint8Array };

/** Names are UTF-8. */
const flags = 0x0800;
const version = 20;
/** The first day that the format knows. */
const day = 0x0021;

/** What the entry's own header and the list at the end say alike. */
const common = (data: Uint8Array, name: Buffer): Buffer => {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(version, 0);
  fields.writeUInt16LE(flags, 2);
  fields.writeUInt16LE(day, 8);
  fields.writeUInt32LE(crc32(data), 10);
  fields.writeUInt32LE(data.length, 14);
  fields.writeUInt32LE(data.length, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
};

const signed = (signature: number, ...parts: Uint8Array[]): Buffer => {
  const start = Buffer.alloc(4);
  start.writeUInt32LE(signature);
  return Buffer.concat([start, ...parts]);
};

const listed = (fields: Buffer, name: Buffer, at: number): Buffer => {
  const made = Buffer.alloc(2);
  made.writeUInt16LE(version);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(at, 10);
  return signed(0x02014b50, made, fields, rest, name);
};

export const zip = (files: readonly File[]): Buffer => {
  const entries: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const file of files) {
    const name = Buffer.from(file.name);
    const fields = common(file.data, name);
    const entry = signed(0x04034b50, fields, name, file.data);
    entries.push(entry);
    list.push(listed(fields, name, at));
    at += entry.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(Buffer.concat(list).length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...entries, ...list, signed(0x06054b50, end)]);
};
