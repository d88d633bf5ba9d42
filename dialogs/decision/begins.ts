import type { ConsentRecord } from '../consent/record.ts';
import type { ConsentCheckRecord } from '../consent-check/record.ts';
import type { Begun, Context, RecordBody } from '../engine/types.ts';
import type { Enquiry } from '../enquiry/record.ts';
import { purposesOn } from '../policy/dated.ts';
import type { QuestionName } from './questions.ts';
import type { DecisionRecord } from './record.ts';

/** A decision that is begun from a record: one that waited goes on with its answers, a consent brings its case. */

/** What an answer of the person may have changed: asked again. */
const askedAgain: readonly QuestionName[] = [
  ...(['lets', 'notBasisWhy', 'objects', 'covered', 'consentSound', 'giver', 'informed', 'free'] as const),
  ...(['form', 'evidence', 'covers', 'limits', 'stale', 'consentWords', 'rest', 'notAgreed'] as const),
  ...(['canAsk', 'whyNotAsk', 'serviceOffer', 'duty16LA', 'detriment', 'someoneElse', 'deadWeigh'] as const),
  ...(['told', 'toldReason', 'final', 'finalOutcome', 'departureReason', 'escalated'] as const),
  ...(['consequences', 'mitigation'] as const),
];

const goesOn = ({ answers }: DecisionRecord): Begun => ({
  answered: Object.fromEntries(
    answers
      .map(({ row, value }) => [row.replace(/^decision\./, ''), value] as const)
      .filter(([name, value]) => !askedAgain.some((again) => again === name) && value !== 'not-sure'),
  ),
});

/** What was told to the check: it stands on the first pages, to be looked at again. */
const carried: readonly QuestionName[] = [
  'subjectRef',
  'ageBand',
  'recipient',
  'recipientText',
  'purpose',
  'items',
];

const fromCheck = ({ answers }: ConsentCheckRecord): Begun => ({
  filled: Object.fromEntries(
    answers
      .map(({ row, value }) => [row.replace(/^consent-check\./, ''), value] as const)
      .filter(([name, value]) => carried.some((one) => one === name) && value !== ''),
  ),
});

/** An agency of the hub asks: whom it would go to and what for is put into the fields, to be looked at. */
const fromEnquiry = ({ caseRef, from }: Enquiry, { policy, now, person }: Context): Begun => {
  const [partner] = Object.entries(policy.partners).find(([, { agency }]) => agency === from.agency) ?? [];
  const [purpose] =
    purposesOn(policy, now, person.agency).find(([, { family }]) => family === 'safeguarding') ?? [];
  return {
    answered: { wants: 'agency' },
    filled: {
      subjectRef: caseRef,
      ...(partner ? { recipient: partner } : {}),
      ...(purpose ? { purpose } : {}),
    },
  };
};

export const begins = (record: RecordBody, ctx: Context): Begun | undefined => {
  if (record.type === 'enquiry') return fromEnquiry(record as Enquiry, ctx);
  if (record.type === 'consentCheck') return fromCheck(record as ConsentCheckRecord);
  if (record.type === 'decision' && 'purpose' in record) return goesOn(record as DecisionRecord);
  if (record.type !== 'consent') return undefined;
  const { subjectRef, ageBand } = record as ConsentRecord;
  return { filled: { subjectRef, ...(ageBand ? { ageBand } : {}) } };
};
