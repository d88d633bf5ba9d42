import type { KnownBlock } from '@slack/types';
import { SharewellError } from '../../core/errors.ts';
import { limits, type Surface } from '../limits.ts';

/** How many characters of words anything in a payload holds: every `text`, however deep. */
const wordsIn = (value: object): number => {
  let sum = 0;
  for (const key in value) {
    const part: unknown = value[key as keyof typeof value];
    if (typeof part === 'string') {
      if (key === 'text') sum += part.length;
    } else if (typeof part === 'object' && part !== null) sum += wordsIn(part);
  }
  return sum;
};

const takes = (surface: Surface, count: number, words: number): boolean =>
  count <= limits.blocks[surface] && (surface !== 'message' || words <= limits.message.characters);

const belongsToNext = (block: KnownBlock | undefined): boolean =>
  block?.type === 'divider' || block?.type === 'header';

/** As much as fits on each page; a heading or a line goes with what follows it. */
const forward = (
  blocks: readonly KnownBlock[],
  sizes: readonly number[],
  surface: Surface,
): KnownBlock[][] => {
  const pages: KnownBlock[][] = [];
  let from = 0;
  while (from < blocks.length) {
    let to = from + 1;
    let words = sizes[from] ?? 0;
    while (to < blocks.length && takes(surface, to + 1 - from, words + (sizes[to] ?? 0))) {
      words += sizes[to] ?? 0;
      to += 1;
    }
    if (to < blocks.length) while (to > from + 1 && belongsToNext(blocks[to - 1])) to -= 1;
    pages.push(blocks.slice(from, to));
    from = to;
  }
  return pages;
};

/**
 * The blocks as pages that Slack takes, in order. A press brings only the answers of its own page, so from the first
 * input to the end everything stays on the last page; what there is to read before it goes on the pages before. When
 * even that is too much, nothing is sent: a card like that is a fault of ours.
 */
export const intoPages = (blocks: readonly KnownBlock[], surface: Surface): KnownBlock[][] => {
  const sizes = blocks.map(surface === 'message' ? wordsIn : () => 0);
  const words = sizes.reduce((sum, size) => sum + size, 0);
  if (takes(surface, blocks.length, words)) return [[...blocks]];
  const firstInput = blocks.findIndex(({ type }) => type === 'input');
  if (firstInput < 0) return forward(blocks, sizes, surface);
  let from = blocks.length;
  let tail = 0;
  while (from > 0 && takes(surface, blocks.length - from + 1, tail + (sizes[from - 1] ?? 0))) {
    from -= 1;
    tail += sizes[from] ?? 0;
  }
  if (from > firstInput)
    throw new SharewellError('too-large', 'The inputs of a card do not fit on one page.');
  return [...forward(blocks.slice(0, from), sizes.slice(0, from), surface), blocks.slice(from)];
};
