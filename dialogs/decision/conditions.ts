import { consentCheck } from './consent.ts';
import { type Facts, harmMarked } from './facts.ts';
import type { QuestionName } from './questions.ts';

/** What rules are made of. */

export type Rule = (facts: Facts) => boolean;

export const is =
  (question: QuestionName, ...options: string[]): Rule =>
  (facts) =>
    options.includes(facts.is(question) ?? '');
export const not =
  (rule: Rule): Rule =>
  (facts) =>
    !rule(facts);
export const both =
  (...rules: Rule[]): Rule =>
  (facts) =>
    rules.every((rule) => rule(facts));
export const unsure = (question: QuestionName): Rule => is(question, 'not-sure');
export const consentIs =
  (...results: string[]): Rule =>
  (facts) =>
    results.includes(consentCheck(facts).result);

export const saidNotConfidential = is('confidential', 'public', 'recipient-has', 'no-expectation');

/** Life or death is asked about only where somebody was unsure at the start whether it can wait. */
export const mayBeVital = is('actToday', 'not-sure');

/** Planning, research or audit, and nobody's protection: never for crime, a court or one person's safety. */
export const secondaryUse: Rule = (facts) =>
  facts.ctx.policy.purposes[facts.is('purpose') ?? '']?.secondaryUse === true &&
  facts.is('wants') !== 'court' &&
  !harmMarked(facts);

export const sharing = ['SHARE', 'SHARE_LIMITED', 'SHARE_DEPERSONALISED'];

/** The person shares, where something else was recommended. */
export const sharesAnyway: Rule = (facts) =>
  is('final', 'differ')(facts) &&
  is('finalOutcome', ...sharing)(facts) &&
  !sharing.includes(facts.found.recommendation?.outcome ?? '');

/** Grounds to share that are not the person's own agreement. */
export const otherGrounds: readonly string[] = [
  ...[
    'STATUTORY_DUTY',
    'COURT_ORDER',
    'DUTY_16LA',
    'VITAL_INTEREST',
    'ADULT_HIGH_RISK',
    'CSE_SIGNIFICANT_HARM',
  ],
  ...['HARM_CLEAR', 'SERIOUS_CRIME', 'PUBLIC_HEALTH', 'LESS_WOULD_DO', 'PI_FAVOURS_SHARING'],
  'NOT_CONFIDENTIAL',
];

export const restrictionIs =
  (...options: string[]): Rule =>
  (facts) =>
    is('restriction', ...options)(facts) || is('restrictionSpotted', ...options)(facts);
