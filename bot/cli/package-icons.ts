import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The icons are drawn from our own pictures, and held against what Teams and Slack ask of them. */

export type Icons = { color: Buffer; outline: Buffer; slack: Buffer };

type Drawn = { png: Buffer; width: number; height: number; pixels: Uint8Array };

const draw = async (file: string, width: number): Promise<Drawn> => {
  const { Resvg } = await import('@resvg/resvg-js');
  const svg = readFileSync(join('manifest', 'icons', file), 'utf8');
  const image = new Resvg(svg, { fitTo: { mode: 'width', value: width } }).render();
  return { png: image.asPng(), width: image.width, height: image.height, pixels: image.pixels };
};

/** Colours come multiplied with how much of them is seen, so white is as much of each colour as is seen. */
const shareOf = (
  { pixels }: Drawn,
  is: (r: number, g: number, b: number, seen: number) => boolean,
): number => {
  let count = 0;
  for (let at = 0; at < pixels.length; at += 4)
    if (is(pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0, pixels[at + 3] ?? 0)) count += 1;
  return count / (pixels.length / 4);
};

const square = (name: string, drawn: Drawn, size: number): string[] =>
  drawn.width === size && drawn.height === size
    ? []
    : [`${name} is ${drawn.width} by ${drawn.height} pixels, and must be ${size} by ${size}`];

const outlineFaults = (drawn: Drawn): string[] => [
  ...square('outline.svg', drawn, 32),
  ...(shareOf(drawn, (r, g, b, seen) => r === seen && g === seen && b === seen) === 1
    ? []
    : ['outline.svg may hold white and nothing else']),
  ...(shareOf(drawn, (_r, _g, _b, seen) => seen === 0) > 0.25
    ? []
    : ['outline.svg needs an empty background']),
  ...(shareOf(drawn, (_r, _g, _b, seen) => seen > 0) > 0.05 ? [] : ['outline.svg shows nothing']),
];

const colorFaults = (drawn: Drawn): string[] => [
  ...square('color.svg', drawn, 192),
  ...(shareOf(drawn, (_r, _g, _b, seen) => seen === 255) === 1
    ? []
    : ['color.svg must fill its whole square']),
];

export const drawIcons = async (): Promise<{ icons: Icons; faults: string[] }> => {
  const color = await draw('color.svg', 192);
  const outline = await draw('outline.svg', 32);
  const slack = await draw('color.svg', 512);
  return {
    icons: { color: color.png, outline: outline.png, slack: slack.png },
    faults: [...colorFaults(color), ...outlineFaults(outline)],
  };
};
