/** A table for a spreadsheet. A cell that a spreadsheet would take for a formula is told to be text. */

const formula = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

const cell = (text: string): string => {
  const safe = formula.test(text.trimStart()) || formula.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** With the mark that tells a spreadsheet how letters are written down. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
