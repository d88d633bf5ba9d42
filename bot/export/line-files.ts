import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';

/** Files that are written line by line, however many there are, with a digest of each at the end. */

export type Written = { name: string; lines: number; bytes: number; sha256: string };

export type Lines = { line(text: string): Promise<void>; end(): Promise<Written> };

const mostHeld = 64 * 1024;

/** For its owner's eyes only; what is there already is left alone. */
export const openLines = async (folder: string, name: string): Promise<Lines> => {
  const handle = await open(join(folder, name), 'ax', 0o600);
  const hash = createHash('sha256');
  let held: string[] = [];
  let size = 0;
  let lines = 0;
  let bytes = 0;
  const flush = async () => {
    const chunk = Buffer.from(held.join(''));
    held = [];
    size = 0;
    hash.update(chunk);
    bytes += chunk.length;
    await handle.writeFile(chunk);
  };
  return {
    line: async (text) => {
      held.push(`${text}\n`);
      size += text.length + 1;
      lines += 1;
      if (size >= mostHeld) await flush();
    },
    end: async () => {
      await flush();
      await handle.sync();
      await handle.close();
      return { name, lines, bytes, sha256: hash.digest('hex') };
    },
  };
};
