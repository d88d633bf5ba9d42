import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import type { Words } from '../../dialogs/words.ts';
import type { DocumentSection, RecordDocument } from '../core/document.ts';
import type { ReceiptDocument } from '../core/receipt.ts';
import { createPaper, type Paper } from './paper.ts';

/**
 * The document as PDF: A4, tagged for screen readers, an outline of its headings, a header on every page. The same
 * document gives the same bytes. Nothing in it is a link, whatever was typed. What a person is handed is printed
 * larger, and its title is not a reference.
 */
type Printed = RecordDocument & Partial<Pick<ReceiptDocument, 'reader'>>;

/** The gaps are those under a row with a label, where somebody may want to write, and under one of a list. */
type Sizes = Readonly<Record<'title' | 'heading' | 'body' | 'foot' | 'factGap' | 'itemGap', number>>;

const forFile: Sizes = { title: 17, heading: 12.5, body: 10.5, foot: 9, factGap: 3, itemGap: 3 };
const forPerson: Sizes = { title: 22, heading: 15, body: 12, foot: 11, factGap: 10, itemGap: 3 };

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

const newPdf = ({ title, reference, copiedAt, reader }: Printed, compress: boolean): PDFKit.PDFDocument => {
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
      Title: forXml(reader ? title : `${reference}: ${title}`),
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

const sectionPart = (paper: Paper, { heading, lead, facts, items }: DocumentSection, sizes: Sizes): void => {
  paper.space(12);
  paper.heading('H2', heading, sizes.heading);
  for (const text of lead) paper.paragraph(text);
  if (lead.length > 0) paper.space(4);
  paper.rows(facts, sizes.factGap);
  paper.rows(
    items.map((value) => ({ value })),
    sizes.itemGap,
  );
};

const draw = (paper: Paper, document: Printed, sizes: Sizes, words: Words): void => {
  paper.heading('H1', document.title, sizes.title);
  paper.rows(document.about, sizes.factGap);
  for (const section of document.sections) sectionPart(paper, section, sizes);
  paper.space(14);
  paper.rule();
  const said = document.reader ? 'copy.receipt.document.unshown' : 'copy.document.unshown';
  const unshown = paper.hasBoxes() ? [words(said)] : [];
  for (const text of [...unshown, ...document.footer]) paper.paragraph(text, sizes.foot);
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
  document: Printed,
  words: Words,
  { compress = true }: { compress?: boolean } = {},
): Promise<Buffer> => {
  const pdf = newPdf(document, compress);
  const made = collected(pdf);
  const sizes = document.reader === 'person' ? forPerson : forFile;
  draw(createPaper(pdf, sizes.body), document, sizes, words);
  pdf.end();
  return await made;
};
