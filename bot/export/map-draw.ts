import type { Kind } from './map-steps.ts';
import { chipLook, escaped, type Look } from './map-text.ts';

/** The few shapes the map is made of, as SVG. Every outcome has a shape of its own, so that no colour is needed. */

/** Elements, one a line. */
export type Svg = string[];

export const colours = {
  ink: '#0b0c0c',
  faint: '#505a5f',
  line: '#505a5f',
  hair: '#d5d9dc',
  quiet: '#f3f2f1',
  band: '#eef3f7',
} as const;

const fills: Readonly<Record<Kind, { fill: string; stroke: string }>> = {
  share: { fill: '#d5eedd', stroke: '#00602b' },
  ask: { fill: '#fff2cc', stroke: '#7a5600' },
  no: { fill: '#fbdcd9', stroke: '#a3211a' },
  elsewhere: { fill: '#dbe7f7', stroke: '#1d4f91' },
};

const n = (value: number): string => String(Math.round(value * 10) / 10);

export type Box = { radius?: number; fill: string; stroke?: string; width?: number; dashed?: boolean };

export const rect = (
  x: number,
  y: number,
  width: number,
  height: number,
  { radius = 0, fill, stroke = 'none', width: line = 1, dashed = false }: Box,
): string =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" rx="${radius}" fill="${fill}" stroke="${stroke}" stroke-width="${line}"${dashed ? ' stroke-dasharray="7 5"' : ''}/>`;

export const line = (x1: number, y1: number, x2: number, y2: number, stroke: string): string =>
  `<line x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}" stroke="${stroke}"/>`;

export const polygon = (
  points: readonly (readonly [number, number])[],
  fill: string,
  stroke: string,
  width = 1.5,
): string =>
  `<polygon points="${points.map(([x, y]) => `${n(x)},${n(y)}`).join(' ')}" fill="${fill}" stroke="${stroke}" stroke-width="${width}"/>`;

export const textAt = (
  text: string,
  x: number,
  y: number,
  { size, bold = false }: Look,
  anchor: 'start' | 'middle' | 'end' = 'start',
  fill: string = colours.ink,
): string =>
  `<text x="${n(x)}" y="${n(y)}" font-size="${size}"${bold ? ' font-weight="bold"' : ''}${anchor === 'start' ? '' : ` text-anchor="${anchor}"`} fill="${fill}">${escaped(text)}</text>`;

const outline = (kind: Kind, x: number, y: number, width: number, height: number): Svg => {
  const { fill, stroke } = fills[kind];
  const [right, bottom, middle] = [x + width, y + height, y + height / 2];
  switch (kind) {
    case 'share':
      return [rect(x, y, width, height, { radius: Math.min(height / 2, 14), fill, stroke, width: 1.5 })];
    case 'ask': {
      const points = [
        [x, middle],
        [x + 9, y],
        [right - 9, y],
        [right, middle],
        [right - 9, bottom],
        [x + 9, bottom],
      ] as const;
      return [polygon(points, fill, stroke)];
    }
    case 'no':
      return [
        rect(x, y, width, height, { fill, stroke, width: 1.5 }),
        rect(x + 3, y + 3, width - 6, height - 6, { fill: 'none', stroke }),
      ];
    case 'elsewhere': {
      const points = [
        [x + 10, y],
        [right, y],
        [right - 10, bottom],
        [x, bottom],
      ] as const;
      return [polygon(points, fill, stroke)];
    }
  }
};

/** Room for the slanted or round ends of a shape, both together. */
export const chipPad = 30;

export type Chip = { kind: Kind; lines: readonly string[]; width: number; height: number };

/** An outcome: its words in the shape of its kind. */
export const drawChip = ({ kind, lines, width, height }: Chip, x: number, y: number): Svg => {
  const first = y + height / 2 + 4.5 - ((lines.length - 1) * 17) / 2;
  return [
    ...outline(kind, x, y, width, height),
    ...lines.map((text, index) => textAt(text, x + width / 2, first + index * 17, chipLook, 'middle')),
  ];
};
