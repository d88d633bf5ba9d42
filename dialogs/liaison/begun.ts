import type { Also, Begun, Context, Find, RecordBody } from '../engine/types.ts';
import type { Liaison, LiaisonKind } from './record.ts';

/** A record of our own that is begun from what another agency told us: what it takes over, and the link on both. */

/** Undefined where it is not begun from one, or from one of another sort. */
export const liaisonBegins = (kind: LiaisonKind, record: RecordBody): Liaison | undefined =>
  record.type === 'liaison' && (record as Liaison).kind === kind ? (record as Liaison) : undefined;

/** What it was begun from must be found, for the link to be set there. */
export const liaisonAnswered = ({ reference }: Liaison): NonNullable<Begun['answered']> => ({
  liaison: reference,
});

export const liaisonFinds = ({ liaison }: Readonly<Record<string, unknown>>): Find[] =>
  liaison ? [{ facet: 'case', key: String(liaison) }] : [];

export const liaisonLinked = ({ from, reference }: Pick<Context, 'from' | 'reference'>): Also[] =>
  from?.startsWith('V-')
    ? [{ dialog: 'liaison', ref: from, action: 'linked', input: { ref: reference } }]
    : [];
