import type { DecisionRecord } from '../decision/record.ts';
import { referenceOnly } from '../engine/no-names.ts';
import type { Begun, Context, RecordBody } from '../engine/types.ts';
import { liaisonAnswered, liaisonBegins } from '../liaison/begun.ts';
import { partnerPicks } from './tells.ts';

/** What is known already where a breach is begun from a record. */

type Decided = RecordBody & Partial<Pick<DecisionRecord, 'subjectRef' | 'recipient' | 'direction'>>;

/** A case may be called by anything: only what cannot name anybody is taken over. */
const refOf = (ref: string | undefined, ctx: Context): string | undefined =>
  ref && referenceOnly(ref, {}, ctx) === undefined ? ref : undefined;

const elsewhere = (id: string, ctx: Context): boolean =>
  partnerPicks([], ctx).some(({ value }) => value === id);

/** Whom it went to is known, and whoever leads tells them; what came in is somebody else's. */
const fromDecision = ({ subjectRef, recipient = [], direction }: Decided, ctx: Context): Begun => {
  const ids = recipient.flatMap(({ id }) => (id && elsewhere(id, ctx) ? [id] : []));
  const ref = refOf(subjectRef, ctx);
  return {
    answered: { recipients: ids },
    filled: {
      ...(ref ? { refs: ref } : {}),
      ...(direction === 'in' && ids[0] ? { whose: ids[0] } : {}),
      ...(direction === 'out' && recipient.length > 0 ? { exposed: 'professional' } : {}),
    },
  };
};

export const begins = (from: RecordBody, ctx: Context): Begun | undefined => {
  if (from.type === 'decision') return fromDecision(from as Decided, ctx);
  const told = liaisonBegins('breach', from);
  if (!told) return undefined;
  const theirs = Object.entries(ctx.policy.partners).find(([, { agency }]) => agency === told.from)?.[0];
  const refs = told.about.filter((ref) => refOf(ref, ctx)).join(', ');
  return {
    answered: liaisonAnswered(told),
    filled: { ...(refs ? { refs } : {}), ...(theirs && elsewhere(theirs, ctx) ? { whose: theirs } : {}) },
  };
};
