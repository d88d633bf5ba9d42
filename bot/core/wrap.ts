/**
 * Breaks text into lines. How wide something is comes from outside, so that characters and points both work: a line
 * of plain text and a line on paper are cut by the same rule. Every character that is not a space at a break stays.
 */
export type Measure = (text: string) => number;

const graphemes = new Intl.Segmenter('en-GB', { granularity: 'grapheme' });

/** What a reader takes for one letter: a family of people, a letter with its accents. */
export const lettersOf = (text: string): string[] =>
  Array.from(graphemes.segment(text), ({ segment }) => segment);

/** Each code point counts as one: the nearest there is to a column. */
export const columns: Measure = (text) => [...text].length;

/** A word that is wider than a line is cut between letters. */
const pieces = (word: string, width: number, measure: Measure): string[] => {
  const cut: string[] = [];
  let piece = '';
  let used = 0;
  for (const letter of lettersOf(word)) {
    const size = measure(letter);
    if (piece !== '' && used + size > width) {
      cut.push(piece);
      piece = '';
      used = 0;
    }
    piece += letter;
    used += size;
  }
  return [...cut, piece];
};

const wrapOne = (text: string, width: number, measure: Measure): string[] => {
  if (measure(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  for (const token of text.match(/ *[^ ]+/g) ?? []) {
    if (measure(line + token) <= width) {
      line += token;
      continue;
    }
    if (line !== '') lines.push(line);
    const word = token.trimStart();
    const cut = measure(word) <= width ? [word] : pieces(word, width, measure);
    lines.push(...cut.slice(0, -1));
    line = cut.at(-1) as string;
  }
  return [...lines, line];
};

/** Lines that were apart stay apart. */
export const wrap = (text: string, width: number, measure: Measure): string[] =>
  text.split('\n').flatMap((line) => wrapOne(line.trimEnd(), width, measure));
