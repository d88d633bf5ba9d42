import { advice, ask, escalate, give, on, type Rows, refuse, share, unnamed } from './ways.ts';

/** The key questions: purpose, identity, confidence, consent, duty, and what may be asked first. */
export const deciding: Rows<
  'Q1' | 'Q1b' | 'Q2' | 'Q2a' | 'Q3' | 'Q4' | 'Q5a' | 'Q4d' | 'Q4c' | 'Q4b' | 'Q5b' | 'Q5d' | 'Q2b'
> = {
  Q1: {
    asks: ['purpose'],
    ways: [refuse('noPurpose', 'NO_PURPOSE'), advice('purposeUnsure', 'PURPOSE_UNSURE'), on('always', 'Q1b')],
  },
  Q1b: {
    asks: ['power'],
    ways: [refuse('noPower', 'NO_POWER'), advice('powerUnsure', 'POWER_UNSURE'), on('always', 'Q2')],
  },
  Q2: {
    asks: ['items', 'wellbeing', 'couldHarm', 'opinionLines', 'othersLines', 'identifiable'],
    ways: [on('notIdentifiable', 'Q2a'), on('always', 'Q3')],
  },
  Q2a: {
    asks: ['smallCells'],
    ways: [
      unnamed('noSmallCell', 'NOT_IDENTIFIABLE'),
      unnamed('cellsChecked', 'SMALL_NUMBERS_CHECKED'),
      unnamed('cellsTreated', 'SMALL_NUMBERS_TREATED'),
      on('cellsIdentify', 'Q3', 'IDENTIFIABLE_COUNTS'),
      escalate('always', 'SMALL_NUMBERS'),
    ],
  },
  Q3: {
    asks: ['confidential', 'surelyNot'],
    ways: [
      share('notConfidential', 'NOT_CONFIDENTIAL'),
      advice('confidenceUnsure', 'CONFIDENCE_UNSURE'),
      on('always', 'Q4'),
    ],
  },
  Q4: {
    asks: [
      ...([
        'lets',
        'notBasisWhy',
        'objects',
        'covered',
        'consentSound',
        'giver',
        'informed',
        'free',
      ] as const),
      ...(['form', 'evidence', 'covers', 'limits', 'stale', 'consentWords', 'rest', 'notAgreed'] as const),
    ],
    ways: [
      advice('giverUnsure', 'CAPACITY'),
      advice('freeUnsure', 'NOT_FREE'),
      share('consentValid', 'CONSENT'),
      give('consentPartialTested', 'SHARE_LIMITED', 'CONSENT_PARTIAL', 'Q5a'),
      share('consentPartial', 'CONSENT_PARTIAL', 'SHARE_LIMITED'),
      ask('consentWaiting', 'WAITING'),
      on('consentNotBasis', 'Q5a', 'CONSENT_NOT_BASIS'),
      { when: 'consentNotBasisObjects', to: 'Q5a', note: ['CONSENT_NOT_BASIS', 'OBJECTION'] },
      on('consentRefused', 'Q5a', 'OBJECTION'),
      on('always', 'Q5a'),
    ],
  },
  Q5a: {
    asks: ['requires', 'gateway', 'conditions', 'naming'],
    ways: [
      share('order', 'COURT_ORDER'),
      unnamed('dutyUnnamed', 'DUTY_ANONYMOUS'),
      share('duty', 'STATUTORY_DUTY'),
      refuse('requestUnmet', 'REQUEST_UNMET'),
      advice('dutyUnsure', 'DUTY_UNSURE'),
      on('duty16LA', 'Q4d'),
      { when: 'exemptionPastAsking', to: 'Q5b', note: ['EXEMPTION_NOT_DUTY'] },
      on('exemptionOnly', 'Q4c', 'EXEMPTION_NOT_DUTY'),
      on('pastAsking', 'Q5b'),
      on('always', 'Q4c'),
    ],
  },
  Q4d: {
    asks: ['duty16LA', 'detriment'],
    ways: [
      ask('engageFirst', 'ENGAGE_FIRST'),
      refuse('detriment', 'DUTY_DETRIMENT'),
      advice('detrimentUnsure', 'DETRIMENT_UNSURE'),
      share('always', 'DUTY_16LA'),
    ],
  },
  Q4c: { asks: ['serviceOffer'], ways: [ask('serviceOffer', 'SERVICE_OFFER'), on('always', 'Q4b')] },
  Q4b: {
    asks: ['canAsk', 'whyNotAsk'],
    ways: [
      ask('canAsk', 'CONSENT_FIRST'),
      on('canAskWithHarm', 'Q5b', 'ASK_OR_TELL_NOW'),
      advice('askUnsure', 'CONSENT_UNSURE'),
      on('askHarmsChild', 'Q5b', 'INAPPROPRIATE_CHILD_HARM'),
      on('askHarmsAdult', 'Q5b', 'INAPPROPRIATE_ADULT_HARM'),
      on('askHarmsCase', 'Q5b', 'INAPPROPRIATE_CRIME'),
      on('askDelays', 'Q5b', 'INAPPROPRIATE_DELAY'),
      on('askUnsafe', 'Q5b', 'INAPPROPRIATE_UNSAFE'),
      on('always', 'Q5b', 'INAPPROPRIATE_IMPOSSIBLE'),
    ],
  },
  Q5b: {
    asks: ['vital', 'vitalWhy'],
    ways: [share('vital', 'VITAL_INTEREST'), advice('vitalUnsure', 'VITAL_UNSURE'), on('always', 'Q5d')],
  },
  Q5d: {
    asks: ['patientInfo'],
    ways: [
      give('patientNeeded', 'REFER_CAG', 'NON_CARE_HEALTH', 'Q7c'),
      on('patientRemovable', 'Q2b'),
      advice('patientUnsure', 'PATIENT_UNSURE'),
      on('always', 'Q5c'),
    ],
  },
  Q2b: {
    asks: ['smallCells'],
    ways: [
      unnamed('noSmallCell', 'NOT_IDENTIFIABLE'),
      unnamed('cellsChecked', 'SMALL_NUMBERS_CHECKED'),
      unnamed('cellsTreated', 'SMALL_NUMBERS_TREATED'),
      give('cellsIdentify', 'REFER_CAG', 'NON_CARE_HEALTH', 'Q7c'),
      escalate('always', 'SMALL_NUMBERS'),
    ],
  },
};
