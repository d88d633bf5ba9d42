import type { Found } from '../engine/table.ts';
import type { Context, Question } from '../engine/types.ts';
import { localDate } from '../engine/working-time.ts';
import type { Family, Gateway, Partner } from '../policy/catalogue.ts';
import { inForce } from '../policy/dated.ts';
import { type DecisionAnswers, type QuestionName, questions } from './questions.ts';

/** The answers as the rules read them: what was said, else what is assumed. */
export type Facts = {
  /** One answer; undefined where nothing was said and nothing is assumed. */
  is(question: QuestionName): string | undefined;
  has(question: QuestionName, option: string): boolean;
  said(question: QuestionName): boolean;
  ctx: Context;
  found: Found;
};

const assumed = (question: QuestionName): string | undefined => (questions[question] as Question).assumed;

export const factsOf = (answers: DecisionAnswers, ctx: Context, found: Found = { notes: [] }): Facts => {
  const value = (question: QuestionName) => answers[question];
  const blank = (given: unknown) => given === undefined || given === '';
  return {
    is: (question) => (blank(value(question)) ? assumed(question) : String(value(question))),
    has: (question, option) => {
      const given = value(question);
      return Array.isArray(given) ? given.includes(option) : given === option;
    },
    said: (question) => !blank(value(question)),
    ctx,
    found,
  };
};

export const partnerOf = (facts: Facts): Partner | undefined =>
  facts.ctx.policy.partners[facts.is('recipient') ?? ''];

export const recipientName = (facts: Facts): string =>
  partnerOf(facts)?.title ?? facts.is('recipientText') ?? '';

export const gatewayOf = (facts: Facts): Gateway | undefined => {
  const entry = facts.ctx.policy.gateways[facts.is('gateway') ?? ''];
  return entry && inForce(entry, localDate(facts.ctx.now, facts.ctx.policy)) ? entry : undefined;
};

export const familyOf = (facts: Facts): Family | undefined =>
  facts.ctx.policy.purposes[facts.is('purpose') ?? '']?.family;

export const sectorOf = ({ ctx }: Facts): string =>
  ctx.policy.agencies.find(({ id }) => id === ctx.person.agency)?.sector ?? '';

export const isChild = (facts: Facts): boolean =>
  ['under-13', '13-15', '16-17', 'unborn'].includes(facts.is('ageBand') ?? '');

/** The child is the person, or somebody else whom the person or the information puts at risk. */
export const aboutChild = (facts: Facts): boolean =>
  isChild(facts) || facts.has('harmMarks', 'csa') || facts.has('harmMarks', 'child');

/** Kinds of information that need more care: what was ticked, else what the agency usually holds. */
export const sensitive = (facts: Facts, kind?: 'health' | 'social-care' | 'offence'): boolean => {
  const usual: Record<string, string> = { health: 'health', council: 'social-care', police: 'offence' };
  const held = (option: string) =>
    facts.said('infoKind') ? facts.has('infoKind', option) : usual[sectorOf(facts)] === option;
  return (kind ? [kind] : ['health', 'social-care', 'offence', 'other-sensitive']).some(held);
};

/** Child sexual abuse or exploitation is marked, unless it turned out to be between peers without pressure. */
export const csaMarked = (facts: Facts): boolean =>
  facts.has('harmMarks', 'csa') && (facts.is('cse') !== 'peers' || facts.is('ageBand') === 'under-13');

export const harmMarked = (facts: Facts): boolean =>
  csaMarked(facts) || facts.has('harmMarks', 'child') || facts.has('harmMarks', 'others');

const likelihoods = ['none', 'possible', 'likely', 'occurring'];
const severities = ['', 'low', 'moderate', 'serious', 'grave'];

/** Severity times likelihood: it orders the two sides and is never shown. */
export const rank = (facts: Facts, side: 'harmIfNot' | 'harmIfShared'): number =>
  Math.max(0, likelihoods.indexOf(facts.is(`${side}Likelihood`) ?? '')) *
  Math.max(0, severities.indexOf(facts.is(`${side}Severity`) ?? ''));

const grave = (severity: string | undefined) => severity === 'serious' || severity === 'grave';

/** A serious harm that is likely, or possible with a threat or a history that is more than old hearsay. */
export const clearRisk = (facts: Facts): boolean => {
  if (!grave(facts.is('harmIfNotSeverity'))) return false;
  const likelihood = facts.is('harmIfNotLikelihood');
  if (likelihood === 'likely' || likelihood === 'occurring') return true;
  return likelihood === 'possible' && facts.is('threat') === 'yes' && facts.is('proof') !== 'old-unproven';
};

export const sharingEndangers = (facts: Facts): boolean =>
  grave(facts.is('harmIfSharedSeverity')) &&
  ['likely', 'occurring'].includes(facts.is('harmIfSharedLikelihood') ?? '');

/** Nobody but an adult who can decide is at risk. A mark for a child or for others says otherwise. */
export const onlyAbleAdult = (facts: Facts): boolean =>
  facts.is('whoAtRisk') === 'adult-able' && !harmMarked(facts);
