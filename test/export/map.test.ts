import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import PDFDocument from 'pdfkit';
import { describe, expect, it } from 'vitest';
import { decisionMermaid, decisionOverview, decisionSvg } from '../../bot/export/map.ts';
import { toMermaid } from '../../bot/export/map-mermaid.ts';
import { type Stage, stages } from '../../bot/export/map-steps.ts';
import { toSvg } from '../../bot/export/map-svg.ts';
import { table } from '../../dialogs/decision/table.ts';
import decisionWords from '../../dialogs/decision/words.en-GB.json' with { type: 'json' };
import { samplePack } from '../../dialogs/policy/sample.ts';

const all = stages();
const steps = all.flatMap((stage) => stage.steps);
const ways = Object.values(table).flatMap((row) => [...row.ways]);

const nasty = 'end"]; <b>&amp; `x` #1 |y| ${z} {{w}} %%{init}%%\\';
/** One step with one way, whose every word is what nobody should write. */
const nastyStage: Stage = {
  name: 'first',
  title: nasty,
  lead: nasty,
  steps: [
    {
      name: 'T0',
      number: 1,
      title: nasty,
      asks: true,
      ways: [{ rule: nasty, to: 'end', outcome: { code: 'SHARE', title: nasty, kind: 'share' } }],
    },
  ],
};

describe('the steps', () => {
  it('are all rows of the table, in its order, each in one stage', () => {
    expect(steps.map(({ name }) => name)).toEqual(Object.keys(table));
    expect(steps.map(({ number }) => number)).toEqual(steps.map((_, index) => index + 1));
    expect(all.map(({ name }) => name)).toEqual(['first', 'about', 'lets', 'weigh', 'close']);
  });

  it('have every way of the table, with its outcome and where it leads', () => {
    const drawn = steps.flatMap((step) =>
      step.ways.map(({ outcome, to }) => [step.name, outcome?.code, to === 'end' ? 'end' : to.name]),
    );
    const wanted = Object.entries(table).flatMap(([name, row]) =>
      row.ways.map(({ give, to }) => [name, give?.outcome, to]),
    );
    expect(drawn).toEqual(wanted);
  });
});

const anId = '[A-Za-z][A-Za-z0-9]*';
const aText = `"[^"<>\`|{}\\[\\]\\\\]+"`;
const grammar = {
  start: /^flowchart TD$/,
  title: /^accTitle: [^;#%]+$/,
  description: /^accDescr: [^;#%]+$/,
  look: new RegExp(`^classDef ${anId} [a-z-]+:[#a-z0-9 ]+(,[a-z-]+:[#a-z0-9 ]+)*$`),
  opens: new RegExp(`^subgraph ${anId}\\[${aText}\\]$`),
  closes: /^end$/,
  node: new RegExp(
    `^(${anId})(\\[${aText}\\]|\\(\\[${aText}\\]\\)|\\{\\{${aText}\\}\\}|\\[\\[${aText}\\]\\]|\\[/${aText}/\\]|\\(\\(\\(${aText}\\)\\)\\))(:::${anId})?$`,
  ),
  edge: new RegExp(`^(${anId}) (-->\\|${aText}\\||-\\.->) (${anId})$`),
};

type Kind = keyof typeof grammar;
const linesOf = (chart: string) =>
  chart.split('\n').map((line) => {
    const text = line.trim();
    const kinds = (Object.keys(grammar) as Kind[]).filter((kind) => grammar[kind].test(text));
    return { text, kinds };
  });
const matches = (chart: string, kind: Kind): RegExpExecArray[] =>
  linesOf(chart).flatMap(({ text }) => {
    const found = grammar[kind].exec(text);
    return found ? [found] : [];
  });

describe('the flowchart', () => {
  const chart = decisionMermaid();

  it('is written in the few forms that Mermaid is sure to read', () => {
    for (const { text, kinds } of linesOf(chart)) expect(kinds, text).toHaveLength(1);
    expect(linesOf(chart)[0]?.kinds).toEqual(['start']);
    expect(matches(chart, 'opens')).toHaveLength(matches(chart, 'closes').length);
  });

  it('keeps words that mean something to Mermaid out of its way', () => {
    for (const { text, kinds } of linesOf(toMermaid([nastyStage]))) expect(kinds, text).toHaveLength(1);
  });

  it('names no node twice, and joins only what it names', () => {
    const named = matches(chart, 'node').map(([, id]) => id);
    expect(new Set(named).size).toBe(named.length);
    expect(named).not.toContain('end');
    for (const [, from, , to] of matches(chart, 'edge'))
      expect(named).toEqual(expect.arrayContaining([from, to]));
  });

  it('has a node for each row and an edge for each way, and each outcome leads on', () => {
    const nodes = matches(chart, 'node');
    for (const row of Object.keys(table)) expect(nodes.map(([, id]) => id)).toContain(row);
    const outcomes = nodes.filter(([, , , look]) => look && !/step|worked/.test(look)).map(([, id]) => id);
    const edges = matches(chart, 'edge');
    expect(edges.filter(([, , arrow]) => arrow?.startsWith('-->'))).toHaveLength(ways.length);
    const onwards = edges.filter(([, , arrow]) => arrow === '-.->').map(([, from]) => from);
    expect([...onwards].sort()).toEqual([...outcomes].sort());
  });

  it('gives each kind of outcome a shape of its own', () => {
    const shapes = new Map<string, Set<string>>();
    for (const [, , shape = '', look = ''] of matches(chart, 'node')) {
      const bare = shape.replace(/"[^"]*"/, '');
      shapes.set(look, (shapes.get(look) ?? new Set()).add(bare));
    }
    const kinds = [':::share', ':::ask', ':::no', ':::elsewhere'].map((look) => [
      ...(shapes.get(look) ?? []),
    ]);
    for (const kind of kinds) expect(kind).toHaveLength(1);
    expect(new Set(kinds.flat()).size).toBe(4);
  });

  it('is small enough for the places that draw it', () => {
    expect(chart.length).toBeLessThan(50_000);
    expect(matches(chart, 'edge').length).toBeLessThan(500);
  });
});

type Text = { x: number; y: number; size: number; bold: boolean; anchor: string; text: string };
type Rect = { x: number; y: number; width: number; height: number; rx: number };

const attribute = (tag: string, name: string): string =>
  new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
const decoded = (text: string): string =>
  text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

const textsIn = (svg: string): Text[] =>
  [...svg.matchAll(/<text([^>]*)>([^<]*)<\/text>/g)].map(([, tag = '', text = '']) => ({
    x: Number(attribute(tag, 'x')),
    y: Number(attribute(tag, 'y')),
    size: Number(attribute(tag, 'font-size')),
    bold: attribute(tag, 'font-weight') === 'bold',
    anchor: attribute(tag, 'text-anchor'),
    text: decoded(text),
  }));

const rectsIn = (svg: string): Rect[] =>
  [...svg.matchAll(/<rect([^>]*)\/>/g)].map(([, tag = '']) => {
    const [x = 0, y = 0, width = 0, height = 0, rx = 0] = ['x', 'y', 'width', 'height', 'rx'].map((name) =>
      Number(attribute(tag, name)),
    );
    return { x, y, width, height, rx };
  });

/** The widest of the fonts that the picture names, measured by its own file. */
const { resolve } = createRequire(import.meta.url);
const pdf = new PDFDocument();
pdf.registerFont('regular', resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'));
pdf.registerFont('bold', resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'));
const boxOf = ({ x, y, size, bold, anchor, text }: Text): Rect => {
  const width = pdf
    .font(bold ? 'bold' : 'regular')
    .fontSize(size)
    .widthOfString(text);
  const left = anchor === 'middle' ? x - width / 2 : anchor === 'end' ? x - width : x;
  return { x: left, y: y - size * 0.75, width, height: size * 0.95, rx: 0 };
};

const overlap = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const within = (inner: Rect, outer: Rect): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

describe('the picture', () => {
  const svg = decisionSvg();
  const texts = textsIn(svg);
  const boxes = texts.map((text) => ({ text: text.text, box: boxOf(text) }));
  const rects = rectsIn(svg);
  const sheet = rects[0] as Rect;
  const cards = rects.filter(({ rx, width }) => rx === 8 && width === 490);

  it('is sound, 1600 wide, and says what it is to those who do not see it', () => {
    const drawn = new Resvg(svg, { font: { loadSystemFonts: false } });
    expect([drawn.width, sheet.width]).toEqual([1600, 1600]);
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="map-title map-desc"/);
    expect(svg).toMatch(/<title id="map-title">[^<]{5,}<\/title>\n<desc id="map-desc">[^<]{40,}<\/desc>/);
    expect(svg).not.toMatch(/<(script|a|image|foreignObject|style)\b|href|url\(/);
  });

  it('has a card for each step, and no card over another', () => {
    expect(cards).toHaveLength(steps.length);
    for (const [index, card] of cards.entries())
      for (const other of cards.slice(index + 1)) expect(overlap(card, other)).toBe(false);
  });

  it('has every word on the sheet, in whatever font, and none over another', () => {
    for (const [index, { text, box }] of boxes.entries()) {
      expect(within(box, sheet), text).toBe(true);
      for (const other of boxes.slice(index + 1))
        expect(overlap(box, other.box), `${text} | ${other.text}`).toBe(false);
    }
  });

  it('keeps the words of a card in it, and those of a box in the box', () => {
    const small = rects.filter(({ height }) => height <= 60 && height >= 20);
    for (const { text, box } of boxes) {
      for (const card of cards) if (overlap(box, card)) expect(within(box, card), text).toBe(true);
      for (const rect of small) if (overlap(box, rect)) expect(within(box, rect), text).toBe(true);
    }
  });

  it('shows every step, every answer and every outcome in words', () => {
    const shown = texts.map(({ text }) => text).join(' ');
    for (const { title, name, number, ways: on } of steps) {
      expect(shown).toContain(title);
      for (const part of [name, String(number)]) expect(texts.map(({ text }) => text)).toContain(part);
      for (const { rule, outcome } of on) {
        expect(shown).toContain(rule);
        if (outcome) expect(shown).toContain(outcome.title);
      }
    }
  });

  it('names the version of the law', () => {
    expect(texts.map(({ text }) => text).join(' ')).toContain(samplePack.lawVersion);
  });

  it('shows what anybody writes as words only', () => {
    const drawn = toSvg([nastyStage], '<2026>');
    expect(() => new Resvg(drawn)).not.toThrow();
    expect(
      textsIn(drawn)
        .map(({ text }) => text)
        .join(' '),
    ).toContain('<b>&amp;');
    expect(drawn).not.toContain('<b>');
  });
});

describe('the overview', () => {
  const svg = decisionOverview();
  const boxes = textsIn(svg).map((text) => ({ text: text.text, box: boxOf(text) }));
  const rects = rectsIn(svg);

  it('is sound, and small enough to be read in a chat', () => {
    const drawn = new Resvg(svg, { font: { loadSystemFonts: false } });
    expect(drawn.width).toBe(640);
    expect(drawn.height).toBeLessThan(1200);
  });

  it('has every stage, and every outcome in the stages where it may come', () => {
    const shown = boxes.map(({ text }) => text);
    for (const { title, lead, steps: on } of all) {
      expect(shown.join(' ')).toContain(title);
      expect(shown.join(' ')).toContain(lead);
      for (const { ways: out } of on)
        for (const { outcome } of out) if (outcome) expect(shown).toContain(outcome.title);
    }
  });

  it('has every word in the box of its stage, and none over another', () => {
    const stageBoxes = rects.filter(({ rx, width }) => rx === 8 && width > 500);
    expect(stageBoxes).toHaveLength(all.length);
    for (const [index, { text, box }] of boxes.entries()) {
      expect(
        stageBoxes.filter((outer) => within(box, outer)),
        text,
      ).toHaveLength(1);
      for (const other of boxes.slice(index + 1)) expect(overlap(box, other.box), text).toBe(false);
    }
  });
});

describe('what is kept of both', () => {
  const readme = readFileSync('README.md', 'utf8');

  it('is what the table draws now: npm run map draws it again', () => {
    const kept = /<!-- map -->\n([\s\S]*?)<!-- \/map -->/.exec(readme)?.[1];
    const picture = readFileSync('manifest/decision-map.svg', 'utf8');
    expect(kept === `\`\`\`mermaid\n${decisionMermaid()}\n\`\`\`\n`, 'the chart in README.md').toBe(true);
    expect(picture === decisionSvg(), 'manifest/decision-map.svg').toBe(true);
  });

  it('can be found from the README', () => {
    expect(readme).toContain('(manifest/decision-map.svg)');
  });

  it('knows every rule by its words', () => {
    for (const { when } of ways) expect(Object.keys(decisionWords.rules)).toContain(when);
  });
});
