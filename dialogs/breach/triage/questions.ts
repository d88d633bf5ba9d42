import { NOT_SURE } from '../../engine/accept.ts';
import type { Citation, Question, Questions } from '../../engine/types.ts';

/** What is asked before a breach is weighed. "Not known" may be said of nearly all of it, and is never good news. */

const report: Citation = { id: 'law:L-08', section: 'Article 33' };
const tell: Citation = { id: 'law:L-08', section: 'Article 34' };

export const options = {
  danger: ['no', 'possible', 'yes', 'not-sure'],
  happened: ['sent', 'lost', 'attack', 'unavailable', 'wrong', 'not-shared'],
  personal: ['yes', 'coded', 'organisations', 'figures', 'dead', 'not-known'],
  kinds: [
    ...(['work-contact', 'contact', 'needs', 'work-school', 'family', 'other', 'not-known'] as const),
    ...(['money', 'identity', 'passwords'] as const),
    ...(['health', 'care', 'crime', 'sex-life', 'belief', 'hidden-home'] as const),
  ],
  whose: ['children', 'adults-at-risk', 'victims', 'witnesses', 'staff', 'public', 'not-known'],
  count: ['one', 'few', 'tens', 'hundreds', 'thousands', 'not-known'],
  exposedTo: [
    ...(['nobody', 'colleague', 'professional', 'outsider', 'acquaintance'] as const),
    ...(['public', 'attacker', 'hostile', 'not-known'] as const),
  ],
  back: ['unread', 'back', 'out', 'not-apply', 'not-known'],
  protected: ['encrypted', 'hashed', 'password', 'none', 'not-known'],
  purpose: ['mistake', 'deliberate', 'not-known'],
  reach: ['never', 'back-soon', 'disrupted', 'lost', 'not-known'],
  accuracy: ['no', 'fixed', 'used', 'not-known'],
  holder: ['us', 'supplier', 'for-another', 'not-known'],
  ended: ['no', 'yes', 'not-known'],
  each: ['can', 'too-many', 'not-known'],
  telling: ['safe', 'danger', 'not-known'],
} as const;

type Options = typeof options;
export type Fact = keyof Options;
type Several = 'happened' | 'kinds' | 'whose';

/** The facts of a breach. What is left out was not said. */
export type Facts = {
  [F in Fact]?: F extends Several ? readonly Options[F][number][] : Options[F][number];
};
export type Value<F extends Fact> = Options[F][number];

const one = (fact: Fact, citations: readonly Citation[]): Question => ({
  kind: 'choice',
  options: options[fact],
  required: true,
  words: 'breach.assess',
  citations,
});

const many = (fact: Several, citations: readonly Citation[]): Question => ({
  ...one(fact, citations),
  kind: 'many',
});

export const questions: Questions<Required<Facts>> = {
  danger: one('danger', [tell]),
  happened: many('happened', [report]),
  personal: one('personal', [report]),
  kinds: many('kinds', [report]),
  whose: many('whose', [report]),
  count: one('count', [report]),
  exposedTo: one('exposedTo', [report]),
  back: one('back', [report]),
  protected: one('protected', [tell]),
  purpose: one('purpose', [report]),
  reach: one('reach', [report]),
  accuracy: one('accuracy', [report]),
  holder: one('holder', [report]),
  ended: one('ended', [tell]),
  each: one('each', [tell]),
  telling: one('telling', [tell]),
};

/** Nobody knows: whatever the question calls it. */
export const isUnknown = (value: unknown): boolean => value === 'not-known' || value === NOT_SURE;
