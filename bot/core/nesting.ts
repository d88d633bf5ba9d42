import { SharewellError } from './errors.ts';

/** Nobody's card or event is that deep, and what is much deeper ends in an overflow somewhere in a package. */
const deepest = 200;

const [quote, backslash, openArray, openObject, closeArray, closeObject] = [34, 92, 91, 123, 93, 125];

/** Past the end of the string that begins at `from`. */
const afterString = (text: string, from: number): number => {
  let end = text.indexOf('"', from + 1);
  while (end > 0) {
    let slashes = end - 1;
    while (text.charCodeAt(slashes) === backslash) slashes -= 1;
    if ((end - slashes) % 2 === 1) return end;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
};

/** Whether JSON text holds more inside each other than anything that is meant. */
export const isTooDeep = (text: string): boolean => {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) at = afterString(text, at);
    else if (code === openArray || code === openObject) {
      depth += 1;
      if (depth > deepest) return true;
    } else if (code === closeArray || code === closeObject) depth -= 1;
  }
  return false;
};

/**
 * What an overflow means: a request that nobody meant, where it is that deep; else a fault of ours. Looking only then costs
 * the others nothing.
 */
export const overflowOf = (fault: unknown, text: () => string): unknown =>
  fault instanceof RangeError && isTooDeep(text())
    ? new SharewellError('bad-request', 'Too much inside each other', { cause: fault })
    : fault;
