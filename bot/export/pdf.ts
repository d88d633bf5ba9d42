import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import type { Words } from '../../dialogs/words.ts';
import type { DocumentSection, RecordDocument } from '../core/document.ts';
import { createPaper, type Paper } from './paper.ts';

/**
 * The document as PDF: A4, tagged for screen readers, an outline of its headings, the reference on every page. The
 * same document gives the same bytes. Nothing in it is a link, whatever was typed.
 */
type FontFiles = { regular: Buffer; bold: Buffer };

// Read once, on first use: most processes never make a file.
let files: FontFiles | undefined;

const fontFiles = (): FontFiles => {
  const { resolve } = createRequire(import.meta.url);
  const read = (name: string) => readFileSync(resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`));
  files ??= { regular: read('DejaVuSans'), bold: read('DejaVuSans-Bold') };
  return files;
};

/** The maker of files puts the title into XML as it is. */
const forXml = (text: string): string => text.replace(/[<>&]/g, ' ');

const newPdf = ({ title, reference, copiedAt }: RecordDocument, compress: boolean): PDFKit.PDFDocument => {
  const at = new Date(copiedAt);
  const options = {
    size: 'A4',
    margin: 0,
    pdfVersion: '1.7' as const,
    tagged: true,
    displayTitle: true,
    lang: 'en-GB',
    bufferPages: true,
    compress,
    // Without an empty name it would load a font of its own.
    font: '',
    info: {
      Title: forXml(`${reference}: ${title}`),
      Creator: 'Sharewell',
      Producer: 'Sharewell',
      CreationDate: at,
      ModDate: at,
    },
  };
  const { regular, bold } = fontFiles();
  // The published types do not know this subset; it marks the file as made for screen readers.
  const pdf = new PDFDocument({ ...options, ...({ subset: 'PDF/UA' } as object) });
  return pdf.registerFont('regular', regular).registerFont('bold', bold);
};

const sectionPart = (paper: Paper, { heading, lead, facts, items }: DocumentSection): void => {
  paper.space(12);
  paper.heading('H2', heading, 12.5);
  for (const text of lead) paper.paragraph(text);
  if (lead.length > 0) paper.space(4);
  paper.rows(facts);
  paper.rows(items.map((value) => ({ value })));
};

const draw = (paper: Paper, document: RecordDocument, words: Words): void => {
  paper.heading('H1', document.title, 17);
  paper.rows(document.about);
  for (const section of document.sections) sectionPart(paper, section);
  paper.space(14);
  paper.rule();
  const unshown = paper.hasBoxes() ? [words('copy.document.unshown')] : [];
  for (const text of [...unshown, ...document.footer]) paper.paragraph(text, 9);
  paper.finish(document.header, (n, of) => words('copy.document.page', { n, of }));
};

const collected = (pdf: PDFKit.PDFDocument): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });

/** `compress: false` is for whoever wants to read the file's own text. */
export const renderPdf = async (
  document: RecordDocument,
  words: Words,
  { compress = true }: { compress?: boolean } = {},
): Promise<Buffer> => {
  const pdf = newPdf(document, compress);
  const made = collected(pdf);
  draw(createPaper(pdf), document, words);
  pdf.end();
  return await made;
};
