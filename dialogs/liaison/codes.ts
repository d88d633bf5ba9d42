import { classes } from '../breach/record.ts';
import { abouts } from '../complaint/record.ts';
import type { Said } from '../engine/types.ts';
import type { LiaisonKind } from './record.ts';

/** What sort of thing it is, in our words. A code that we do not know, of a later version, is said in general. */

const known: Readonly<Record<LiaisonKind, readonly string[]>> = {
  breach: classes,
  complaint: abouts,
  claim: [],
};

export const sayCode = (kind: LiaisonKind, code: string): Said => ({
  key: `liaison.codes.${kind}.${known[kind].includes(code) ? code : 'any'}`,
});
