import { lettersOf } from '../core/wrap.ts';

/** What a font can show. A letter it does not have becomes a box, so that a reader sees that something stood there. */
export const box = '\u25a1';

export type Has = (codePoint: number) => boolean;

/** Joiners and selectors only shape the letter before them: alone they are nothing to see. */
const shaping = /^(?:\p{Variation_Selector}|\p{Join_Control}|\u034f|[\u{e0000}-\u{e007f}])$/u;

/** More marks on one letter than any language has. */
const mostInLetter = 12;

const shows = (letter: string, has: Has): string | undefined => {
  const points = [...letter];
  const seen = points.filter((point) => !shaping.test(point));
  if (points.length > mostInLetter || seen.some((point) => !has(point.codePointAt(0) as number)))
    return undefined;
  return points.filter((point) => has(point.codePointAt(0) as number)).join('');
};

/** The text with a box for each letter the font does not have. */
export const boxed = (text: string, has: Has): string =>
  /^[\n\x20-\x7e]*$/.test(text)
    ? text
    : text
        .split('\n')
        .map((line) =>
          lettersOf(line)
            .map((letter) => shows(letter, has) ?? box)
            .join(''),
        )
        .join('\n');

const toLeft = '\\p{Script=Arabic}\\p{Script=Hebrew}\\p{Script=Syriac}\\p{Script=Thaana}\\p{Script=Nko}';
const leftWord = `[${toLeft}][${toLeft}\\p{M}\\u200c\\u200d]*`;
const leftRun = new RegExp(`${leftWord}(?:[\\s\\p{P}]+${leftWord})*`, 'gu');

const turned = (run: string): string[] => (run.match(/\s+|\S+/g) ?? []).reverse();

/**
 * A line in the pieces in which it is drawn, from left to right: words of scripts that are written from right to left
 * stand in the opposite order. Within a word the font does it.
 */
export const visualPieces = (line: string): string[] => {
  const pieces: string[] = [];
  let from = 0;
  for (const found of line.matchAll(leftRun)) {
    if (found.index > from) pieces.push(line.slice(from, found.index));
    pieces.push(...turned(found[0]));
    from = found.index + found[0].length;
  }
  return from < line.length || pieces.length === 0 ? [...pieces, line.slice(from)] : pieces;
};
