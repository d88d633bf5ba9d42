import type { ConsentCheckRecord } from '../consent-check/record.ts';
import { linesOf } from '../decision/items.ts';
import type { DecisionRecord } from '../decision/record.ts';
import type { Begun, Dialog, Outcome, Page, RecordBody } from '../engine/types.ts';
import { isYoung } from './check.ts';
import { verdictOf } from './from-answers.ts';
import { lifecycle } from './lifecycle.ts';
import { makeRecord, takeOver } from './make-record.ts';
import { type ConsentAnswers, type ConsentQuestion, questions } from './questions.ts';
import { receipt } from './receipt.ts';
import { type ConsentRecord, consentRecordSchema, type Recipient } from './record.ts';
import { copy, facets, show } from './show.ts';

/** What somebody said when they were asked whether information may be shared: yes, to what, or no. */

type Pages = readonly Page<ConsentAnswers>[];

const giving = (answers: ConsentAnswers): Pages => [
  ...(isYoung(String(answers.ageBand ?? ''))
    ? [{ page: 'parent', ask: ['parentRisk'], by: 'parentRisk' } as const]
    : []),
  { page: 'giver', ask: ['giver', 'basis', 'assessedBy'] },
  { page: 'how', ask: ['informed', 'free', 'form', 'medium', 'givenOn'] },
  {
    page: 'words',
    ask: [
      answers.medium === 'verbal' ? 'words' : 'formLocation',
      ...(answers.form === 'implied' ? (['impliedBasis'] as const) : []),
    ],
  },
  { page: 'scope', ask: ['items', 'recipients', 'purposes', 'exclusions', 'to', 'reviewOn'] },
  ...(answers.recipients?.includes('other') ? [{ page: 'other', ask: ['otherRecipient'] } as const] : []),
];

const after: Readonly<Record<string, (answers: ConsentAnswers) => Pages>> = {
  agreed: giving,
  refused: () => [
    { page: 'refused', ask: ['refusedRecipients', 'refusalReason', 'explained'], by: 'explained' },
  ],
  waiting: () => [{ page: 'waiting', ask: ['askedFor', 'askedRecipients', 'dueOn'] }],
  service: () => [{ page: 'service', ask: ['service', 'free', 'givenOn', 'words'] }],
};

const pagesFor = (answers: ConsentAnswers): Pages => [
  { page: 'start', ask: ['subjectRef', 'ageBand', 'answer'], by: 'answer' },
  ...(after[String(answers.answer)]?.(answers) ?? []),
];

const next = (answers: ConsentAnswers): Page<ConsentAnswers> | Outcome =>
  pagesFor(answers).find(({ ask }) => ask.some((name) => !(name in answers))) ?? verdictOf(answers);

/** Whoever is not on the register is named on a page of their own. */
const recipientsFrom = (all: readonly Recipient[]) => {
  const named = all.filter(({ id }) => id === undefined).map(({ name }) => name);
  const ids = all.flatMap(({ id }) => id ?? []);
  return {
    recipients: named.length > 0 ? [...ids, 'other'] : ids,
    ...(named.length > 0 ? { otherRecipient: named.join('; ') } : {}),
    refusedRecipients: ids,
  };
};

/** Asked for, and now answered: everything that was written down then, to be looked at again. */
const fromSought = ({ subjectRef, ageBand, scope }: ConsentRecord): Begun => ({
  filled: {
    subjectRef,
    ageBand,
    items: scope.items.join('\n'),
    ...recipientsFrom(scope.recipients),
    purposes: scope.purposes,
  },
});

const fromDecision = ({ subjectRef, ageBand, answers, recipient, purpose }: DecisionRecord): Begun => {
  const lines = answers.find(({ row }) => row === 'decision.items')?.value;
  return {
    filled: {
      subjectRef,
      ...(ageBand ? { ageBand } : {}),
      ...(lines ? { items: linesOf(lines).join('\n') } : {}),
      ...recipientsFrom(recipient),
      purposes: purpose.filter((id) => id !== 'none' && id !== 'not-sure'),
    },
  };
};

/** What was told to the check is what they are asked about now. */
const fromCheck = ({ subjectRef, answers }: ConsentCheckRecord): Begun => {
  const said = Object.fromEntries(
    answers.map(({ row, value }) => [row.replace(/^consent-check\./, ''), value]),
  );
  const { ageBand, items, recipient, purpose, recipientText } = said;
  const name = String(recipientText ?? '');
  const recipients = recipientsFrom([recipient === 'other' ? { name } : { id: String(recipient), name }]);
  return { filled: { subjectRef, ageBand, items, ...recipients, purposes: purpose } };
};

const begins = (record: RecordBody): Begun | undefined => {
  const { subjectRef = '' } = record as { subjectRef?: string };
  if (record.type === 'consent') return fromSought(record as ConsentRecord);
  if (record.type === 'consentCheck') return fromCheck(record as ConsentCheckRecord);
  if (record.type === 'decision' && 'purpose' in record) return fromDecision(record as DecisionRecord);
  return subjectRef ? { filled: { subjectRef } } : undefined;
};

export const consent: Dialog<ConsentAnswers, ConsentRecord> = {
  name: 'consent',
  version: 1,
  prefix: 'C',
  schema: consentRecordSchema,
  review: false,
  open: true,
  tells: true,
  questions: questions as Readonly<Record<ConsentQuestion, (typeof questions)[ConsentQuestion]>>,
  next,
  finds: ({ subjectRef, explained, words, formLocation, dueOn }) =>
    // Looked for only near the end, when the record is made.
    subjectRef && [explained, words, formLocation, dueOn].some((value) => value !== undefined)
      ? [{ facet: 'case', key: String(subjectRef) }]
      : [],
  begins,
  record: makeRecord,
  takes: takeOver,
  lifecycle,
  show,
  receipt,
  copy,
  facets,
};
