/**
 * How wide text will be, without a font at hand: each letter as wide as in the widest font that a reader is likely to
 * have, so that nothing runs into anything else in any of them.
 */
export type Look = { size: number; bold?: boolean };

export const chipLook: Look = { size: 13, bold: true };

const classes: readonly [letters: RegExp, width: number][] = [
  [/[ijlIJ,.'’:;|/\\ ]/, 0.36],
  [/[frt()[\]!-]/, 0.42],
  [/[m%MW@#+=<>~→]/, 1],
  [/[wOQDGNHU&]/, 0.83],
  [/[A-Z]/, 0.71],
];
const otherwise = 0.645;
const bolder = 1.14;

const letterWidth = (letter: string): number =>
  classes.find(([letters]) => letters.test(letter))?.[1] ?? otherwise;

export const widthOf = (text: string, { size, bold = false }: Look): number =>
  [...text].reduce((sum, letter) => sum + letterWidth(letter), 0) * size * (bold ? bolder : 1);

/** Lines of at most this width. A word that is wider has a line of its own. */
export const linesIn = (text: string, width: number, look: Look): string[] => {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && widthOf(longer, look) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
};

/** As few lines, and all about as long. */
export const evenLines = (text: string, width: number, look: Look): string[] => {
  const lines = linesIn(text, width, look);
  for (let narrower = widthOf(text, look) / lines.length; narrower < width; narrower += look.size / 2) {
    const even = linesIn(text, narrower, look);
    if (even.length === lines.length) return even;
  }
  return lines;
};

export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
