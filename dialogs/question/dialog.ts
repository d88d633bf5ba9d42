import { z } from 'zod';
import { base } from '../engine/base.ts';
import { inOrder } from '../engine/next-step.ts';
import type { Action, Context, Dialog, Effect, Outcome, View } from '../engine/types.ts';
import { type QuestionRecord, questionRecordSchema, setAsides, whys } from './record.ts';

/** What nobody could answer, for the people who keep the guidance: they write an answer, or set it aside. */

const input = z.object({ text: z.string(), matched: z.string().optional(), why: z.enum(whys) });

const takes = (given: Readonly<Record<string, unknown>>, ctx: Context): Effect<QuestionRecord> => {
  const { text, matched, why } = input.parse(given);
  return {
    record: {
      ...base(ctx),
      type: 'question',
      schemaVersion: 1,
      status: 'open',
      textDeidentified: text,
      ...(matched ? { matched } : {}),
      why,
      answered: false,
    },
    reason: 'question.asked',
    notices: [],
    due: [],
  };
};

const setAside: Action<QuestionRecord, { why: (typeof setAsides)[number] }> = {
  from: ['open'],
  by: ['guidance-owner'],
  ask: {
    version: 1,
    review: false,
    questions: { why: { kind: 'choice', options: setAsides, required: true, citations: [] } },
    next: inOrder([{ page: 'why', ask: ['why'], by: 'why' }], () => 'done' as const),
  },
  apply: (record, { why }) => ({
    record: { ...record, status: 'setAside', setAside: why },
    reason: 'question.setAside',
    notices: [],
    due: [],
  }),
};

/** Somebody wrote an answer to it. */
const answered: Action<QuestionRecord, { ref: string }> = {
  from: ['open'],
  by: ['clock'],
  apply: (record, { ref }) => ({
    record: { ...record, status: 'answered', answered: true, answer: ref, links: [...record.links, ref] },
    reason: 'question.answered',
    notices: [],
    due: [],
  }),
};

const show = ({ status, textDeidentified, why, matched, answer, setAside }: QuestionRecord): View => ({
  status: { key: `question.status.${status}`, params: { text: textDeidentified } },
  lead: [{ key: `question.lead.${why}` }],
  facts: [
    { label: 'question.facts.text', value: textDeidentified },
    ...(matched ? [{ label: 'question.facts.matched', value: matched }] : []),
    ...(answer ? [{ label: 'question.facts.answer', value: answer }] : []),
    ...(setAside
      ? [
          {
            label: 'question.facts.setAside',
            said: { key: `question.setAside.questions.why.options.${setAside}` },
          },
        ]
      : []),
  ],
  actions: status === 'open' ? ['setAside'] : [],
  ...(status === 'open' ? { begins: [{ dialog: 'guidance-entry' }] } : {}),
});

const nothing: Outcome = { outcome: 'ASKED', reasons: [], citations: [] };

export const question: Dialog<Record<never, never>, QuestionRecord> = {
  name: 'question',
  version: 1,
  prefix: 'Q',
  schema: questionRecordSchema,
  review: false,
  for: 'guidance-owner',
  questions: {},
  next: () => nothing,
  record: () => {
    throw new Error('nobody starts this: a question without an answer does');
  },
  takes,
  lifecycle: {
    states: ['open', 'answered', 'setAside'],
    rests: ['answered', 'setAside'],
    actions: { setAside, answered },
  },
  show,
  facets: ({ reference }) => ({ grounds: [], finds: [{ facet: 'case', key: reference }] }),
};
