import { sayWhen } from '../engine/say.ts';
import type { Page, Said, View } from '../engine/types.ts';
import type { Gateway } from '../policy/catalogue.ts';
import { comingOn, endedOn, replacementFor } from '../policy/dated.ts';
import { asked, inDetail } from './asked.ts';
import { not, sharesAnyway } from './conditions.ts';
import { onRecord } from './consent.ts';
import { type Facts, gatewayOf } from './facts.ts';
import type { DecisionAnswers, QuestionName } from './questions.ts';

/** Which questions stand together on one card. Each question has one page; the last of `by` is answered by pressing it. */

type Layout = {
  ask: readonly QuestionName[];
  assumes?: readonly QuestionName[];
  by?: QuestionName;
  brief?: true;
  backing?: true;
  /** What the policy pack says about what was chosen. */
  tells?(facts: Facts): readonly (string | Said)[];
  /** What was written down before, to be read now. */
  shows?(facts: Facts): View['facts'];
  /** Where two pages ask the same, which of them this case needs. */
  only?(facts: Facts): boolean;
};

/** What the law that was picked says, whom it binds, and what must hold. */
const conditionsOf = (facts: Facts): string[] => {
  const gateway = gatewayOf(facts);
  if (!gateway) return [];
  const { title, says, who, conditions, only } = gateway;
  return [`**${title}.** ${says}`, who, ...conditions.map((line) => `- ${line}`), ...(only ? [only] : [])];
};

const named = (laws: readonly (readonly [string, Gateway])[]): string =>
  laws.map(([, { label, title }]) => label ?? title).join('; ');

/** Laws that people still name and that have ended, with what took their place; and those that are coming. */
const changedLaws = ({ ctx: { policy, now } }: Facts): Said[] => {
  const ended = endedOn(policy, now, ['duty']).flatMap(([id, { title }]) => {
    const next = replacementFor(policy, id, now);
    return next ? [`${title} (now: ${next[1].label ?? next[1].title})`] : [];
  });
  const coming = comingOn(policy, now);
  return [
    ...(ended.length > 0 ? [{ key: 'decision.laws.ended', params: { laws: ended.join('; ') } }] : []),
    ...(coming.length > 0 ? [{ key: 'decision.laws.coming', params: { laws: named(coming) } }] : []),
  ];
};

/** The last word of the person that is on record, by its reference and its date. */
const foundConsent = (facts: Facts): Said[] => {
  const found = onRecord(facts);
  if (!found) return [];
  const { record, checked } = found;
  const { policy } = facts.ctx;
  const params = { ref: record.reference, since: sayWhen(record.stateAt, policy) };
  const holds = checked.verdict === 'NOT_VALID' && record.status !== 'sought' ? 'fails' : record.status;
  const key = ['refused', 'withdrawn'].includes(record.status) ? record.status : holds;
  return [{ key: `decision.onRecord.${key}`, params }];
};

const consentFound = (facts: Facts): View['facts'] => {
  const record = onRecord(facts)?.record;
  const value = (label: string, text: string | undefined) =>
    text ? [{ label: `consent.facts.${label}`, value: text }] : [];
  return [
    ...value('items', record?.scope.items.join('\n')),
    ...value('keptBack', record?.exclusions.items.join('\n')),
    ...value('words', record?.evidence?.words),
  ];
};

export const layouts = {
  triage: { ask: ['actToday'], by: 'actToday', backing: true },
  who: { ask: ['wants'], by: 'wants' },
  'own-file': {
    ask: ['subjectRef', 'fileAuthority'],
    by: 'fileAuthority',
    only: (facts) => facts.is('wants') === 'person',
  },
  parent: {
    ask: ['subjectRef', 'childDecides', 'parentRisk', 'parentMay'],
    only: (facts) => facts.is('wants') === 'parent',
  },
  foi: { ask: ['subjectRef', 'foiNote'], by: 'foiNote', only: (facts) => facts.is('wants') === 'foi' },
  case: {
    ask: ['subjectRef', 'recipient', 'ageBand', 'purpose', 'harmMarks'],
    assumes: ['howMany', 'alive', 'power', 'purposeText', 'dueOn', 'agencies', 'codes'],
  },
  stranger: { ask: ['verified'], by: 'verified' },
  recipient: { ask: ['recipientText'] },
  cse: { ask: ['cse'], by: 'cse' },
  deceased: { ask: ['deadRoute', 'deadWish', 'deadRelatives'] },
  'deceased-weigh': { ask: ['deadWeigh'], by: 'deadWeigh' },
  someone: { ask: ['someoneElse'], by: 'someoneElse' },
  what: {
    ask: ['items', 'wellbeing'],
    assumes: ['identifiable', 'confidential', 'infoKind', 'origin', 'restriction', 'sixTests', 'method'],
    by: 'wellbeing',
    only: (facts) => facts.is('alive') !== 'dead' || facts.is('deadRelatives') === 'stay',
  },
  'what-dead': { ask: ['items'], assumes: ['origin', 'restriction', 'sixTests', 'method'] },
  'could-harm': { ask: ['couldHarm'] },
  marks: { ask: ['opinionLines', 'othersLines'] },
  counts: { ask: ['smallCells'], by: 'smallCells' },
  'surely-not': { ask: ['surelyNot'], by: 'surelyNot' },
  lets: { ask: ['lets'], by: 'lets', tells: foundConsent },
  covered: { ask: ['covered'], by: 'covered', shows: consentFound },
  'not-basis': { ask: ['notBasisWhy'], assumes: ['objects'], by: 'notBasisWhy' },
  'consent-sound': { ask: ['consentSound'], by: 'consentSound' },
  agreed: { ask: ['consentWords', 'giver'], only: (facts) => facts.is('lets') === 'agreed-now' },
  consent: {
    ask: ['giver', 'informed', 'free', 'form', 'evidence', 'covers', 'limits', 'stale'],
    only: inDetail,
  },
  rest: { ask: ['rest'], by: 'rest' },
  'rest-lines': { ask: ['notAgreed'] },
  law: { ask: ['requires'], by: 'requires' },
  gateway: { ask: ['gateway'], tells: changedLaws },
  conditions: { ask: ['conditions'], by: 'conditions', tells: conditionsOf },
  naming: { ask: ['naming'], by: 'naming' },
  'duty-16la': { ask: ['duty16LA'], by: 'duty16LA' },
  detriment: { ask: ['detriment'] },
  'ask-first': { ask: ['canAsk'], assumes: ['serviceOffer'], by: 'canAsk' },
  'why-not-ask': { ask: ['whyNotAsk'] },
  vital: { ask: ['vital'], by: 'vital' },
  'vital-why': { ask: ['vitalWhy'] },
  patient: { ask: ['patientInfo'], by: 'patientInfo' },
  risk: {
    ask: ['whoAtRisk', 'harmIfNot', 'harmIfNotLikelihood', 'harmIfNotSeverity', 'threat', 'proof'],
  },
  adult: { ask: ['adultRisk'], by: 'adultRisk' },
  balance: {
    ask: [
      ...(['harmIfShared', 'harmIfSharedLikelihood', 'harmIfSharedSeverity', 'interestsFor'] as const),
      ...(['interestsAgainst', 'necessary', 'proportionate'] as const),
    ],
    assumes: ['ground'],
  },
  spotted: { ask: ['restrictionSpotted'], by: 'restrictionSpotted' },
  restricted: { ask: ['restrictionRef'] },
  'opt-out': { ask: ['optOut'] },
  narrow: { ask: ['narrow', 'notAccurate'] },
  'leave-out': { ask: ['leaveOut'] },
  openness: { ask: ['article8', 'told'], by: 'told', only: not(sharesAnyway) },
  'told-anyway': { ask: ['told'], by: 'told' },
  'told-why': { ask: ['toldReason'] },
  decide: { ask: ['final'], by: 'final', brief: true },
  differ: { ask: ['finalOutcome', 'departureReason', 'escalated'] },
  'not-share': { ask: ['consequences', 'mitigation'] },
} as const satisfies Record<string, Layout>;

export type PageName = keyof typeof layouts;

/** A question that makes sense here and has no answer yet. */
export const open = (question: QuestionName, answers: DecisionAnswers, facts: Facts): boolean =>
  !(question in answers) && (asked[question]?.(facts) ?? true);

/** The page on which a question stands, with what else is open on it. */
export const pageOf = (
  question: QuestionName,
  answers: DecisionAnswers,
  facts: Facts,
): Page<DecisionAnswers> => {
  const found = (Object.entries(layouts) as [PageName, Layout][]).find(
    ([, layout]) => layout.ask.includes(question) && (layout.only?.(facts) ?? true),
  );
  if (!found) throw new Error(`no page asks ${question}`);
  const [page, layout] = found;
  const stillOpen = (names: readonly QuestionName[]) => names.filter((name) => open(name, answers, facts));
  const ask = stillOpen(layout.ask);
  return {
    page,
    ask,
    assumes: stillOpen(layout.assumes ?? []),
    ...(layout.by && ask.includes(layout.by) ? { by: layout.by } : {}),
    ...(layout.brief ? { brief: true } : {}),
    ...(layout.backing ? { backing: true } : {}),
    ...(layout.tells ? { tells: layout.tells(facts) } : {}),
    ...(layout.shows ? { shows: layout.shows(facts) } : {}),
  };
};
