import { words } from '../../bot/core/words.ts';
import type { QuestionName } from '../../dialogs/decision/questions.ts';

/** The ways through a sharing decision, page after page, for whoever goes them: in process or over the wire. */

export type Fields = Readonly<Record<string, string>>;
export type Step = { title: string; fields: Fields };

/** The words on the button of one answer. */
export const answerTitle = (question: QuestionName, value: string): string =>
  words(value === 'not-sure' ? 'common.not-sure' : `decision.questions.${question}.options.${value}`);

/** An answer that is given by pressing it, with whatever else stands on the page. */
export const pick = (question: QuestionName, value: string, fields: Fields = {}): Step => ({
  title: answerTitle(question, value),
  fields,
});
export const next = (fields: Fields): Step => ({ title: words('engine.next'), fields });

const opening = (wants: string): Step[] => [pick('actToday', 'no'), pick('wants', wants)];

export const aCase: Fields = {
  subjectRef: 'C-2041',
  recipient: 'childrens-duty-team',
  ageBand: 'adult',
  purpose: 'P7',
};

const items = 'Missed three health visits in May\nAttendance is at 62 per cent';

const upToConsent = (fields: Fields = {}): Step[] => [
  ...opening('own'),
  next({ ...aCase, ...fields }),
  pick('wellbeing', 'person', { items }),
];

const follows = pick('final', 'as-recommended');
const withoutConsent = [...upToConsent(), pick('lets', 'not-asked'), pick('requires', 'no')];

const risk: Fields = {
  whoAtRisk: 'others',
  harmIfNot: 'He may hurt a resident',
  harmIfNotLikelihood: 'likely',
  harmIfNotSeverity: 'serious',
  threat: 'yes',
  proof: 'credible',
};
const weighing: Step[] = [
  pick('canAsk', 'unsafe'),
  next({ whyNotAsk: 'He has threatened staff who asked him' }),
  next(risk),
];

const otherSide: Fields = {
  harmIfShared: 'He may lose his place',
  harmIfSharedLikelihood: 'possible',
  harmIfSharedSeverity: 'moderate',
  interestsFor: 'adults',
  interestsAgainst: 'trust',
  necessary: 'yes',
  proportionate: 'yes',
};

const unsureTwice = (step: Step): Step[] => [step, { title: words('engine.return'), fields: {} }, step];

/** Up to the recommendation, each by its shortest way. */
export const ways = {
  upToCase: [...opening('own'), next(aCase)],
  upToConsent: upToConsent(),
  consent: [...upToConsent(), pick('lets', 'on-file'), pick('consentSound', 'yes')],
  noPurpose: [...opening('own'), next({ ...aCase, purpose: 'none' })],
  notVerified: [...opening('agency'), next(aCase), pick('verified', 'no')],
  canAsk: [...withoutConsent, pick('canAsk', 'yes')],
  publicInterest: [...withoutConsent, ...weighing, next(otherSide), pick('told', 'yes', { article8: 'yes' })],
  /** "Not sure" opens advice; pressed again after it, it counts. */
  purposeUnsure: [...opening('own'), ...unsureTwice(next({ ...aCase, purpose: 'not-sure' }))],
  balanceUnsure: [
    ...withoutConsent,
    ...weighing,
    ...unsureTwice(next({ ...otherSide, necessary: 'not-sure' })),
  ],
  research: [
    ...upToConsent({ purpose: 'P17' }),
    pick('lets', 'not-asked'),
    pick('requires', 'no'),
    pick('canAsk', 'cannot'),
    next({ whyNotAsk: 'There are four thousand of them' }),
    pick('patientInfo', 'needed'),
  ],
  ownFile: [...opening('person'), pick('fileAuthority', 'self', { subjectRef: 'C-2041' })],
  parent: [
    ...opening('parent'),
    next({ subjectRef: 'C-2041', childDecides: 'no', parentRisk: 'yes', parentMay: 'yes' }),
  ],
  freedomOfInformation: [...opening('foi'), pick('foiNote', 'totals', { subjectRef: 'C-2041' })],
  lawRequires: (gateway: string): Step[] => [
    ...upToConsent(),
    pick('lets', 'law'),
    next({ gateway }),
    pick('conditions', 'met'),
    pick('told', 'yes'),
  ],
} as const;

/** The two sides that are weighed. */
export const sides = { risk, otherSide };

export const endings = { follows, notShared: { consequences: 'He may go hungry', mitigation: 'A visit' } };
