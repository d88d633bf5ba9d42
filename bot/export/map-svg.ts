import { type Card, cardOf, cardWidth } from './map-card.ts';
import { chipPad, colours, drawChip, polygon, rect, type Svg, textAt } from './map-draw.ts';
import { type Kind, type Stage, words } from './map-steps.ts';
import { chipLook, escaped, type Look, linesIn, widthOf } from './map-text.ts';

/** The decision as one picture: stages below each other, the steps of each in columns, arrows between the stages. */

const width = 1600;
const margin = 40;
const gap = { columns: 25, cards: 18, stages: 46 };
const columns = 3;
const inside = width - 2 * margin;
const text: Look = { size: 16 };

type Drawn = { height: number; svg: Svg };

const heightOf = (cards: readonly Card[]): number =>
  cards.reduce((sum, { height }) => sum + height + gap.cards, -gap.cards);

/** The cards in their order, column after column, so that the highest column is as low as can be. */
const inColumns = (cards: readonly Card[], count: number): Card[][] => {
  if (count === 1 || cards.length <= 1) return [[...cards]];
  const tries = cards.map((_, index) => [
    cards.slice(0, index + 1),
    ...inColumns(cards.slice(index + 1), count - 1),
  ]);
  const highest = (made: readonly (readonly Card[])[]) => Math.max(...made.map(heightOf));
  return tries.reduce((best, made) => (highest(made) < highest(best) ? made : best));
};

const drawStage = ({ title, lead, steps }: Stage, index: number, top: number): Drawn => {
  const made = inColumns(steps.map(cardOf), columns);
  const head = 62;
  const height = head + Math.max(...made.map(heightOf)) + 22;
  const heading = words('map.stage', { n: index + 1, title });
  const look: Look = { size: 23, bold: true };
  const cards = made.flatMap((column, at) => {
    const x = margin + at * (cardWidth + gap.columns);
    let y = top + head;
    return column.flatMap((card) => {
      const drawn = card.draw(x, y);
      y += card.height + gap.cards;
      return drawn;
    });
  });
  return {
    height,
    svg: [
      rect(margin - 20, top, inside + 40, height, { radius: 10, fill: colours.band }),
      textAt(heading, margin, top + 40, look),
      textAt(lead, margin + widthOf(heading, look) + 18, top + 39, text, 'start', colours.faint),
      ...cards,
    ],
  };
};

const arrow = (top: number): string => {
  const middle = width / 2;
  const [from, to] = [top + 6, top + gap.stages - 6];
  const points = [
    [middle - 9, from],
    [middle + 9, from],
    [middle + 9, to - 16],
    [middle + 24, to - 16],
    [middle, to],
    [middle - 24, to - 16],
    [middle - 9, to - 16],
  ] as const;
  return polygon(points, colours.line, colours.line);
};

const kinds: readonly Kind[] = ['share', 'ask', 'no', 'elsewhere'];

/** What each shape means, in two rows. */
const legend = (top: number): Drawn => {
  let x = margin + 16;
  const put = (wide: number, draw: (at: number) => Svg): Svg => {
    const made = draw(x);
    x += wide + 26;
    return made;
  };
  const small: Look = { size: 15 };
  const said = (key: string) => words(`map.legend.${key}`);
  const outcomes = kinds.flatMap((kind) => {
    const wide = widthOf(said(kind), chipLook) + chipPad;
    return put(wide, (at) => drawChip({ kind, lines: [said(kind)], width: wide, height: 24 }, at, top + 44));
  });
  const sign = (key: string, shape: (at: number) => Svg) =>
    put(34 + 10 + widthOf(said(key), small), (at) => [
      ...shape(at),
      textAt(said(key), at + 44, top + 103, small),
    ]);
  x = margin + 16;
  const signs = [
    sign('goto', (at) => [
      rect(at, top + 85, 34, 24, { radius: 4, fill: colours.quiet, stroke: colours.line }),
      textAt('→', at + 17, top + 102, { size: 14, bold: true }, 'middle'),
    ]),
    sign('step', (at) => [
      rect(at, top + 85, 34, 24, { radius: 5, fill: '#ffffff', stroke: colours.line, width: 1.5 }),
    ]),
    sign('worked', (at) => [
      rect(at, top + 85, 34, 24, {
        radius: 5,
        fill: '#ffffff',
        stroke: colours.line,
        width: 1.5,
        dashed: true,
      }),
    ]),
  ].flat();
  return {
    height: 122,
    svg: [
      rect(margin, top, inside, 122, { radius: 8, fill: '#ffffff', stroke: colours.hair }),
      textAt(said('title'), margin + 16, top + 29, { size: 16, bold: true }),
      ...outcomes,
      ...signs,
    ],
  };
};

const heading = (): Drawn => {
  const key = legend(176);
  return {
    height: 176 + key.height,
    svg: [
      textAt(words('map.title'), margin, 72, { size: 40, bold: true }),
      textAt(words('map.subtitle'), margin, 106, { size: 18 }),
      rect(margin, 124, inside, 36, { radius: 4, fill: '#a3211a' }),
      textAt(words('map.danger'), margin + 16, 148, { size: 18, bold: true }, 'start', '#ffffff'),
      ...key.svg,
    ],
  };
};

const footer = (law: string, decides: number, top: number): Drawn => {
  const lines = linesIn(words('map.footer', { law, step: decides }), inside, text);
  return {
    height: lines.length * 24 + 30,
    svg: lines.map((each, index) =>
      textAt(each, margin, top + 24 + index * 24, text, 'start', colours.faint),
    ),
  };
};

export const toSvg = (stages: readonly Stage[], law: string): string => {
  const head = heading();
  let y = head.height + 26;
  const drawn = stages.flatMap((stage, index) => {
    const { height, svg } = drawStage(stage, index, y);
    y += height + gap.stages;
    return index + 1 < stages.length ? [...svg, arrow(y - gap.stages)] : svg;
  });
  y -= gap.stages;
  const decides = stages.flatMap(({ steps }) => steps).find(({ name }) => name === 'Q7')?.number ?? 0;
  const foot = footer(law, decides, y + 8);
  const height = Math.round(y + 8 + foot.height);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="map-title map-desc" font-family="Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif">`,
    `<title id="map-title">${escaped(words('map.title'))}</title>`,
    `<desc id="map-desc">${escaped(words('map.alt'))}</desc>`,
    rect(0, 0, width, height, { fill: '#ffffff' }),
    ...head.svg,
    ...drawn,
    ...foot.svg,
    '</svg>',
    '',
  ].join('\n');
};
