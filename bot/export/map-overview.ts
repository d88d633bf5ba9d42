import { type Chip, chipPad, colours, drawChip, line, polygon, rect, type Svg, textAt } from './map-draw.ts';
import { type Kind, type Outcome, type Stage, words } from './map-steps.ts';
import { chipLook, escaped, type Look, linesIn, widthOf } from './map-text.ts';

/** The decision in short, for a chat: its stages, and what each of them may come to. Small, so that it can be read there. */

const width = 640;
const margin = 16;
const pad = 14;
const inside = width - 2 * margin - 2 * pad;
const gap = 26;
const titleLook: Look = { size: 20, bold: true };
const leadLook: Look = { size: 15 };

type Placed = Chip & { x: number; row: number };
type Box = { height: number; draw(y: number): Svg };

const kinds: readonly Kind[] = ['share', 'ask', 'no', 'elsewhere'];

const outcomesOf = ({ steps }: Stage): Outcome[] => {
  const all = steps.flatMap(({ ways }) => ways.flatMap(({ outcome }) => outcome ?? []));
  const once = all.filter(({ code }, index) => all.findIndex((other) => other.code === code) === index);
  return kinds.flatMap((kind) => once.filter((outcome) => outcome.kind === kind));
};

/** Outcomes beside each other, in as many rows as they need. */
const place = (outcomes: readonly Outcome[]): Placed[] => {
  let [x, row] = [0, 0];
  return outcomes.map(({ kind, title }) => {
    const wide = widthOf(title, chipLook) + chipPad;
    if (x > 0 && x + wide > inside) [x, row] = [0, row + 1];
    const placed = { kind, lines: [title], width: wide, height: 24, x, row };
    x += wide + 10;
    return placed;
  });
};

const boxOf = (stage: Stage, index: number): Box => {
  const lead = linesIn(stage.lead, inside, leadLook);
  const chips = place(outcomesOf(stage));
  const chipsTop = 50 + lead.length * 20 + 8;
  const rows = (chips.at(-1)?.row ?? -1) + 1;
  const height = chipsTop + rows * 32 + 8;
  const left = margin + pad;
  return {
    height,
    draw: (y) => [
      rect(margin, y, width - 2 * margin, height, { radius: 8, fill: colours.band, stroke: colours.line }),
      textAt(words('map.stage', { n: index + 1, title: stage.title }), left, y + 33, titleLook),
      ...lead.map((text, at) => textAt(text, left, y + 60 + at * 20, leadLook)),
      line(left, y + chipsTop - 1, left + inside, y + chipsTop - 1, colours.hair),
      ...chips.flatMap((chip) => drawChip(chip, left + chip.x, y + chipsTop + 7 + chip.row * 32)),
    ],
  };
};

const arrow = (top: number): string => {
  const [middle, to] = [width / 2, top + gap - 3];
  const points = [
    [middle - 6, top + 3],
    [middle + 6, top + 3],
    [middle + 6, to - 10],
    [middle + 15, to - 10],
    [middle, to],
    [middle - 15, to - 10],
    [middle - 6, to - 10],
  ] as const;
  return polygon(points, colours.line, colours.line);
};

export const toOverview = (stages: readonly Stage[]): string => {
  let y = margin;
  const drawn = stages.map(boxOf).flatMap((box, index) => {
    const made = [...box.draw(y), ...(index > 0 ? [arrow(y - gap)] : [])];
    y += box.height + gap;
    return made;
  });
  const height = Math.round(y - gap + margin);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="map-title" font-family="Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif">`,
    `<title id="map-title">${escaped(words('map.overview'))}</title>`,
    rect(0, 0, width, height, { fill: '#ffffff' }),
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
};
