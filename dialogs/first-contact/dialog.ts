import { questions as decisionQuestions } from '../decision/questions.ts';
import { answersKept, base, copiedFrom } from '../engine/base.ts';
import type { Citation, Context, Dialog, Given, Outcome, Page, Said } from '../engine/types.ts';
import { type FirstContactRecord, firstContactRecordSchema } from './record.ts';
import { show } from './show.ts';

/** What to say when people are first met: why information is collected, who may get it, that they may say no. */

export type FirstContactAnswers = {
  subjectRef: string;
  explained: readonly ('purpose' | 'partners' | 'rights')[];
  asked: 'yes' | 'unsafe' | 'not-now';
  askedReason?: string;
};

const cite = (id: string, section = ''): Citation => ({ id, section });
const principles = [cite('rotherham-3.0', 'section 1.5'), cite('rotherham-3.2', 'section 1.5')];
const asking = [cite('law:L-06'), cite('law:L-05', 'rule 2'), cite('rotherham-3.2', 'section 3.1')];
const openness = [cite('law:L-28'), cite('law:L-07'), cite('law:L-15')];

/** Nobody can be asked to agree to what they have not heard of. */
const told = (explained: unknown): string | undefined =>
  Array.isArray(explained) && ['purpose', 'partners'].every((part) => explained.includes(part))
    ? undefined
    : 'not-told-yet';

const questions = {
  subjectRef: { ...decisionQuestions.subjectRef, words: 'decision' },
  explained: {
    kind: 'many',
    options: ['purpose', 'partners', 'rights'],
    required: true,
    check: told,
    citations: [...openness, ...principles],
  },
  asked: {
    kind: 'choice',
    options: ['yes', 'unsafe', 'not-now'],
    required: true,
    citations: [...asking, ...principles],
  },
  askedReason: { kind: 'long', required: true, maxLength: 500, spot: true, citations: asking },
} as const satisfies Dialog<FirstContactAnswers>['questions'];

const parts = ['how', 'why', 'who', 'rights', 'no', 'limits', 'ask', 'mind'] as const;

/** Each part of it is a paragraph; the last is what people are given to take away. */
const script = ({ policy: { privacyNotice, peopleContact } }: Context): Said[] => [
  ...parts.map((part) => ({ key: `first-contact.script.${part}` })),
  {
    key: 'first-contact.script.give',
    params: { ...privacyNotice, team: peopleContact.title, contact: peopleContact.text },
  },
];

const codes = { yes: 'WRITE_DOWN', unsafe: 'ASKING_UNSAFE', 'not-now': 'ASK_LATER' } as const;

const outcomeOf = (
  asked: FirstContactAnswers['asked'],
  explained: FirstContactAnswers['explained'] = [],
): Outcome => ({
  outcome: asked === 'yes' ? 'ASKED' : 'NOT_ASKED',
  reasons: [codes[asked], ...(explained.includes('rights') ? [] : ['RIGHTS_TO_TELL'])],
  citations: [...asking, ...principles],
});

const next = (answers: Partial<FirstContactAnswers>, ctx: Context): Page<FirstContactAnswers> | Outcome => {
  const { asked, askedReason, explained } = answers;
  if (!asked)
    return { page: 'script', ask: ['subjectRef', 'explained', 'asked'], by: 'asked', tells: script(ctx) };
  if (asked !== 'yes' && !askedReason) return { page: 'not-asked', ask: ['askedReason'] };
  return outcomeOf(asked, explained);
};

const makeRecord = (
  answers: FirstContactAnswers,
  outcome: Outcome,
  ctx: Context,
  given: Given,
): FirstContactRecord => {
  const { subjectRef, explained, asked, askedReason } = answers;
  const at = (question: keyof FirstContactAnswers) => given[question]?.at ?? ctx.now.toISOString();
  // What was written on a page that is no longer part of it does not count.
  const counts = Object.fromEntries(Object.entries(given).filter(([name]) => name in answers));
  return {
    ...base(ctx),
    type: 'first-contact',
    schemaVersion: 1,
    status: 'done',
    subjectRef,
    purposeExplained: at('explained'),
    partnersExplained: at('explained'),
    ...(explained.includes('rights') ? { rightsExplained: at('explained') } : {}),
    consentAsked: {
      b: asked === 'yes',
      at: at('asked'),
      ...(asked === 'yes' ? {} : { why: asked }),
      ...(askedReason ? { reason: askedReason } : {}),
    },
    noticeVersion: ctx.policy.privacyNotice.version,
    answers: answersKept(counts, 'first-contact'),
    recommendation: {
      outcome: asked === 'yes' ? 'ASKED' : 'NOT_ASKED',
      reasons: [...outcome.reasons],
      citations: [...outcome.citations],
    },
  };
};

const copied = copiedFrom<FirstContactRecord>(['done'], 'first-contact.copied', ['owner']);

export const firstContact: Dialog<FirstContactAnswers, FirstContactRecord> = {
  name: 'first-contact',
  version: 1,
  prefix: 'F',
  schema: firstContactRecordSchema,
  review: false,
  questions,
  next,
  record: (answers, outcome, ctx, given) => ({
    record: makeRecord(answers, outcome, ctx, given),
    reason: 'first-contact.recorded',
    notices: [],
    due: [],
  }),
  lifecycle: { states: ['done'], actions: { copied } },
  show,
  facets: ({ subjectRef }) => ({ subject: subjectRef }),
  open: true,
};
