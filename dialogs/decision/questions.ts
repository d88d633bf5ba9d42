import type { Question } from '../engine/types.ts';
import {
  assume,
  choice,
  cite,
  judge,
  law,
  marks,
  norfolk,
  questions4,
  rotherham,
  several,
  some,
  southampton,
  told,
} from './ask.ts';
import { isExcuse } from './excuses.ts';
import { linesOf, mostLines } from './items.ts';
import {
  dutyPicks,
  openPartnerPicks,
  partnerPicks,
  purposePicks,
  restrictionPicks,
  routePicks,
} from './picks.ts';

/** Everything the sharing decision may ask, each on one page. Rows of the table say which of it they need. */

const likelihood = ['none', 'possible', 'likely', 'occurring'] as const;
const severity = ['low', 'moderate', 'serious', 'grave'] as const;
const openness = [law('L-05', 'rule 2'), norfolk('Appendix 2, rule 2')];
const weighing = [law('L-05'), norfolk('section 1'), cite('rotherham-3.0', 'section 1.6')];
const consent = [law('L-06'), southampton('section 2'), rotherham('section 3.1')];
const sixTests = [law('L-05', 'rule 6'), norfolk('Appendix 2, rule 6')];

const opening = {
  actToday: judge(['yes', 'no'], [law('L-05', 'rule 1'), norfolk('Appendix 3'), rotherham('section 3.1')]),
  wants: choice(
    ['own', 'agency', 'court', 'other', 'person', 'parent', 'foi'],
    [law('L-07'), norfolk('Appendix 2, rule 6'), southampton('section 4')],
  ),
  subjectRef: { ...told(80, [norfolk('Appendix 2, rule 3')]), kind: 'text' },
  fileAuthority: choice(['self', 'shown', 'none'], [law('L-07'), southampton('section 4')]),
  childDecides: judge(['yes', 'no'], [law('L-07'), southampton('section 2')]),
  parentRisk: judge(['yes', 'no'], [law('L-07'), southampton('section 2')]),
  parentMay: judge(['yes', 'no'], [law('L-07'), southampton('section 4')]),
  foiNote: judge(['no-one', 'totals', 'someone'], [cite('rotherham-3.0', 'section 4.1.4'), law('L-12')]),
  recipient: { ...choice(['other'], [norfolk('Appendix 2, rule 6')]), pick: partnerPicks, decides: false },
  recipientText: { ...told(200, [cite('rotherham-3.0', 'section 1.5')]), kind: 'text' },
  verified: choice(
    ['yes', 'no'],
    [cite('law:L-01', 'UK GDPR Article 5(1)(f)'), norfolk('Appendix 2, rule 6')],
  ),
  howMany: assume('one', choice(['one', 'many-once', 'regular'], [cite('hmg-qa-2008', 'questions 10, 12')])),
  alive: assume('living', choice(['living', 'dead', 'unknown'], [law('L-33'), rotherham('section 5')])),
  ageBand: choice(
    ['under-13', '13-15', '16-17', '18-25-vulnerable', 'adult', 'adult-carer', 'unborn', 'unknown'],
    [southampton('section 5'), cite('hmg-qa-2008', 'question 9')],
  ),
  purpose: { ...choice(['none'], [rotherham('section 5'), questions4]), pick: purposePicks, judgement: true },
  purposeText: { ...told(300, [rotherham('section 5')], false) },
  dueOn: {
    kind: 'date',
    required: false,
    decides: false,
    citations: [southampton('section 18'), norfolk('section 1')],
  },
  agencies: { ...some([], [cite('rotherham-3.0', 'section 1.1')]), pick: openPartnerPicks, decides: false },
  codes: {
    ...some(
      ['procedure', 'professional-code', 'guidance', 'local-protocol'],
      [cite('hmg-qa-2008', 'question 11')],
    ),
    decides: false,
  },
  harmMarks: some(['csa', 'child', 'others'], [norfolk('Appendix 1'), law('L-05', 'rule 1')]),
  cse: judge(['power', 'peers'], [norfolk('Appendix 1')]),
  power: assume('yes', judge(['yes', 'no'], [cite('rotherham-3.0', 'section 3'), southampton('section 7')])),
  someoneElse: judge(
    ['consent', 'order', 'protect', 'role', 'ask', 'none'],
    [law('L-05'), rotherham('section 5')],
  ),
} as const satisfies Record<string, Question>;

const dead = {
  deadRoute: choice(['statutory', 'representative', 'claim', 'none'], [law('L-33'), rotherham('section 5')]),
  deadWish: choice(['no', 'yes'], [law('L-33'), rotherham('section 5')]),
  deadRelatives: choice(['no', 'removed', 'stay'], [rotherham('section 5')]),
  deadWeigh: judge(['purpose', 'own-interests', 'confidence'], [law('L-33'), rotherham('section 5')]),
} as const satisfies Record<string, Question>;

const what = {
  items: {
    ...told(2000, sixTests),
    check: (items) => (linesOf(items).length > mostLines ? 'too-many-lines' : undefined),
  },
  wellbeing: {
    ...choice(
      ['person', 'others', 'both', 'neither', 'could-harm'],
      [law('L-05', 'rule 1'), norfolk('Appendix 2, rule 5')],
    ),
    decides: false,
  },
  couldHarm: told(500, [norfolk('Appendix 2, rule 5')]),
  opinionLines: marks([law('L-15'), rotherham('section 4')]),
  othersLines: marks([law('L-14'), rotherham('section 5')]),
  identifiable: assume('yes', choice(['yes', 'coded', 'no'], [law('L-12'), southampton('section 12')])),
  infoKind: {
    ...some(['health', 'social-care', 'offence', 'other-sensitive', 'ordinary'], [law('L-04')]),
  },
  smallCells: judge(['none', 'checked', 'treated', 'cannot'], [law('L-12'), southampton('section 12')]),
  confidential: assume(
    'yes',
    judge(['yes', 'public', 'recipient-has', 'no-expectation'], [law('L-05'), rotherham('section 5')]),
  ),
  surelyNot: choice(['yes', 'no'], [law('L-05'), rotherham('section 5')]),
} as const satisfies Record<string, Question>;

const agreed = {
  lets: choice(
    ['on-file', 'agreed-now', 'part', 'refused', 'withdrew', 'waiting', 'not-asked', 'law', 'not-basis'],
    [law('L-05'), ...consent],
  ),
  notBasisWhy: choice(['child-protection', 'statutory', 'source-of-risk', 'own-lawyer'], [law('L-05')]),
  objects: assume('no', choice(['no', 'yes'], [rotherham('section 3.1')])),
  consentWords: told(500, [rotherham('section 3.1')]),
  /** Of a consent that is on record: how much of what goes it covers. */
  covered: choice(['all', 'some', 'none'], [southampton('section 11'), rotherham('section 3.1')]),
  consentSound: choice(['yes', 'check'], consent),
  giver: judge(
    ['self', 'child-able', 'parent', 'document', 'cannot', 'not-entitled', 'unsafe', 'child-refuses'],
    [law('L-41', 'Mental Capacity Act 2005'), ...consent],
  ),
  informed: several(['none', 'why', 'what', 'who', 'use', 'effects', 'rights'], consent),
  free: judge(['yes', 'no'], [law('L-06'), cite('hmg-qa-2008', 'question 5')]),
  form: choice(['explicit', 'implied-expected', 'implied-unexpected'], consent),
  evidence: choice(['noted', 'signed', 'none'], [rotherham('section 3.1')]),
  covers: several(
    ['none', 'items', 'recipient', 'purpose'],
    [southampton('section 11'), rotherham('section 3.1')],
  ),
  limits: choice(['none', 'part', 'all'], [rotherham('section 3.1')]),
  stale: choice(['no', 'expired', 'changed'], [law('L-06'), southampton('section 11')]),
  rest: choice(['leave', 'test'], [rotherham('section 3.1')]),
  notAgreed: marks([rotherham('section 3.1')]),
  requires: judge(['yes', 'power', 'no'], [cite('rotherham-3.0', 'section 3'), rotherham('section 5')]),
  gateway: { ...choice(['none'], [cite('rotherham-3.0', 'section 3')]), pick: dutyPicks },
  conditions: judge(['met', 'not-met'], [law('L-02'), law('L-27'), rotherham('section 5')]),
  naming: choice(['named', 'unnamed'], [law('L-12')]),
  duty16LA: judge(['engage', 'share', 'detriment'], [law('L-02'), law('L-05')]),
  detriment: told(1000, [law('L-02')]),
  serviceOffer: assume(
    'no',
    choice(['no', 'yes'], [cite('rotherham-3.0', 'section 3'), rotherham('section 3.1')]),
  ),
  canAsk: judge(
    ['yes', 'child-harm', 'adult-harm', 'crime', 'delay', 'unsafe', 'cannot'],
    [law('L-05'), cite('rotherham-3.0', 'section 3'), southampton('section 2')],
  ),
  whyNotAsk: told(1000, [rotherham('section 3.1')]),
} as const satisfies Record<string, Question>;

const weighed = {
  vital: judge(['yes', 'no'], [law('L-04'), rotherham('section 5')]),
  vitalWhy: told(500, [law('L-04'), rotherham('section 5')]),
  patientInfo: judge(['needed', 'removable', 'no'], [law('L-13'), rotherham('section 5')]),
  whoAtRisk: choice(['child', 'others', 'adult-pressed', 'adult-able', 'nobody'], weighing),
  harmIfNot: told(1000, weighing),
  harmIfNotLikelihood: choice(likelihood, weighing),
  harmIfNotSeverity: choice(severity, weighing),
  threat: choice(['no', 'yes'], weighing),
  proof: choice(['credible', 'old-unproven'], weighing),
  adultRisk: judge(['close', 'marac', 'not-assessed', 'lower'], [law('L-27'), norfolk('section 1')]),
  harmIfShared: told(1000, weighing),
  harmIfSharedLikelihood: choice(likelihood, weighing),
  harmIfSharedSeverity: choice(severity, weighing),
  necessary: judge(['yes', 'no'], weighing),
  proportionate: judge(['yes', 'less', 'no'], sixTests),
  ground: assume('none', choice(['none', 'serious-crime', 'public-health'], [rotherham('section 5')])),
  interestsFor: {
    ...some(['children', 'adults', 'welfare', 'crime', 'public-health'], [norfolk('section 1')]),
    decides: false,
  },
  interestsAgainst: {
    ...several(
      ['none', 'confidence', 'trust', 'harm-subject', 'harm-informant', 'engagement'],
      [norfolk('section 1')],
    ),
    decides: false,
  },
} as const satisfies Record<string, Question>;

const closing = {
  restriction: assume('none', judge(['none', 'exception', 'applies'], [cite('rotherham-3.0', 'section 3')])),
  restrictionSpotted: judge(['none', 'exception', 'applies'], [cite('rotherham-3.0', 'section 3')]),
  restrictionRef: {
    ...several(['other'], [cite('rotherham-3.0', 'section 3')]),
    pick: restrictionPicks,
    decides: false,
  },
  origin: assume('own', judge(['own', 'allowed', 'ask'], [law('L-10'), southampton('section 11')])),
  optOut: told(500, [rotherham('section 5'), law('L-13')]),
  sixTests: assume('met', judge(['met', 'look'], sixTests)),
  narrow: choice(['concern', 'leave-out', 'nothing-left', 'all-stays'], sixTests),
  leaveOut: marks(sixTests),
  notAccurate: marks([law('L-15'), rotherham('section 4')]),
  method: {
    ...choice(['none'], [southampton('sections 6, 18')]),
    pick: routePicks,
    required: false,
    decides: false,
  },
  told: { ...choice(['yes', 'later', 'no'], openness), decides: false },
  toldReason: told(500, openness),
  article8: { ...judge(['yes'], [law('L-32'), norfolk('section 1')]), decides: false },
  final: {
    ...choice(['as-recommended', 'differ'], [cite('hmg-qa-2008', 'question 13'), rotherham('Appendix B')]),
    decides: false,
  },
  finalOutcome: {
    ...choice(
      [
        'SHARE',
        'SHARE_LIMITED',
        'SEEK_CONSENT',
        'SEEK_ORIGINATOR',
        'SEEK_ADVICE',
        'ESCALATE',
        'DO_NOT_SHARE',
      ],
      [cite('hmg-qa-2008', 'question 13')],
    ),
    decides: false,
  },
  departureReason: {
    ...told(1000, [rotherham('Appendix B')]),
    check: (reason) => (isExcuse(String(reason)) ? 'not-a-reason' : undefined),
  },
  escalated: { ...choice(['no', 'yes'], [norfolk('section 1')]), decides: false },
  consequences: told(1000, [norfolk('sections 1, 4')]),
  mitigation: told(1000, [norfolk('sections 1, 4')]),
} as const satisfies Record<string, Question>;

export const questions = { ...opening, ...dead, ...what, ...agreed, ...weighed, ...closing };

export type QuestionName = keyof typeof questions;
export type DecisionAnswers = { [Q in QuestionName]?: string | readonly string[] | undefined };
