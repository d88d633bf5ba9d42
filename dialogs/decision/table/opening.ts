import { advice, ask, give, on, type Rows, refuse, share } from './ways.ts';

/** Who asks, for what, about whom: and what is no sharing decision at all. */
export const opening: Rows<
  'T0' | 'T1' | 'T1a' | 'T1p' | 'T1f' | 'T1r' | 'T1b' | 'T2' | 'T3' | 'D1' | 'D1w' | 'T4'
> = {
  T0: {
    asks: ['actToday'],
    ways: [give('actToday', 'SHARE', 'URGENT_HARM', 'end'), on('always', 'T1')],
  },
  T1: {
    asks: ['wants', 'fileAuthority'],
    ways: [on('ownFile', 'T1a'), on('parentAsks', 'T1p'), on('publicAsks', 'T1f'), on('always', 'T1r')],
  },
  T1a: { asks: ['subjectRef'], ways: [give('always', 'REDIRECT_SAR', 'OWN_DATA', 'Q7')] },
  T1p: {
    asks: ['subjectRef', 'childDecides', 'parentRisk', 'parentMay'],
    notes: [
      { when: 'childDecides', note: 'CHILD_DECIDES' },
      { when: 'parentRisk', note: 'PARENT_RISK' },
      { when: 'parentMayNot', note: 'NOT_ENTITLED' },
    ],
    ways: [give('always', 'REDIRECT_SAR', 'PARENT_REQUEST', 'Q7')],
  },
  T1f: {
    asks: ['subjectRef', 'foiNote'],
    notes: [
      { when: 'foiRelease', note: 'RELEASE' },
      { when: 'foiTotals', note: 'TOTALS_ONLY' },
      { when: 'foiWithhold', note: 'WITHHOLD' },
    ],
    ways: [give('always', 'REDIRECT_FOI', 'FOI', 'Q7')],
  },
  T1r: {
    asks: ['subjectRef', 'recipient', 'ageBand', 'purpose', 'harmMarks', 'cse'],
    ways: [on('ownWish', 'T2'), on('always', 'T1b')],
  },
  T1b: { asks: ['verified'], ways: [refuse('notVerified', 'NOT_VERIFIED'), on('always', 'T2')] },
  T2: {
    asks: ['recipientText', 'howMany'],
    ways: [
      give('regularFlow', 'REDIRECT_AGREEMENT', 'BULK', 'Q7'),
      on('manyPeople', 'T3', 'MANY_PEOPLE'),
      on('always', 'T3'),
    ],
  },
  T3: { asks: ['alive'], ways: [on('dead', 'D1'), on('askedBySomeoneElse', 'T4'), on('always', 'Q1')] },
  D1: {
    asks: ['deadRoute', 'deadWish', 'deadRelatives'],
    ways: [
      refuse('deadRouteForbidden', 'DECEASED_CONFIDENCE'),
      give('deadRouteWithRelatives', 'SHARE', 'DECEASED', 'Q1'),
      share('deadRouteOpen', 'DECEASED'),
      on('always', 'D1w'),
    ],
  },
  D1w: {
    asks: ['deadWeigh'],
    ways: [
      advice('deadUnsure', 'DECEASED_UNSURE'),
      advice('deadPurposeAgainstWish', 'DECEASED_UNSURE'),
      give('deadPurposeWithRelatives', 'SHARE', 'DECEASED', 'Q1'),
      share('deadPurpose', 'DECEASED'),
      refuse('deadConfidence', 'DECEASED_CONFIDENCE'),
      ask('deadOwnInterests', 'PERSONAL_REPRESENTATIVE'),
      advice('always', 'DECEASED_UNSURE'),
    ],
  },
  T4: {
    asks: ['someoneElse'],
    ways: [
      on('elseByConsent', 'Q1'),
      on('elseMustKnow', 'Q1', 'PRIVATE_RECIPIENT'),
      ask('elseAsk', 'ASK_PERSON'),
      on('elseAskWithHarm', 'Q1', 'PRIVATE_RECIPIENT'),
      advice('elseUnsure', 'AUTHORITY_UNSURE'),
      refuse('always', 'NO_AUTHORITY'),
    ],
  },
};
