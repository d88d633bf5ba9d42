import type { Citation } from '../../engine/types.ts';
import { isUnknown } from './questions.ts';
import { sensitive, usable, wide } from './scales.ts';
import { accuracyIn, gotOut, isVulnerable, kindsLeft, reachIn, type Weighed } from './weigh.ts';

/** Why it came to what it did: each reason with when it holds, the strongest first. */

type Reason = { code: string; when(weighed: Weighed): boolean };

const kindIs =
  (...kinds: string[]) =>
  ({ facts }: Weighed): boolean =>
    kindsLeft(facts).some((kind) => kinds.includes(kind));

/** For the reasons why people may be hurt by what got out. */
const counts = ({ scaled }: Weighed): boolean => scaled === 'risk' || scaled === 'high';

const apart: readonly Reason[] = [
  { code: 'NOT_SHARED_ONLY', when: ({ notSharedOnly }) => notSharedOnly },
  { code: 'DEAD_ONLY', when: ({ facts }) => facts.personal === 'dead' },
  { code: 'NOBODY_TOLD_APART', when: ({ impersonal, facts }) => impersonal && facts.personal !== 'dead' },
];

const grave: readonly Reason[] = [
  { code: 'DANGER', when: ({ danger, facts }) => danger && !isUnknown(facts.danger ?? 'not-known') },
  { code: 'DANGER_NOT_KNOWN', when: ({ danger, facts }) => danger && isUnknown(facts.danger ?? 'not-known') },
  { code: 'HIDDEN_HOME', when: (w) => counts(w) && kindIs('hidden-home')(w) },
  { code: 'SENSITIVE', when: (w) => counts(w) && kindIs('health', 'care', 'crime', 'sex-life', 'belief')(w) },
  { code: 'FRAUD', when: (w) => counts(w) && kindIs('money', 'identity', 'passwords')(w) },
  { code: 'KINDS_NOT_KNOWN', when: (w) => counts(w) && kindIs('not-known')(w) },
  { code: 'CAN_BE_HURT', when: (w) => counts(w) && isVulnerable(w.facts) },
  { code: 'MEANS_HARM', when: (w) => counts(w) && w.facts.exposedTo === 'hostile' },
  { code: 'ATTACKER', when: (w) => counts(w) && w.facts.exposedTo === 'attacker' },
  { code: 'IN_PUBLIC', when: (w) => counts(w) && w.facts.exposedTo === 'public' },
  { code: 'KNOWS_THEM', when: (w) => counts(w) && w.facts.exposedTo === 'acquaintance' },
  {
    code: 'NOBODY_KNOWS_WHO',
    when: (w) => counts(w) && gotOut(w.facts) && isUnknown(w.facts.exposedTo ?? 'not-known'),
  },
  { code: 'ON_PURPOSE', when: (w) => counts(w) && w.facts.purpose === 'deliberate' },
  { code: 'STILL_OUT', when: (w) => counts(w) && w.facts.back !== 'unread' && w.facts.back !== 'back' },
  { code: 'MANY', when: ({ exposure, scaled }) => exposure !== scaled },
  { code: 'OUT_OF_REACH', when: ({ reach, facts }) => reach !== 'unlikely' && reachIn(facts) !== 'lost' },
  { code: 'LOST_FOR_GOOD', when: ({ reach, facts }) => reach !== 'unlikely' && reachIn(facts) === 'lost' },
  { code: 'WRONG_AND_USED', when: ({ accuracy }) => accuracy !== 'unlikely' },
];

const mild: readonly Reason[] = [
  { code: 'ENCRYPTED', when: ({ facts }) => gotOut(facts) && facts.protected === 'encrypted' },
  { code: 'HASHED', when: ({ facts }) => gotOut(facts) && facts.protected === 'hashed' },
  { code: 'NOBODY_SAW', when: ({ facts }) => !gotOut(facts) || facts.exposedTo === 'nobody' },
  { code: 'UNREAD', when: ({ facts }) => gotOut(facts) && facts.back === 'unread' },
  { code: 'CAME_BACK', when: ({ facts }) => gotOut(facts) && facts.back === 'back' },
  {
    code: 'BOUND_TO_KEEP_IT',
    when: ({ facts }) => facts.exposedTo === 'colleague' || facts.exposedTo === 'professional',
  },
  { code: 'CODED', when: ({ facts }) => gotOut(facts) && facts.personal === 'coded' },
  {
    code: 'SAYS_LITTLE',
    when: ({ severity, nearness }) => severity < usable && nearness > 0 && nearness <= wide,
  },
  { code: 'BACK_IN_TIME', when: ({ facts }) => facts.reach === 'back-soon' },
  { code: 'PUT_RIGHT', when: ({ facts }) => accuracyIn(facts) === 'fixed' },
];

const held = (reasons: readonly Reason[], weighed: Weighed): string[] =>
  reasons.filter(({ when }) => when(weighed)).map(({ code }) => code);

export const reasonsOf = (weighed: Weighed): string[] => {
  if (weighed.risk === 'none')
    return held(weighed.notSharedOnly ? [...apart, ...grave.slice(0, 2)] : apart, weighed);
  const found = held(weighed.risk === 'unlikely' ? mild : grave, weighed);
  return found.length > 0 ? found : ['UNLIKELY'];
};

const article = (section: string): Citation => ({ id: 'law:L-08', section });

/** The articles, and what lies behind a reason that has a law of its own. */
export const citationsOf = (
  { risk, severity, facts }: Weighed,
  tell: boolean,
  sector: string,
): Citation[] => [
  article('Article 33'),
  ...(risk === 'high' ? [article(tell ? 'Article 34' : 'Article 34(3)')] : []),
  ...(sector === 'police'
    ? [{ id: 'law:L-10', section: 'Data Protection Act 2018 sections 67 and 68' }]
    : []),
  ...(severity > sensitive && kindsLeft(facts).includes('hidden-home')
    ? [{ id: 'law:L-14', section: '' }]
    : []),
  ...(facts.personal === 'coded' ? [{ id: 'law:L-12', section: '' }] : []),
];
