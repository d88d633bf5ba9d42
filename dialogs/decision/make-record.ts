import { answersKept, asUser, base } from '../engine/base.ts';
import type { Also, Context, Effect, Given, Outcome } from '../engine/types.ts';
import { localDate } from '../engine/working-time.ts';
import { basisOf } from './basis.ts';
import { goingLines, routeOf, staysBehind } from './brief.ts';
import { sharing } from './conditions.ts';
import { consentCheck } from './consent.ts';
import { escalation } from './escalation.ts';
import { type Facts, factsOf, recipientName, sensitive } from './facts.ts';
import { linesOf } from './items.ts';
import { consentBehind } from './leaves-consent.ts';
import { dueAfter } from './lifecycle.ts';
import type { DecisionAnswers, QuestionName } from './questions.ts';
import type { DecisionRecord } from './record.ts';
import { spotted } from './spotted.ts';
import { dueOf, statusFor } from './standing.ts';

/** From the answers and what they led to, the record that is kept. */

const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

const itemsOf = (answers: DecisionAnswers, facts: Facts, ctx: Context): DecisionRecord['items'] =>
  linesOf(answers.items).map((label, index) => {
    const marked = (question: QuestionName) => facts.has(question, String(index + 1));
    const withheld = staysBehind(facts, String(index + 1));
    return {
      label,
      kind: marked('opinionLines') ? 'opinion' : 'fact',
      source: facts.is('origin') === 'own' ? 'own-record' : 'another-agency',
      date: localDate(ctx.now, ctx.policy),
      necessary: !marked('leaveOut'),
      sensitive: spotted(facts).length > 0 || sensitive(facts),
      thirdParty: marked('othersLines'),
      verified: !marked('notAccurate'),
      withheld,
    };
  });

const pitOf = (answers: DecisionAnswers, facts: Facts, ctx: Context): DecisionRecord['pit'] => {
  const side = (name: 'harmIfNot' | 'harmIfShared') => ({
    what: facts.is(name) ?? '',
    likelihood: facts.is(`${name}Likelihood`) ?? '',
    severity: facts.is(`${name}Severity`) ?? '',
  });
  return {
    whoAtRisk: facts.is('whoAtRisk') ?? '',
    harmIfNot: side('harmIfNot'),
    harmIfShared: side('harmIfShared'),
    threat: facts.is('threat') === 'yes',
    proof: facts.is('proof') ?? '',
    interestsFor: list(answers.interestsFor),
    interestsAgainst: list(answers.interestsAgainst),
    necessity: facts.is('necessary') ?? '',
    proportionality: facts.is('proportionate') ?? '',
    ...(facts.is('ground') === 'none' ? {} : { overrideGround: facts.is('ground') ?? '' }),
    decidedBy: asUser(ctx.person),
  };
};

/** A field of the record that only some decisions have. */
const some = <K extends keyof DecisionRecord>(
  name: K,
  has: boolean,
  make: () => DecisionRecord[K],
): Partial<DecisionRecord> => (has ? { [name]: make() } : {});

const consentFields = (facts: Facts, ctx: Context): Partial<DecisionRecord> => {
  if (!facts.said('lets')) return {};
  const { result, failures } = consentCheck(facts);
  const at = ctx.now.toISOString();
  return {
    consentResult: result,
    consentFailures: [...failures],
    ...some('consentEvidence', facts.said('consentWords'), () => ({
      words: facts.is('consentWords') ?? '',
      takenBy: asUser(ctx.person),
      at,
    })),
    ...some('inappropriateGrounds', facts.said('whyNotAsk'), () => [
      { ground: facts.is('canAsk') ?? '', facts: facts.is('whyNotAsk') ?? '' },
    ]),
  };
};

const finalOf = (facts: Facts, outcome: Outcome): string =>
  facts.is('final') === 'differ' ? (facts.is('finalOutcome') ?? '') : outcome.outcome;

/** No share is kept without its basis, whoever decided on it. */
const basisFor = (facts: Facts, outcome: Outcome): Outcome['basis'] => {
  const departs = !outcome.basis && sharing.includes(finalOf(facts, outcome)) && goingLines(facts).length > 0;
  return departs ? { ...basisOf(facts, outcome.reasons), line: 'power' } : outcome.basis;
};

const shareFields = (answers: DecisionAnswers, facts: Facts, outcome: Outcome, ctx: Context) => {
  const basis = basisFor(facts, outcome);
  if (!basis) return {};
  const met = facts.is('sixTests') === 'met';
  const agreed = outcome.reasons.some((reason) => reason === 'CONSENT' || reason === 'CONSENT_PARTIAL');
  const tests = { necessary: true, proportionate: true, relevant: true, timely: true, secure: true };
  return {
    items: itemsOf(answers, facts, ctx),
    sixTests: { ...tests, accurate: met || !list(answers.notAccurate).some((line) => line !== 'none') },
    method: routeOf(facts) ?? 'none',
    lawfulBasis: basis as DecisionRecord['lawfulBasis'],
    openness: facts.said('told')
      ? {
          told: facts.is('told') ?? '',
          ...(facts.said('toldReason') ? { reasonNot: facts.is('toldReason') ?? '' } : {}),
        }
      : { told: agreed ? 'when-they-agreed' : 'not-needed' },
    ...(facts.said('article8') ? { article8: true } : {}),
  };
};

const caseFields = (answers: DecisionAnswers, facts: Facts, ctx: Context): Partial<DecisionRecord> => ({
  ...some('subjectKind', true, () => facts.is('alive')),
  ...some('ageBand', facts.said('ageBand'), () => facts.is('ageBand')),
  ...some('purposeText', facts.said('purposeText'), () => facts.is('purposeText')),
  ...some('power', facts.said('ageBand'), () => facts.is('power')),
  ...some('identifiable', facts.said('items'), () => facts.is('identifiable')),
  ...some('smallCells', facts.said('smallCells'), () => facts.is('smallCells')),
  ...some('confidential', facts.said('items'), () =>
    facts.is('confidential') === 'yes' ? { b: true } : { b: false, reason: facts.is('confidential') ?? '' },
  ),
  ...some('agenciesInvolved', facts.said('agencies'), () => list(answers.agencies)),
  ...some('codesConsidered', facts.said('codes'), () => list(answers.codes)),
  ...some('gateway', facts.said('gateway'), () => [facts.is('gateway') ?? '']),
  ...some('restriction', facts.said('restrictionRef'), () => list(answers.restrictionRef)),
  ...some('vitalInterest', facts.said('vitalWhy'), () => ({ why: facts.is('vitalWhy') ?? '' })),
  ...some('pit', facts.said('whoAtRisk'), () => pitOf(answers, facts, ctx)),
  ...some('optOut', facts.said('optOut'), () => ({ method: facts.is('optOut') ?? '' })),
  ...some('detrimentReasons', facts.said('detriment'), () => facts.is('detriment')),
  ...some('wellbeing', facts.said('wellbeing'), () => ({
    who: facts.is('wellbeing') ?? '',
    ...(facts.said('couldHarm') ? { couldHarm: facts.is('couldHarm') ?? '' } : {}),
  })),
});

const idCheck = (facts: Facts): string => facts.is('verified') ?? 'not-a-request';

const recipientsOf = (facts: Facts): DecisionRecord['recipient'] =>
  facts.said('recipient')
    ? [
        {
          ...(facts.is('recipient') === 'other' ? {} : { id: facts.is('recipient') ?? '' }),
          name: recipientName(facts),
          idCheck: idCheck(facts),
        },
      ]
    : [];

/** What nobody said otherwise, as it was taken. */
const assumedOf = (facts: Facts): DecisionRecord['assumed'] =>
  (
    [
      'howMany',
      'alive',
      'power',
      'identifiable',
      'confidential',
      'origin',
      'restriction',
      'sixTests',
    ] as const
  )
    .filter((question) => !facts.said(question))
    .map((row) => ({ row, value: facts.is(row) ?? '' }));

const decisionOf = (facts: Facts, outcome: Outcome, ctx: Context) => {
  const final = finalOf(facts, outcome);
  return {
    final: { outcome: final, by: asUser(ctx.person), at: ctx.now.toISOString() },
    status: statusFor(final, facts),
    ...(facts.is('final') === 'differ' && final !== outcome.outcome
      ? {
          departure: {
            reason: facts.is('departureReason') ?? '',
            escalated: facts.is('escalated') === 'yes',
          },
        }
      : {}),
    ...(facts.said('consequences')
      ? {
          notShared: {
            consequences: facts.is('consequences') ?? '',
            mitigation: facts.is('mitigation') ?? '',
          },
        }
      : {}),
    ...dueOf(facts, statusFor(final, facts), ctx),
  };
};

/** One that waited and went on: it ends here. */
const goesOnFrom = ({ from, found = [], reference }: Context): Also[] =>
  found
    .filter(({ reference: ref, type }) => ref === from && type === 'decision')
    .map(({ reference: ref }) => ({ dialog: 'decision', ref, action: 'resumed', input: { by: reference } }));

export const makeRecord = (
  answers: DecisionAnswers,
  outcome: Outcome,
  ctx: Context,
  given: Given,
): Effect<DecisionRecord> => {
  const facts = factsOf(answers, ctx, { recommendation: outcome, notes: [] });
  const { outcome: recommended, reasons, citations } = outcome;
  const record: DecisionRecord = {
    ...base(ctx),
    type: 'decision',
    lane: 'decision',
    schemaVersion: 1,
    direction: facts.is('wants') === 'own' ? 'out' : 'in',
    requester: { kind: facts.is('wants') ?? '', idCheck: idCheck(facts) },
    subjectRef: facts.is('subjectRef') ?? '',
    recipient: recipientsOf(facts),
    purpose: facts.said('purpose') ? [facts.is('purpose') ?? ''] : [],
    harmMarks: list(answers.harmMarks),
    ...caseFields(answers, facts, ctx),
    ...consentFields(facts, ctx),
    ...shareFields(answers, facts, outcome, ctx),
    answers: answersKept(given, 'decision'),
    assumed: assumedOf(facts),
    recommendation: { outcome: recommended, reasons: [...reasons], citations: [...citations] },
    ...decisionOf(facts, outcome, ctx),
  };
  const consent = consentBehind(facts, record, ctx);
  const { also, known } = escalation(record, ctx);
  return {
    record: { ...record, ...some('consentRefs', consent.refs.length > 0, () => consent.refs), ...known },
    reason: 'decision.recorded',
    notices: [],
    due: dueAfter(record, ctx),
    also: [...consent.also, ...goesOnFrom(ctx), ...also],
  };
};
