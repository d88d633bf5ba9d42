import { enquiryIn, tellHub } from '../engine/hubs.ts';
import type { Action, Context, Effect, Lifecycle, RecordBody, Tell } from '../engine/types.ts';
import type { Decided } from '../enquiry/record.ts';
import type { DecisionRecord } from './record.ts';

/** A decision that was begun from an enquiry of a hub tells it how it stands: only that, never what it is about. */

const standingOf = ({ status, final, resumedBy, transferAt }: DecisionRecord): Decided | undefined => {
  // The decision that went on from it speaks for both.
  if (resumedBy) return undefined;
  if (status.startsWith('awaiting')) return 'waiting';
  if (final.outcome === 'DO_NOT_SHARE') return 'not-shared';
  if (transferAt) return final.outcome === 'SHARE' ? 'shared' : 'limited';
  if (status === 'decided' || status === 'held') return 'to-send';
  // What was waited for has come, and it is decided again.
  return 'deciding';
};

type News = { ref: string; decided: Decided; at: string; n: number };

/** Nothing, where it was begun from no enquiry. */
export const newsTo = (links: readonly string[], decision: News): Tell[] => {
  const enquiry = enquiryIn(links);
  return enquiry ? [tellHub(enquiry.partition, `hub-${decision.n}`, enquiry.ref, { decision })] : [];
};

type Kept = RecordBody & { versions?: readonly unknown[] };

const withNews = (before: Kept | undefined, effect: Effect<DecisionRecord>, { now }: Context) => {
  const { record } = effect;
  const decided = standingOf(record);
  if (!decided || (before && standingOf(before as DecisionRecord) === decided)) return effect;
  const n = (before?.versions?.length ?? 0) + 1;
  const told = newsTo(record.links, { ref: record.reference, decided, at: now.toISOString(), n });
  return told.length > 0 ? { ...effect, tells: [...(effect.tells ?? []), ...told] } : effect;
};

/** The enquiry that it was begun from, or that the decision was begun from which it goes on from. */
const withEnquiry = (record: DecisionRecord, { found = [], from }: Context): DecisionRecord => {
  const earlier = found.find(({ reference, type }) => reference === from && type === 'decision');
  const ref = enquiryIn(earlier?.links ?? [])?.ref;
  return ref ? { ...record, links: [...new Set([...record.links, ref])] } : record;
};

export const tellingFirst = (effect: Effect<DecisionRecord>, ctx: Context): Effect<DecisionRecord> =>
  withNews(undefined, { ...effect, record: withEnquiry(effect.record, ctx) }, ctx);

const telling = (action: Action<DecisionRecord>): Action<DecisionRecord> => ({
  ...action,
  apply: (record, answers, ctx) => withNews(record, action.apply(record, answers, ctx), ctx),
});

export const tellingHub = ({ actions, ...rest }: Lifecycle<DecisionRecord>): Lifecycle<DecisionRecord> => ({
  ...rest,
  actions: Object.fromEntries(Object.entries(actions).map(([name, action]) => [name, telling(action)])),
});
