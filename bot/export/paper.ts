import { type Measure, wrap } from '../core/wrap.ts';
import { boxed, type Has, visualPieces } from './glyphs.ts';

/**
 * A4 paper and a pen: lines, page breaks, and the tags by which a screen reader knows what it reads. Everything on it
 * goes by the size of its text.
 */

type Font = 'regular' | 'bold';
type Look = { font: Font; size: number };
type Element = PDFKit.PDFStructureElement;

const sheet = { width: 595.28, height: 841.89, side: 56, top: 76, bottom: 72, gap: 12, bullet: 14 } as const;
const inside = sheet.width - 2 * sheet.side;
const small: Look = { font: 'regular', size: 8.5 };

export type Paper = {
  heading(tag: 'H1' | 'H2', text: string, size: number): void;
  paragraph(text: string, size?: number): void;
  /** A list of rows; each is a label with what stands against it, or a bullet where there is no label. */
  rows(rows: readonly Row[], gap: number): void;
  space(points: number): void;
  rule(): void;
  /** Whether anything stands as a box, since the fonts do not have it. */
  hasBoxes(): boolean;
  /** Puts header and number on every page. */
  finish(header: string, number: (n: number, of: number) => string): void;
};

type Pen = {
  pdf: PDFKit.PDFDocument;
  y: number;
  boxes: boolean;
  parents: Element[];
  body: Look;
  strong: Look;
};

const lineHeight = ({ size }: Look): number => size * 1.38;

/** What the current font has. It is not in the published types. */
const hasOf = (pdf: PDFKit.PDFDocument): Has => {
  const { font } = (pdf as unknown as { _font: { font: { hasGlyphForCodePoint(point: number): boolean } } })
    ._font;
  return (point) => font.hasGlyphForCodePoint(point);
};

const linesOf = (pen: Pen, text: string, look: Look, width: number): string[] => {
  const { pdf } = pen;
  pdf.font(look.font).fontSize(look.size);
  const shown = boxed(text, hasOf(pdf));
  pen.boxes ||= shown !== text && shown.includes('\u25a1');
  const measure: Measure = (part) => pdf.widthOfString(part);
  return wrap(shown, width, measure);
};

const drawLine = ({ pdf }: Pen, line: string, x: number, y: number, look: Look): void => {
  pdf.font(look.font).fontSize(look.size);
  let at = x;
  for (const piece of visualPieces(line)) {
    pdf.text(piece, at, y, { lineBreak: false });
    at += pdf.widthOfString(piece);
  }
};

/** Goes on at the top of the next page when so much does not fit on this one; what is open stays open. */
const needRoom = (pen: Pen, points: number): void => {
  if (pen.y + points <= sheet.height - sheet.bottom) return;
  pen.pdf.continueOnNewPage();
  pen.y = sheet.top;
};

const drawLines = (pen: Pen, lines: readonly string[], x: number, look: Look): void => {
  for (const line of lines) {
    needRoom(pen, lineHeight(look));
    drawLine(pen, line, x, pen.y, look);
    pen.y += lineHeight(look);
  }
};

const within = (pen: Pen, tag: string, run: () => void): void => {
  const element = pen.pdf.struct(tag);
  pen.parents.at(-1)?.add(element);
  pen.parents.push(element);
  run();
  pen.parents.pop();
  element.end();
};

/** What is drawn belongs to one element, across pages too. */
const tagged = (pen: Pen, tag: string, run: () => void): void => {
  const element = pen.pdf.struct(tag);
  pen.parents.at(-1)?.add(element);
  const content = pen.pdf.markStructureContent(tag);
  run();
  pen.pdf.endMarkedContent();
  element.add(content);
  element.end();
};

/** Decoration, for the eye only. */
const untagged = ({ pdf }: Pen, type: 'Pagination' | 'Layout', run: () => void): void => {
  pdf.markContent('Artifact', { type });
  run();
  pdf.endMarkedContent();
};

const heading = (pen: Pen, tag: 'H1' | 'H2', text: string, size: number): void => {
  const look: Look = { font: 'bold', size };
  const lines = linesOf(pen, text, look, inside);
  // A heading is never the last thing on a page.
  needRoom(pen, lines.length * lineHeight(look) + 4 * lineHeight(pen.body));
  const place = { expanded: false, left: sheet.width, top: pen.y };
  if (tag === 'H2') pen.pdf.outline.addItem(text, place);
  tagged(pen, tag, () => drawLines(pen, lines, sheet.side, look));
  pen.y += size * 0.35;
};

type Row = { label?: string; value: string };

/** As wide as the widest label of its list, within reason: questions are longer than names. */
const labelWidth = ({ pdf, strong }: Pen, rows: readonly Row[]): number => {
  pdf.font(strong.font).fontSize(strong.size);
  const widest = Math.max(...rows.map(({ label = '' }) => pdf.widthOfString(label)));
  return widest === 0 ? 0 : Math.min(Math.max(widest, 110), 200);
};

const row = (pen: Pen, { label, value }: Row, width: number, gap: number): void => {
  const { body, strong } = pen;
  const indent = label === undefined ? sheet.bullet : width + sheet.gap;
  const left = linesOf(pen, label ?? '\u2022', strong, label === undefined ? sheet.bullet : width);
  const right = linesOf(pen, value, body, inside - indent);
  needRoom(pen, Math.min(Math.max(left.length, right.length, 1), left.length + 2) * lineHeight(body));
  const { page } = pen.pdf;
  const from = pen.y;
  within(pen, 'LI', () => {
    tagged(pen, 'Lbl', () => drawLines(pen, left, sheet.side, strong));
    const under = pen.y;
    pen.y = from;
    tagged(pen, 'LBody', () => drawLines(pen, right, sheet.side + indent, body));
    if (pen.pdf.page === page) pen.y = Math.max(pen.y, under);
  });
  pen.y += gap;
};

const onEveryPage = (pen: Pen, header: string, number: (n: number, of: number) => string): void => {
  const { pdf } = pen;
  const { count } = pdf.bufferedPageRange();
  for (let i = 0; i < count; i += 1) {
    pdf.switchToPage(i);
    const said = number(i + 1, count);
    untagged(pen, 'Pagination', () => {
      drawLine(pen, header, sheet.side, 38, small);
      const x = sheet.width - sheet.side - pdf.font(small.font).fontSize(small.size).widthOfString(said);
      drawLine(pen, said, x, sheet.height - 46, small);
    });
  }
};

export const createPaper = (pdf: PDFKit.PDFDocument, size: number): Paper => {
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  const body: Look = { font: 'regular', size };
  const strong: Look = { font: 'bold', size };
  const pen: Pen = { pdf, y: sheet.top, boxes: false, parents: [root], body, strong };
  return {
    heading: (tag, text, size) => heading(pen, tag, text, size),
    paragraph: (text, size = body.size) => {
      const look: Look = { ...body, size };
      const lines = linesOf(pen, text, look, inside);
      needRoom(pen, Math.min(lines.length, 2) * lineHeight(look));
      tagged(pen, 'P', () => drawLines(pen, lines, sheet.side, look));
      pen.y += size * 0.4;
    },
    rows: (rows, gap) => {
      if (rows.length === 0) return;
      const width = labelWidth(pen, rows);
      within(pen, 'L', () => {
        for (const each of rows) row(pen, each, width, gap);
      });
    },
    space: (points) => {
      pen.y += points;
    },
    rule: () => {
      needRoom(pen, 12);
      untagged(pen, 'Layout', () => {
        pdf
          .lineWidth(0.5)
          .moveTo(sheet.side, pen.y)
          .lineTo(sheet.width - sheet.side, pen.y)
          .stroke('#555555');
      });
      pen.y += 10;
    },
    hasBoxes: () => pen.boxes,
    finish: (header, number) => {
      root.end();
      onEveryPage(pen, header, number);
    },
  };
};
