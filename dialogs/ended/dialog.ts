import { z } from 'zod';
import { answersField, answersKept, base, baseFields } from '../engine/base.ts';
import type { Dialog, Outcome, Question } from '../engine/types.ts';

/** What is left of something that was started and not finished: stopped by its owner, or closed by the clock. */

const schema = z.object({
  ...baseFields,
  type: z.literal('ended'),
  status: z.literal('ended'),
  dialog: z.string(),
  how: z.enum(['stopped', 'closed']),
  answers: answersField,
});

export type EndedRecord = z.infer<typeof schema>;

export type EndedAnswers = {
  dialog: string;
  how: EndedRecord['how'];
  questions: Readonly<Record<string, Question>>;
};

export const noOutcome: Outcome = { outcome: 'ENDED', reasons: [], citations: [] };

export const ended: Dialog<EndedAnswers, EndedRecord> = {
  name: 'ended',
  version: 1,
  prefix: 'E',
  schema,
  review: false,
  questions: {} as Dialog<EndedAnswers, EndedRecord>['questions'],
  next: () => noOutcome,
  record: ({ dialog, how, questions }, _outcome, ctx, given) => ({
    record: {
      ...base(ctx),
      schemaVersion: 1,
      type: 'ended',
      status: 'ended',
      dialog,
      how,
      answers: answersKept(given, dialog, questions),
    },
    reason: `ended.${how}`,
    notices: [],
    due: [],
  }),
  lifecycle: { states: ['ended'], actions: {} },
  show: (record) => ({
    status: { key: `ended.status.${record.how}` },
    lead: [{ key: 'ended.lead' }],
    facts: record.answers.map(({ row, value }) => ({ label: factLabel(row), value: String(value ?? '') })),
    actions: [],
  }),
};

const factLabel = (row: string): string => {
  const at = row.lastIndexOf('.');
  return `${row.slice(0, at)}.questions.${row.slice(at + 1)}.label`;
};
