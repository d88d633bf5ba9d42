import { inflateSync } from 'node:zlib';

/** The pixels of a PNG with eight bits for red, green, blue and how much is seen. */

export type Picture = { width: number; height: number; pixels: Buffer };

const paeth = (left: number, up: number, corner: number): number => {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
};

const predict = (kind: number, left: number, up: number, corner: number): number =>
  [0, left, up, (left + up) >> 1, paeth(left, up, corner)][kind] ?? 0;

const unfilter = (raw: Buffer, width: number, height: number): Buffer => {
  const row = width * 4;
  const pixels = Buffer.alloc(row * height);
  for (let y = 0; y < height; y += 1) {
    const kind = raw[y * (row + 1)] ?? 0;
    for (let x = 0; x < row; x += 1) {
      const at = y * row + x;
      const left = x >= 4 ? (pixels[at - 4] ?? 0) : 0;
      const up = y > 0 ? (pixels[at - row] ?? 0) : 0;
      const corner = x >= 4 && y > 0 ? (pixels[at - row - 4] ?? 0) : 0;
      pixels[at] = ((raw[y * (row + 1) + 1 + x] ?? 0) + predict(kind, left, up, corner)) & 255;
    }
  }
  return pixels;
};

export const readPng = (png: Buffer): Picture => {
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  if (png[24] !== 8 || png[25] !== 6) throw new Error('not eight bits of red, green, blue and alpha');
  return { width, height, pixels: unfilter(inflateSync(Buffer.concat(parts)), width, height) };
};
