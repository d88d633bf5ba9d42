import { refuse } from './shape.ts';

/** Where a walk through a whole store goes on: a few texts as one that can be kept. */

export const toPlace = (...parts: readonly string[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url');

export const fromPlace = (cursor: string, count: number): string[] => {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    parts = undefined;
  }
  return Array.isArray(parts) && parts.length === count && parts.every((part) => typeof part === 'string')
    ? parts
    : refuse('This place in the store cannot be read.');
};
