import { mustLook } from '../consent/on-record.ts';
import {
  both,
  consentIs,
  is,
  mayBeVital,
  not,
  otherGrounds,
  type Rule,
  restrictionIs,
  saidNotConfidential,
  secondaryUse,
  sharesAnyway,
  sharing,
} from './conditions.ts';
import { onRecord, wantedOf } from './consent.ts';
import { gatewayOf, harmMarked, onlyAbleAdult, sensitive } from './facts.ts';
import { flagged, linesOf } from './items.ts';
import type { QuestionName } from './questions.ts';
import { spotted } from './spotted.ts';

/** The detail of a consent: asked where one is on file and something about it may be wrong. */
const consentDetails = ['informed', 'free', 'form', 'evidence', 'covers', 'limits', 'stale'] as const;
const onPaper: Rule = (facts) => facts.is('lets') === 'on-file' && onRecord(facts) === undefined;
export const inDetail: Rule = (facts) =>
  onPaper(facts) && (facts.is('consentSound') === 'check' || facts.said('form'));
/** What is on record must be read by somebody, unless it has the very lines that would go. */
const mustBeRead: Rule = (facts) => {
  const found = facts.is('lets') === 'on-file' ? onRecord(facts) : undefined;
  return found !== undefined && mustLook(found.record, wantedOf(facts));
};
const adultAge: Rule = (facts) =>
  ['16-17', '18-25-vulnerable', 'adult', 'adult-carer'].includes(facts.is('ageBand') ?? '');

/** Whoever agreed to all that goes was told then; the dead and the unnamed are not told. */
const needsTelling: Rule = (facts) => {
  const { outcome = '', reasons = [] } = facts.found.recommendation ?? {};
  if (sharesAnyway(facts)) return true;
  if (!['SHARE', 'SHARE_LIMITED'].includes(outcome)) return false;
  const agreed = reasons.some((reason) => ['CONSENT', 'CONSENT_PARTIAL', 'DECEASED'].includes(reason));
  return !agreed || reasons.some((reason) => otherGrounds.includes(reason));
};

/** Many people at once, or no use for their own help: people must be able to stay out of it. */
const leavesPeopleIn: Rule = (facts) =>
  facts.is('identifiable') !== 'no' &&
  facts.found.recommendation?.outcome !== 'SHARE_DEPERSONALISED' &&
  (is('howMany', 'many-once')(facts) || secondaryUse(facts));

/** Which questions make sense here: asked only where these hold. */
export const asked: Partial<Record<QuestionName, Rule>> = {
  fileAuthority: is('wants', 'person'),
  recipientText: is('recipient', 'other'),
  cse: (facts) => facts.has('harmMarks', 'csa') && facts.is('ageBand') !== 'under-13',
  // Somebody who says that they are from a service on the register may not be.
  verified: not(is('wants', 'own')),
  surelyNot: (facts) => saidNotConfidential(facts) && sensitive(facts),
  couldHarm: is('wellbeing', 'could-harm'),
  opinionLines: (facts) => flagged(facts.is('items')),
  othersLines: (facts) => flagged(facts.is('items')),
  notBasisWhy: is('lets', 'not-basis'),
  objects: is('lets', 'not-basis'),
  covered: mustBeRead,
  consentSound: (facts) => onPaper(facts) && !facts.said('form'),
  consentWords: is('lets', 'agreed-now'),
  ...Object.fromEntries(consentDetails.map((question) => [question, inDetail])),
  giver: (facts) => inDetail(facts) || (facts.is('lets') === 'agreed-now' && !adultAge(facts)),
  rest: both(consentIs('PARTIAL'), not(harmMarked)),
  notAgreed: both(
    consentIs('PARTIAL'),
    is('rest', 'leave'),
    (facts) => linesOf(facts.is('items')).length > 1,
    // Lines in words that they asked to keep private are known.
    (facts) => onPaper(facts) || facts.is('lets') === 'part' || facts.is('covered') === 'some',
  ),
  requires: not(is('lets', 'law')),
  gateway: (facts) => is('lets', 'law')(facts) || is('requires', 'yes')(facts),
  conditions: (facts) => asked.gateway?.(facts) === true && gatewayOf(facts) !== undefined,
  naming: (facts) => gatewayOf(facts)?.naming === 'either',
  detriment: is('duty16LA', 'detriment'),
  whyNotAsk: is('canAsk', 'child-harm', 'adult-harm', 'crime', 'delay', 'unsafe', 'cannot'),
  vital: mayBeVital,
  vitalWhy: both(mayBeVital, is('vital', 'yes')),
  patientInfo: secondaryUse,
  adultRisk: onlyAbleAdult,
  restrictionSpotted: (facts) =>
    facts.found.recommendation?.outcome !== 'SHARE_DEPERSONALISED' &&
    facts.is('restriction') === 'none' &&
    spotted(facts).length > 0,
  restrictionRef: restrictionIs('applies', 'exception'),
  optOut: leavesPeopleIn,
  narrow: is('sixTests', 'look'),
  leaveOut: both(is('sixTests', 'look'), is('narrow', 'leave-out')),
  notAccurate: is('sixTests', 'look'),
  told: needsTelling,
  toldReason: both(needsTelling, is('told', 'later', 'no')),
  article8: ({ found }) =>
    found.notes.includes('TESTED') && sharing.includes(found.recommendation?.outcome ?? ''),
};
