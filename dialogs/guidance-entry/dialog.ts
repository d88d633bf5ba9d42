import { asUser, base } from '../engine/base.ts';
import { sayDate, sayWhen } from '../engine/say.ts';
import type { Action, Begun, Context, Dialog, Effect, Outcome, RecordBody, View } from '../engine/types.ts';
import { localDate } from '../engine/working-time.ts';
import type { QuestionRecord } from '../question/record.ts';
import { type EntryAnswers, entryFrom, filledFrom, nextPage, questions } from './questions.ts';
import { type GuidanceEntryRecord, guidanceEntrySchema } from './record.ts';

/** The guidance, written and changed in the chat by who keeps it. What was said before stays in the versions. */

const yearAfter = (date: string): string =>
  `${Number(date.slice(0, 4)) + 1}${date.slice(4).replace('02-29', '02-28')}`;

const dated = (ctx: Context) => {
  const from = localDate(ctx.now, ctx.policy);
  return { from, reviewOn: yearAfter(from) };
};

const changed = (reason: string, ctx: Context) => ({
  at: ctx.now.toISOString(),
  by: asUser(ctx.person),
  reason,
});

const kept = (record: GuidanceEntryRecord, reason: string): Effect<GuidanceEntryRecord> => ({
  record,
  reason,
  notices: [],
  due: [],
});

const makeRecord = (answers: EntryAnswers, _: Outcome, ctx: Context): Effect<GuidanceEntryRecord> => {
  const record: GuidanceEntryRecord = {
    ...base(ctx),
    type: 'guidance-entry',
    schemaVersion: 1,
    status: 'inUse',
    entry: answers.place ?? `own-${ctx.reference.toLowerCase()}`,
    ...entryFrom(answers),
    ...dated(ctx),
    changes: [],
  };
  const also = ctx.from?.startsWith('Q-')
    ? [{ dialog: 'question', ref: ctx.from, action: 'answered', input: { ref: ctx.reference } }]
    : [];
  return { ...kept(record, 'guidance-entry.written'), also };
};

type Change = EntryAnswers & { reason: string };
const reason = { kind: 'long', required: true, maxLength: 500, spot: true, citations: [] } as const;

const change: Action<GuidanceEntryRecord, Change> = {
  from: ['inUse', 'withdrawn'],
  by: ['guidance-owner'],
  ask: {
    version: 1,
    review: true,
    questions: Object.fromEntries(
      Object.entries({ ...questions, reason }).map(([name, one]) => [
        name,
        name === 'reason' ? one : { ...one, words: 'guidance-entry' },
      ]),
    ) as unknown as Dialog<Required<Change>>['questions'],
    filled: (record) => filledFrom(record as GuidanceEntryRecord),
    next: (answers) =>
      nextPage(answers) ?? (answers.reason === undefined ? { page: 'why', ask: ['reason'] } : 'done'),
  },
  apply: (record, { reason: why, ...answers }, ctx) =>
    kept(
      {
        ...record,
        ...entryFrom(answers),
        ...dated(ctx),
        status: 'inUse',
        changes: [...record.changes, changed(why, ctx)],
      },
      'guidance-entry.changed',
    ),
};

const withdraw: Action<GuidanceEntryRecord, { reason: string }> = {
  from: ['inUse'],
  by: ['guidance-owner'],
  ask: {
    version: 1,
    review: false,
    questions: { reason },
    next: (answers) => (answers.reason === undefined ? { page: 'why', ask: ['reason'] } : 'done'),
  },
  apply: (record, { reason: why }, ctx) =>
    kept(
      { ...record, status: 'withdrawn', changes: [...record.changes, changed(why, ctx)] },
      'guidance-entry.withdrawn',
    ),
};

/** From a question that nobody could answer: its words are a first title, and the first way to ask. */
const fromQuestion = ({ textDeidentified, reference }: QuestionRecord, ctx: Context): Begun => ({
  answered: { question: reference },
  filled: { title: textDeidentified, asked: textDeidentified, keptBy: ctx.policy.owner },
});

const begins = (record: RecordBody, ctx: Context): Begun | undefined =>
  record.type === 'question' ? fromQuestion(record as QuestionRecord, ctx) : undefined;

const value = (name: string, text: string): View['facts'] =>
  text ? [{ label: `guidance-entry.facts.${name}`, value: text }] : [];

const show = (record: GuidanceEntryRecord, ctx: Context): View => ({
  status: { key: `guidance-entry.status.${record.status}`, params: { day: sayDate(record.from) } },
  lead: [{ key: `guidance-entry.lead.${record.status}` }],
  facts: [
    ...value('title', record.title),
    ...value('short', record.currentText),
    ...value('more', record.more),
    ...value('before', record.historicalText),
    ...value(
      'sources',
      record.source.map(({ id, section }) => [id, section].filter(Boolean).join(', ')).join('\n'),
    ),
    ...value('asked', record.asked.join('\n')),
    ...value('keptBy', record.owner),
    ...value('place', record.entry),
    ...value('reviewOn', sayDate(record.reviewOn)),
    ...record.changes.flatMap(({ at, reason: why }) =>
      value('changed', `${sayWhen(at, ctx.policy)}: ${why}`),
    ),
  ],
  actions: record.status === 'inUse' ? ['change', 'withdraw'] : ['change'],
});

export const guidanceEntry: Dialog<EntryAnswers, GuidanceEntryRecord> = {
  name: 'guidance-entry',
  version: 1,
  prefix: 'G',
  schema: guidanceEntrySchema,
  review: true,
  for: 'guidance-owner',
  questions,
  next: (answers) => nextPage(answers) ?? { outcome: 'WRITTEN', reasons: [], citations: [] },
  finds: ({ question }) => (question ? [{ facet: 'case', key: String(question) }] : []),
  begins,
  corrects: (entry) => ({ filled: filledFrom({ ...entry, asked: [] }) }),
  record: makeRecord,
  lifecycle: { states: ['inUse', 'withdrawn'], rests: ['inUse', 'withdrawn'], actions: { change, withdraw } },
  show,
  facets: ({ entry }) => ({ grounds: [], finds: [{ facet: 'case', key: entry }] }),
};
