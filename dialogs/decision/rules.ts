import { duty16LAOn } from '../policy/dated.ts';
import {
  both,
  consentIs,
  is,
  mayBeVital,
  not,
  type Rule,
  restrictionIs,
  saidNotConfidential,
  secondaryUse,
  sharesAnyway,
  sharing,
  unsure,
} from './conditions.ts';
import { consentCheck, objects, pastAsking, refused } from './consent.ts';
import {
  aboutChild,
  clearRisk,
  csaMarked,
  type Facts,
  gatewayOf,
  harmMarked,
  isChild,
  onlyAbleAdult,
  partnerOf,
  rank,
  sectorOf,
  sensitive,
  sharingEndangers,
} from './facts.ts';

/** The named conditions of the decision table. Each is a sentence about the facts, true or false. */

const opening = {
  always: () => true,
  actToday: is('actToday', 'yes'),
  askedBySomeoneElse: (facts) =>
    facts.is('wants') === 'other' || (facts.is('wants') === 'person' && facts.is('fileAuthority') === 'none'),
  ownFile: both(is('wants', 'person'), is('fileAuthority', 'self', 'shown'), not(is('alive', 'dead'))),
  parentAsks: is('wants', 'parent'),
  publicAsks: is('wants', 'foi'),
  ownWish: is('wants', 'own'),
  childDecides: is('childDecides', 'yes'),
  parentRisk: is('parentRisk', 'yes'),
  parentMayNot: is('parentMay', 'no'),
  foiRelease: is('foiNote', 'no-one'),
  foiTotals: is('foiNote', 'totals'),
  foiWithhold: is('foiNote', 'someone', 'not-sure'),
  notVerified: is('verified', 'no'),
  regularFlow: is('howMany', 'regular'),
  manyPeople: is('howMany', 'many-once'),
  dead: is('alive', 'dead'),
  deadUnsure: unsure('deadWeigh'),
  deadRouteForbidden: both(is('deadRoute', 'representative', 'claim'), is('deadWish', 'yes')),
  deadRouteOpen: is('deadRoute', 'statutory', 'representative', 'claim'),
  deadRouteWithRelatives: both(
    is('deadRoute', 'statutory', 'representative', 'claim'),
    is('deadRelatives', 'stay'),
  ),
  deadPurposeAgainstWish: both(is('deadWeigh', 'purpose'), is('deadWish', 'yes')),
  deadPurposeWithRelatives: both(is('deadWeigh', 'purpose'), is('deadRelatives', 'stay')),
  deadPurpose: is('deadWeigh', 'purpose'),
  deadOwnInterests: both(is('deadWeigh', 'own-interests'), not(harmMarked)),
  deadConfidence: is('deadWeigh', 'confidence'),
  elseByConsent: is('someoneElse', 'consent', 'order'),
  elseMustKnow: is('someoneElse', 'protect', 'role'),
  elseAsk: both(is('someoneElse', 'ask'), not(harmMarked)),
  elseAskWithHarm: is('someoneElse', 'ask'),
  elseUnsure: unsure('someoneElse'),
  noPurpose: is('purpose', 'none'),
  purposeUnsure: unsure('purpose'),
  noPower: is('power', 'no'),
  powerUnsure: unsure('power'),
  notIdentifiable: is('identifiable', 'no'),
  noSmallCell: is('smallCells', 'none'),
  cellsChecked: is('smallCells', 'checked'),
  cellsTreated: is('smallCells', 'treated'),
  cellsIdentify: is('smallCells', 'cannot'),
  notConfidential: (facts) =>
    saidNotConfidential(facts) && (!sensitive(facts) || facts.is('surelyNot') === 'yes'),
  confidenceUnsure: unsure('confidential'),
} as const satisfies Record<string, Rule>;

const consent = {
  giverUnsure: unsure('giver'),
  freeUnsure: unsure('free'),
  consentValid: consentIs('VALID'),
  consentPartial: consentIs('PARTIAL'),
  consentPartialTested: both(consentIs('PARTIAL'), (facts) => is('rest', 'test')(facts) || harmMarked(facts)),
  consentWaiting: both(consentIs('WAITING'), not(harmMarked)),
  consentNotBasis: both(consentIs('NOT_BASIS'), not(objects)),
  consentNotBasisObjects: consentIs('NOT_BASIS'),
  consentRefused: refused,
  order: both(is('conditions', 'met'), (facts) => gatewayOf(facts)?.kind === 'order'),
  dutyUnnamed: (facts) => {
    const gateway = gatewayOf(facts);
    if (gateway?.kind !== 'duty' || facts.is('conditions') !== 'met') return false;
    if (gateway.naming === 'adult-with-consent')
      return !isChild(facts) && consentCheck(facts).result !== 'VALID';
    return gateway.naming === 'unnamed' || (gateway.naming === 'either' && facts.is('naming') === 'unnamed');
  },
  duty: both(is('conditions', 'met'), (facts) => gatewayOf(facts)?.kind === 'duty'),
  requestUnmet: both(is('conditions', 'not-met'), (facts) => gatewayOf(facts)?.kind === 'request'),
  dutyUnsure: (facts) => unsure('requires')(facts) || unsure('conditions')(facts),
  /** Children Act 2004 section 16LA: in force, and this is about a child, between bodies it names. */
  duty16LA: (facts) =>
    aboutChild(facts) &&
    duty16LAOn(facts.ctx.policy, facts.ctx.now, sectorOf(facts)) === 'in-force' &&
    facts.ctx.policy.duty16LA.sectors.includes(partnerOf(facts)?.sector ?? ''),
  exemptionOnly: (facts) => is('requires', 'power')(facts) || is('conditions', 'not-met')(facts),
  exemptionPastAsking: (facts) =>
    (is('requires', 'power')(facts) || is('conditions', 'not-met')(facts)) && pastAsking(facts),
  pastAsking,
  engageFirst: both(is('duty16LA', 'engage'), not(harmMarked), not(refused)),
  detriment: is('duty16LA', 'detriment'),
  detrimentUnsure: unsure('duty16LA'),
  serviceOffer: both(is('serviceOffer', 'yes'), not(harmMarked)),
  canAsk: both(is('canAsk', 'yes'), not(harmMarked)),
  canAskWithHarm: is('canAsk', 'yes'),
  askUnsure: unsure('canAsk'),
  askHarmsChild: is('canAsk', 'child-harm'),
  askHarmsAdult: is('canAsk', 'adult-harm'),
  askHarmsCase: is('canAsk', 'crime'),
  askDelays: is('canAsk', 'delay'),
  askUnsafe: is('canAsk', 'unsafe'),
} as const satisfies Record<string, Rule>;

const clearForOthers: Rule = (facts) =>
  clearRisk(facts) && !onlyAbleAdult(facts) && (facts.is('whoAtRisk') !== 'nobody' || harmMarked(facts));
const mustEscalate: Rule = (facts) => csaMarked(facts) || clearForOthers(facts);

const weighing = {
  vital: both(mayBeVital, is('vital', 'yes')),
  vitalUnsure: both(mayBeVital, unsure('vital')),
  patientNeeded: both(secondaryUse, is('patientInfo', 'needed')),
  patientRemovable: both(secondaryUse, is('patientInfo', 'removable')),
  patientUnsure: both(secondaryUse, unsure('patientInfo')),
  askAdultFirst: (facts) =>
    onlyAbleAdult(facts) &&
    facts.is('lets') === 'not-basis' &&
    !objects(facts) &&
    !facts.found.notes.includes('TESTED'),
  necessityUnsure: unsure('necessary'),
  notNecessaryEscalate: both(is('necessary', 'no'), mustEscalate),
  notNecessary: is('necessary', 'no'),
  notProportionateEscalate: both(is('proportionate', 'no'), mustEscalate),
  notProportionate: is('proportionate', 'no'),
  adultHighRisk: both(onlyAbleAdult, is('adultRisk', 'close', 'marac')),
  adultUnsure: both(onlyAbleAdult, unsure('adultRisk')),
  adultAssess: both(onlyAbleAdult, is('adultRisk', 'not-assessed'), clearRisk),
  adultDecides: onlyAbleAdult,
  csaUnsure: both((facts) => facts.has('harmMarks', 'csa'), unsure('cse'), not(is('ageBand', 'under-13'))),
  csa: csaMarked,
  clearButDangerous: both(clearForOthers, sharingEndangers),
  clear: clearForOthers,
  seriousCrime: is('ground', 'serious-crime'),
  publicHealth: is('ground', 'public-health'),
  lessWouldDo: is('proportionate', 'less'),
  unsureOfBalance: unsure('proportionate'),
  harmIfNotHigher: (facts) => rank(facts, 'harmIfNot') > rank(facts, 'harmIfShared'),
  harmIfNotLower: (facts) => rank(facts, 'harmIfNot') < rank(facts, 'harmIfShared'),
} as const satisfies Record<string, Rule>;

const outranks = [
  'STATUTORY_DUTY',
  'COURT_ORDER',
  'DUTY_16LA',
  'VITAL_INTEREST',
  'HARM_CLEAR',
  'CSE_SIGNIFICANT_HARM',
  'ADULT_HIGH_RISK',
];
/** What names nobody has no origin to ask. */
const named: Rule = ({ found }) => found.recommendation?.outcome !== 'SHARE_DEPERSONALISED';

const closing = {
  restricted: restrictionIs('applies'),
  restrictionUnsure: restrictionIs('not-sure'),
  originUnsure: both(unsure('origin'), named),
  askOriginator: both(
    is('origin', 'ask'),
    not(is('deadRoute', 'statutory')),
    ({ found }) => !found.recommendation?.reasons.some((reason) => outranks.includes(reason)),
    named,
  ),
  tellOriginator: both(is('origin', 'ask'), named),
  concernOnly: both(is('sixTests', 'look'), is('narrow', 'concern')),
  nothingLeft: both(is('sixTests', 'look'), is('narrow', 'nothing-left')),
  leftOut: both(is('sixTests', 'look'), is('narrow', 'leave-out')),
  testsUnsure: unsure('sixTests'),
  privateRecipient: ({ found }) => found.notes.includes('PRIVATE_RECIPIENT'),
  article8Unsure: unsure('article8'),
  coveredPartGoes: ({ found }) =>
    (found.recommendation?.reasons.includes('CONSENT_PARTIAL') ?? false) &&
    sharing.includes(found.recommendation?.outcome ?? '') &&
    !found.notes.includes('PART_CHECKED'),
  differs: is('final', 'differ'),
  differsToNot: is('finalOutcome', 'DO_NOT_SHARE'),
  differsToShare: sharesAnyway,
  notSharing: ({ found }) => found.recommendation?.outcome === 'DO_NOT_SHARE',
  lessOnly: (facts) => is('proportionate', 'less')(facts) && facts.found.recommendation?.outcome === 'SHARE',
} as const satisfies Record<string, Rule>;

export const rules = { ...opening, ...consent, ...weighing, ...closing };
export type RuleName = keyof typeof rules;

export const holds = (rule: RuleName, facts: Facts): boolean => (rules[rule] as Rule)(facts);
