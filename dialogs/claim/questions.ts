import { inOrder } from '../engine/next-step.ts';
import { noNames, referenceOnly } from '../engine/no-names.ts';
import type { ActionForm, Citation, Context, Dialog, Option, Page, Question } from '../engine/types.ts';
import { localDate } from '../engine/working-time.ts';
import { otherPartners } from '../liaison/telling.ts';
import { exceptions, type NoteKind, noteKinds } from './record.ts';

/** What is asked about a claim: facts and references, and nothing that lawyers have to decide. */

const section: Citation = { id: 'southampton-2010', section: 'section 15' };
const citations = [section];

export const us = 'us';

/** Our own agency first: one of the two is always us. */
const parties = (_: unknown, ctx: Context): Option[] => {
  const { name = '' } = ctx.policy.agencies.find(({ id }) => id === ctx.person.agency) ?? {};
  return [{ value: us, title: name || ctx.person.agency }, ...otherPartners(undefined, ctx)];
};

type Check = NonNullable<Question['check']>;

const oneIsUs: Check = (recipient, { supplier }) =>
  (recipient === us) === (supplier === us) ? 'one-is-us' : undefined;

const notToCome: Check = (day, _, { now, policy }) =>
  String(day) > localDate(now, policy) ? 'in-the-future' : undefined;

const reference = (required: boolean): Question => ({
  kind: 'text',
  required,
  maxLength: 30,
  check: referenceOnly,
  citations,
});

export type ClaimAnswers = {
  supplier: string;
  recipient: string;
  received: string;
  legalRef: string;
  dataRef: string;
  agreementRef?: string;
  admission: 'no' | 'yes';
  exceptions?: (typeof exceptions)[number][];
};

export const claimQuestions: Dialog<ClaimAnswers>['questions'] = {
  supplier: { kind: 'choice', pick: parties, required: true, citations },
  recipient: { kind: 'choice', pick: parties, required: true, check: oneIsUs, citations },
  received: { kind: 'date', required: true, check: notToCome, citations },
  legalRef: reference(true),
  dataRef: reference(true),
  agreementRef: reference(false),
  admission: { kind: 'choice', options: ['no', 'yes'], required: true, citations },
  exceptions: { kind: 'many', options: exceptions, required: false, citations },
};

export const claimPages: readonly Page<ClaimAnswers>[] = [
  { page: 'claim', ask: ['supplier', 'recipient', 'received', 'legalRef', 'dataRef', 'agreementRef'] },
  { page: 'said', ask: ['admission', 'exceptions'], tells: [{ key: 'claim.warning' }] },
];

export type NoteAnswers = { which: NoteKind; text: string };

export const noteForm: ActionForm<NoteAnswers> = {
  version: 1,
  review: false,
  questions: {
    which: { kind: 'choice', options: noteKinds, required: true, citations },
    text: { kind: 'long', required: true, maxLength: 500, check: noNames, citations },
  },
  next: inOrder<NoteAnswers, 'done'>(
    [
      { page: 'which', ask: ['which'], by: 'which', tells: [{ key: 'claim.warning' }] },
      { page: 'text', ask: ['text'] },
    ],
    () => 'done',
  ),
};
