import { SharewellError } from '../../core/errors.ts';
import { limits } from '../limits.ts';

/**
 * How an input of a card is written into a payload so that its state alone gives the answer back, on any instance and
 * after any time. The block id is the input's id; the action id says how to read it:
 * - `value`: the answer is what the control holds;
 * - `off:x`: a toggle, whose answer is `x` while it is not ticked;
 * - `more:2:id`: the second box of a text that one box cannot hold; the boxes are joined in order.
 */
export const answer = 'value';
const offPrefix = 'off:';
const more = /^more:(\d+):([\s\S]*)$/;

const held = (id: string): string => {
  if (id.length > limits.id)
    throw new SharewellError('too-large', 'An input has a longer name than Slack takes.');
  return id;
};

export const toggleAction = (off: string): string => held(offPrefix + off);
export const moreAction = (number: number, id: string): string => held(`more:${number}:${id}`);
export const blockIdOf = held;

export const readOff = (actionId: string): string | undefined =>
  actionId.startsWith(offPrefix) ? actionId.slice(offPrefix.length) : undefined;

export const readMore = (actionId: string): { number: number; id: string } | undefined => {
  const found = more.exec(actionId);
  return found ? { number: Number(found[1]), id: found[2] ?? '' } : undefined;
};

/** An option must have a value, so the empty one is `~`, and one that begins with `~` gets another in front. */
export const writeOption = (value: string): string => {
  const written = value === '' || value.startsWith('~') ? `~${value}` : value;
  if (written.length > limits.option.value)
    throw new SharewellError('too-large', 'A choice has a longer value than Slack takes.');
  return written;
};

export const readOption = (written: string): string => (written.startsWith('~') ? written.slice(1) : written);
