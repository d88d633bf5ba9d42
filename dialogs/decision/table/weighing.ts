import { advice, escalate, on, type Rows, refuse, share } from './ways.ts';

/** The public-interest test, step by step. */
export const weighing: Rows<'Q5c' | 'PI1' | 'PI2' | 'PI3' | 'PI4' | 'PI5' | 'PI6' | 'PI7'> = {
  Q5c: {
    asks: [
      ...(['whoAtRisk', 'harmIfNot', 'harmIfNotLikelihood', 'harmIfNotSeverity', 'threat', 'proof'] as const),
      ...(['adultRisk', 'harmIfShared', 'harmIfSharedLikelihood', 'harmIfSharedSeverity'] as const),
      ...(['necessary', 'proportionate', 'ground', 'interestsFor', 'interestsAgainst'] as const),
    ],
    ways: [on('askAdultFirst', 'Q4c', 'TESTED'), on('always', 'PI1', 'TESTED')],
  },
  PI1: {
    asks: [],
    ways: [
      escalate('necessityUnsure', 'BALANCED'),
      escalate('unsureOfBalance', 'BALANCED'),
      escalate('notNecessaryEscalate', 'NOT_NECESSARY'),
      refuse('notNecessary', 'NOT_NECESSARY'),
      escalate('notProportionateEscalate', 'NOT_PROPORTIONATE'),
      refuse('notProportionate', 'NOT_PROPORTIONATE'),
      on('always', 'PI2'),
    ],
  },
  PI2: {
    asks: [],
    ways: [
      share('adultHighRisk', 'ADULT_HIGH_RISK', 'SHARE_LIMITED'),
      advice('adultUnsure', 'ASSESS_RISK'),
      advice('adultAssess', 'ASSESS_RISK'),
      refuse('adultDecides', 'ADULT_DECIDES'),
      on('always', 'PI3'),
    ],
  },
  PI3: {
    asks: [],
    ways: [advice('csaUnsure', 'CSE_UNSURE'), share('csa', 'CSE_SIGNIFICANT_HARM'), on('always', 'PI4')],
  },
  PI4: {
    asks: [],
    ways: [
      escalate('clearButDangerous', 'HOW_TO_SHARE_SAFELY'),
      share('clear', 'HARM_CLEAR'),
      on('always', 'PI5'),
    ],
  },
  PI5: {
    asks: [],
    ways: [
      share('seriousCrime', 'SERIOUS_CRIME'),
      share('publicHealth', 'PUBLIC_HEALTH'),
      on('always', 'PI6'),
    ],
  },
  PI6: {
    asks: [],
    ways: [share('lessWouldDo', 'LESS_WOULD_DO', 'SHARE_LIMITED'), on('always', 'PI7')],
  },
  PI7: {
    asks: [],
    ways: [
      share('harmIfNotHigher', 'PI_FAVOURS_SHARING'),
      refuse('harmIfNotLower', 'PI_FAVOURS_CONFIDENCE'),
      escalate('always', 'BALANCED'),
    ],
  },
};
