import type { Citation } from '../engine/types.ts';

/** Where each reason comes from: the law of today first, then the document that the rule was drawn from. */

const cite = (id: string, section: string): Citation => ({ id, section });
const law = (id: string, section = '') => cite(`law:${id}`, section);
const norfolk = (section: string) => cite('norfolk-2015', section);
const rotherham = (section: string) => cite('rotherham-3.2', section);
const protocol = (section: string) => cite('rotherham-3.0', section);
const southampton = (section: string) => cite('southampton-2010', section);
const answers = (section: string) => cite('hmg-qa-2008', section);

const consent = [law('L-06'), southampton('section 2'), rotherham('section 3.1')];
const ownFile = [law('L-07'), southampton('section 4')];
const dead = [law('L-33'), rotherham('section 5')];
const counts = [law('L-12'), southampton('section 12')];
const weighing = [law('L-05'), norfolk('section 1'), protocol('section 1.6')];
const sixTests = [law('L-05', 'rule 6'), norfolk('Appendix 2, rule 6')];
const notAsking = [law('L-05', 'rule 3'), rotherham('section 3.1'), southampton('section 2')];
const judgement = [law('L-05', 'rule 4'), norfolk('Appendix 2, rule 3')];
const statute = [protocol('section 3'), rotherham('section 5')];
const childDuty = [law('L-02'), law('L-05')];

export const citations: Readonly<Record<string, readonly Citation[]>> = {
  URGENT_HARM: [law('L-05', 'rule 3'), law('L-04'), norfolk('Appendix 3'), rotherham('section 3.1')],
  OWN_DATA: ownFile,
  PARENT_REQUEST: ownFile,
  CHILD_DECIDES: ownFile,
  PARENT_RISK: ownFile,
  NOT_ENTITLED: ownFile,
  FOI: [law('L-41', 'Freedom of Information Act 2000 section 40'), protocol('section 4.1.4')],
  NOT_VERIFIED: [law('L-01', 'UK GDPR Article 5(1)(f)'), norfolk('Appendix 2, rules 6 and 7')],
  BULK: [law('L-10'), answers('questions 10 and 12')],
  MANY_PEOPLE: sixTests,
  DECEASED: dead,
  DECEASED_CONFIDENCE: dead,
  DECEASED_UNSURE: dead,
  PERSONAL_REPRESENTATIVE: dead,
  PRIVATE_RECIPIENT: [law('L-30'), norfolk('Appendix 2, rule 6')],
  ASK_PERSON: [law('L-05'), answers('question 4')],
  AUTHORITY_UNSURE: judgement,
  NO_AUTHORITY: [law('L-05'), rotherham('section 5')],
  NO_PURPOSE: [law('L-01'), rotherham('section 5')],
  PURPOSE_UNSURE: judgement,
  NO_POWER: [law('L-03'), protocol('section 3')],
  POWER_UNSURE: [law('L-03'), protocol('section 3')],
  NOT_IDENTIFIABLE: counts,
  SMALL_NUMBERS_CHECKED: counts,
  SMALL_NUMBERS_TREATED: counts,
  SMALL_NUMBERS: counts,
  IDENTIFIABLE_COUNTS: counts,
  NOT_CONFIDENTIAL: [law('L-03'), rotherham('section 5')],
  CONFIDENCE_UNSURE: judgement,
  CONSENT: consent,
  CONSENT_PARTIAL: consent,
  WAITING: [law('L-06'), answers('question 4')],
  CONSENT_NOT_BASIS: [law('L-05', 'rule 3')],
  OBJECTION: [law('L-05'), norfolk('section 1')],
  COURT_ORDER: statute,
  STATUTORY_DUTY: statute,
  DUTY_ANONYMOUS: [law('L-12'), protocol('section 3')],
  DUTY_UNSURE: statute,
  REQUEST_UNMET: [law('L-21'), rotherham('section 5')],
  EXEMPTION_NOT_DUTY: [law('L-22'), norfolk('section 1')],
  ENGAGE_FIRST: childDuty,
  DUTY_16LA: childDuty,
  DUTY_DETRIMENT: childDuty,
  DETRIMENT_UNSURE: childDuty,
  SERVICE_OFFER: [law('L-06'), protocol('section 3'), rotherham('section 3.1')],
  CONSENT_FIRST: [law('L-05', 'rule 2'), rotherham('section 3.1')],
  CONSENT_UNSURE: judgement,
  ASK_OR_TELL_NOW: [law('L-05', 'rule 2'), norfolk('Appendix 2, rule 2')],
  INAPPROPRIATE_CHILD_HARM: notAsking,
  INAPPROPRIATE_ADULT_HARM: notAsking,
  INAPPROPRIATE_CRIME: notAsking,
  INAPPROPRIATE_DELAY: notAsking,
  INAPPROPRIATE_UNSAFE: notAsking,
  INAPPROPRIATE_IMPOSSIBLE: notAsking,
  VITAL_INTEREST: [law('L-04'), rotherham('section 5')],
  VITAL_UNSURE: judgement,
  NON_CARE_HEALTH: [law('L-13'), rotherham('section 5')],
  PATIENT_UNSURE: [law('L-13'), rotherham('section 5')],
  NOT_NECESSARY: sixTests,
  NOT_PROPORTIONATE: weighing,
  ADULT_HIGH_RISK: [law('L-27'), norfolk('section 1')],
  ASSESS_RISK: [law('L-27'), norfolk('section 1')],
  ADULT_DECIDES: [law('L-41', 'Mental Capacity Act 2005'), law('L-27'), norfolk('section 1')],
  CSE_UNSURE: [norfolk('Appendix 1')],
  CSE_SIGNIFICANT_HARM: [law('L-26'), norfolk('Appendix 1')],
  HOW_TO_SHARE_SAFELY: [law('L-14'), norfolk('Appendix 2, rule 5')],
  HARM_CLEAR: [law('L-05', 'rule 1'), norfolk('section 1')],
  SERIOUS_CRIME: [law('L-22'), rotherham('section 5')],
  PUBLIC_HEALTH: [law('L-36'), rotherham('section 5')],
  LESS_WOULD_DO: sixTests,
  PI_FAVOURS_SHARING: weighing,
  PI_FAVOURS_CONFIDENCE: weighing,
  BALANCED: weighing,
  RESTRICTED: statute,
  RESTRICTION_UNSURE: statute,
  SECONDARY: [law('L-10'), southampton('section 11')],
  ORIGIN_UNSURE: [law('L-10'), southampton('section 11')],
  TELL_ORIGINATOR: [southampton('section 11')],
  TESTS_UNSURE: sixTests,
  FACT_OF_CONCERN: [law('L-05', 'rule 6'), protocol('section 1.6')],
  NARROWED: sixTests,
  ARTICLE8_UNSURE: [law('L-32'), norfolk('section 1')],
};

/** What a consent may fail on. */
const flaws = [
  ...[
    'CAPACITY',
    'GIVER_NOT_ENTITLED',
    'GIVER_UNSAFE',
    'NOT_INFORMED',
    'NOT_FREE',
    'NOT_EXPLICIT',
    'EXPLICIT_ADVISED',
  ],
  ...[
    'IMPLIED_UNSUPPORTED',
    'NOT_RECORDED',
    'SCOPE_ITEM',
    'SCOPE_RECIPIENT',
    'SCOPE_PURPOSE',
    'LIMITED',
    'EXPIRED',
    'CHANGED',
    'REFUSED',
    'WITHDRAWN',
  ],
];

/** Marks of the walk itself: kept out of what a person is told. */
const internal = ['TESTED', 'PART_CHECKED'];

export const isReason = (code: string): boolean => !internal.includes(code);

/** Every citation of these reasons, each once: law first. */
export const citationsOf = (reasons: readonly string[]): Citation[] => {
  const all = reasons.flatMap((reason) => citations[reason] ?? (flaws.includes(reason) ? consent : []));
  const key = ({ id, section }: Citation) => `${id} ${section}`;
  const once = all.filter((entry, index) => all.findIndex((other) => key(other) === key(entry)) === index);
  return once.sort((a, b) => Number(b.id.startsWith('law:')) - Number(a.id.startsWith('law:')));
};
