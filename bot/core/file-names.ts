/** What a link can lead to beside a copy and a receipt. A name says what is in the file, and for figures in which form. */

export const papers = ['form', 'letter', 'evidence', 'evidence-plain'] as const;
export type Paper = (typeof papers)[number];
export const isPaper = (name: string): name is Paper => (papers as readonly string[]).includes(name);

/** The evidence pack for a machine. */
export const evidenceLinesFile = 'evidence-lines';
export type PaperFile = Paper | typeof evidenceLinesFile;
export const paperFiles: readonly PaperFile[] = [...papers, evidenceLinesFile];
export const isPaperFile = (name: string): name is PaperFile =>
  (paperFiles as readonly string[]).includes(name);

/** Registers of which there are figures: as a table, a chart and a document. */
export const bookNames = [
  'central',
  'breach-figures',
  'complaint-figures',
  'hub-figures',
  'reports',
] as const;
export type BookName = (typeof bookNames)[number];
export const isBookName = (name: string): name is BookName => (bookNames as readonly string[]).includes(name);

export const forms = ['csv', 'svg', 'pdf'] as const;
export type Form = (typeof forms)[number];
export type BookFile = `${BookName}-${Form}`;
export const fileOf = (book: BookName, form: Form): BookFile => `${book}-${form}`;
export const bookFiles: readonly BookFile[] = bookNames.flatMap((book) =>
  forms.map((form) => fileOf(book, form)),
);

/** Undefined for what is no file of figures. */
export const bookFileOf = (name: string): { book: BookName; form: Form } | undefined => {
  const at = name.lastIndexOf('-');
  const [book, form] = [name.slice(0, at), name.slice(at + 1)];
  const known = forms.find((each) => each === form);
  return isBookName(book) && known ? { book, form: known } : undefined;
};
