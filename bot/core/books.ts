import { breachFigures } from './breach-figures.ts';
import { central } from './central.ts';
import { complaintFigures } from './complaint-figures.ts';
import type { Book } from './figures.ts';
import type { BookName } from './file-names.ts';
import { hubFigures } from './hub-figures.ts';
import { reports } from './reports.ts';

/** Every register of which there are figures. A new one is a file and a line here. */
export const books: Readonly<Record<BookName, Book>> = {
  central,
  'breach-figures': breachFigures,
  'complaint-figures': complaintFigures,
  'hub-figures': hubFigures,
  reports,
};
