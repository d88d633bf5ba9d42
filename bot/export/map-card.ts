import { chipPad, colours, drawChip, line, rect, type Svg, textAt } from './map-draw.ts';
import { type Kind, type MapStep, type MapWay, type Outcome, type Target, words } from './map-steps.ts';
import { chipLook, evenLines, type Look, linesIn, widthOf } from './map-text.ts';

/** One step as a card: its number and question, and below it each answer with the outcome and the step it leads to. */

export const cardWidth = 490;
const pad = 14;
const inside = cardWidth - 2 * pad;
const titleLook: Look = { size: 16, bold: true };
const ruleLook: Look = { size: 14 };
const lineHeight = 19;
const chipHeight = 24;
const badge = { width: 34, height: 26 };
const goto = { width: 62, gap: 8 };

export type Card = { height: number; draw(x: number, y: number): Svg };

type Chip = { kind: Kind; lines: readonly string[]; width: number; height: number };
type WayBox = { lines: readonly string[]; to: Target; chip?: Chip; below: boolean; height: number };

const titleLines = ({ title, name }: MapStep): string[] =>
  evenLines(title, inside - badge.width - 10 - widthOf(name, { size: 12 }) - 10, titleLook);

const room = inside - goto.width - goto.gap;

const chipOf = ({ kind, title }: Outcome): Chip => {
  const lines = evenLines(title, room - chipPad, chipLook);
  const width = Math.max(...lines.map((text) => widthOf(text, chipLook))) + chipPad;
  return { kind, lines, width, height: chipHeight + (lines.length - 1) * 17 };
};

/** The outcome stands beside the answer, or below it where both together are too long for one line. */
const wayBox = ({ rule, outcome, to }: MapWay): WayBox => {
  const chip = outcome && chipOf(outcome);
  const beside = chip ? room - chip.width - goto.gap : room;
  const below = chip !== undefined && widthOf(rule, ruleLook) > beside;
  const lines = linesIn(rule, room, ruleLook);
  const text = lines.length * lineHeight;
  const chipRoom = chip?.height ?? chipHeight;
  const height = (below ? text + chipRoom + 4 : Math.max(text, chipRoom)) + 10;
  return { lines, to, below, height, ...(chip ? { chip } : {}) };
};

const gotoText = (to: Target): string =>
  to === 'end' ? words('map.end-short') : words('map.goto', { n: to.number });

const drawGoto = (to: Target, x: number, y: number): Svg => [
  rect(x, y, goto.width, chipHeight, { radius: 4, fill: colours.quiet, stroke: colours.line }),
  textAt(gotoText(to), x + goto.width / 2, y + 17, { size: 14, bold: true }, 'middle'),
];

const drawWay = ({ lines, to, chip, below, height }: WayBox, x: number, y: number): Svg => {
  const right = x + cardWidth - pad;
  const tall = chip?.height ?? chipHeight;
  const top = below ? y + height - 5 - tall : y + (height - tall) / 2;
  const left = right - goto.width;
  const textTop = below ? y + 5 : y + (height - lines.length * lineHeight) / 2;
  return [
    line(x + pad, y, right, y, colours.hair),
    ...lines.map((text, index) => textAt(text, x + pad, textTop + 14 + index * lineHeight, ruleLook)),
    ...(chip ? drawChip(chip, left - goto.gap - chip.width, top) : []),
    ...drawGoto(to, left, top + (tall - chipHeight) / 2),
  ];
};

const headHeight = (lines: readonly string[]): number => Math.max(lines.length * 21, badge.height) + 2 * 11;

const drawHead = (step: MapStep, lines: readonly string[], x: number, y: number): Svg => [
  rect(x + pad, y + 11, badge.width, badge.height, { radius: 4, fill: colours.ink }),
  textAt(
    String(step.number),
    x + pad + badge.width / 2,
    y + 30,
    { size: 16, bold: true },
    'middle',
    '#ffffff',
  ),
  ...lines.map((text, index) => textAt(text, x + pad + badge.width + 10, y + 29 + index * 21, titleLook)),
  textAt(step.name, x + cardWidth - pad, y + 27, { size: 12 }, 'end', colours.faint),
];

export const cardOf = (step: MapStep): Card => {
  const head = titleLines(step);
  const ways = step.ways.map(wayBox);
  const height = headHeight(head) + ways.reduce((sum, way) => sum + way.height, 0) + 4;
  return {
    height,
    draw: (x, y) => {
      let at = y + headHeight(head);
      const drawn = ways.flatMap((way) => {
        const made = drawWay(way, x, at);
        at += way.height;
        return made;
      });
      const look = { radius: 8, fill: '#ffffff', stroke: colours.line, width: 1.5, dashed: !step.asks };
      return [rect(x, y, cardWidth, height, look), ...drawHead(step, head, x, y), ...drawn];
    },
  };
};
