import { rotherham, told } from '../decision/ask.ts';
import { linesOf } from '../decision/items.ts';
import { asUser } from '../engine/base.ts';
import { inOrder } from '../engine/next-step.ts';
import type { Action, ActionForm, Context, Question, RecordBody } from '../engine/types.ts';
import { effect, insiders } from './effect.ts';
import { type Ground, groundForm, groundKept } from './ground.ts';
import { keyOf, questions, recipientPicks, without } from './questions.ts';
import type { ConsentChange, ConsentRecord, Recipient } from './record.ts';
import { changed } from './telling.ts';

/** What a person may say of a consent they gave: that they take it back, limit it, or say no after all. */

const live = ['given', 'amended', 'restricted', 'expired'] as const;
const rule = [rotherham('section 3.1')];

const known = (told: ReturnType<typeof changed>, reason: string, ctx: Context) =>
  effect(told, reason, { notices: insiders(told.record, ctx) });

/** In one press, by whoever hears it. What they said of it can be added afterwards. */
export const withdraw: Action<ConsentRecord> = {
  from: live,
  by: ['owner', 'colleague'],
  late: true,
  apply: (record, _, ctx) =>
    known(changed({ ...record, status: 'withdrawn' }, 'withdraw', {}, ctx), 'withdrawn', ctx),
};

type ExplainAnswers = { refusalReason?: string; explained: 'yes' | 'no' };

const explainForm = (page: string): ActionForm<ExplainAnswers> => ({
  version: 1,
  review: false,
  questions: { refusalReason: questions.refusalReason, explained: questions.explained },
  next: inOrder([{ page, ask: ['refusalReason', 'explained'], by: 'explained' }], () => 'done' as const),
});

const lastChange = (record: ConsentRecord, more: Partial<ConsentChange>): ConsentRecord => ({
  ...record,
  changes: record.changes.map((change, at) =>
    at === record.changes.length - 1 ? { ...change, ...more } : change,
  ),
});

/** What they gave as a reason, and whether they know what may follow. */
export const explain: Action<ConsentRecord, ExplainAnswers> = {
  from: ['withdrawn', 'restricted'],
  by: ['owner', 'colleague'],
  ask: explainForm('explain'),
  apply: (record, { refusalReason, explained }) => ({
    record: lastChange(record, {
      consequencesExplained: explained === 'yes',
      ...(refusalReason ? { reason: refusalReason } : {}),
    }),
    reason: 'consent.explained',
    notices: [],
    due: [],
  }),
};

/** They were asked, and said no. */
export const refuse: Action<ConsentRecord, ExplainAnswers> = {
  from: ['sought'],
  by: ['owner', 'colleague'],
  ask: explainForm('refuse'),
  apply: (record, { refusalReason, explained }, ctx) => {
    const refusal = {
      consequencesExplained: explained === 'yes',
      ...(refusalReason ? { reason: refusalReason } : {}),
    };
    // Nobody has had anything yet, so nobody is told.
    const what = { reason: refusalReason, explained: explained === 'yes', nobody: true };
    const told = changed({ ...record, status: 'refused', overdue: false, refusal }, 'refuse', what, ctx);
    return known(told, 'refused', ctx);
  },
};

type RestrictAnswers = {
  limit: 'what' | 'who';
  limits?: string;
  limitRecipients?: string[];
  explained?: string;
};

const namesOf = (all: readonly Recipient[]): string => all.map(({ name }) => name).join('; ');

type Covered = Pick<ConsentRecord['scope'], 'items' | 'recipients'>;

/** What earlier limits have left of it: a limit on anything else would change nothing. */
const covered = (record: RecordBody | undefined): Covered => {
  if (!record) return { items: [], recipients: [] };
  const { scope, exclusions } = record as ConsentRecord;
  const out = new Set(exclusions.recipients.map(keyOf));
  return {
    items: without(scope.items, exclusions.items),
    recipients: scope.recipients.filter((one) => !out.has(keyOf(one))),
  };
};

const coveredPicks: Question['pick'] = (_, { record }) => recipientPicks(covered(record).recipients);

const restrictForm: ActionForm<RestrictAnswers> = {
  version: 1,
  review: false,
  questions: {
    limit: { kind: 'choice', options: ['what', 'who'], required: true, citations: rule },
    limits: {
      ...told(1000, rule),
      check: (limits, _, { record }) =>
        without(covered(record).items, linesOf(limits)).length === 0 ? 'all-limited' : undefined,
    },
    limitRecipients: {
      kind: 'many',
      pick: coveredPicks,
      required: true,
      citations: rule,
      check: (ticked, _, { record }) =>
        Array.isArray(ticked) && ticked.length >= covered(record).recipients.length
          ? 'all-limited'
          : undefined,
    },
    // Their limit counts, whoever forgot to say what may follow.
    explained: { ...questions.explained, required: false },
  },
  next: (answers) => {
    if (!answers.limit) return { page: 'restrict', ask: ['limit'], by: 'limit' };
    if (answers.limit === 'what')
      return 'limits' in answers ? 'done' : { page: 'limit-what', ask: ['limits', 'explained'] };
    return 'limitRecipients' in answers
      ? 'done'
      : { page: 'limit-who', ask: ['limitRecipients', 'explained'] };
  },
};

/** They keep a part back, or want somebody not to have it. */
export const restrict: Action<ConsentRecord, RestrictAnswers> = {
  from: ['given', 'amended', 'restricted'],
  by: ['owner', 'colleague'],
  ask: restrictForm,
  apply: (record, { limits = '', limitRecipients = [], explained }, ctx) => {
    const out = covered(record).recipients.filter((one) => limitRecipients.includes(keyOf(one)));
    const exclusions = {
      items: [...record.exclusions.items, ...linesOf(limits)],
      recipients: [...record.exclusions.recipients, ...out],
    };
    const what = {
      detail: limits || namesOf(out),
      ...(explained ? { explained: explained === 'yes' } : {}),
    };
    return known(
      changed({ ...record, status: 'restricted', exclusions }, 'restrict', what, ctx),
      'restricted',
      ctx,
    );
  },
};

/** To go on sharing without their yes. */
export const goOn: Action<ConsentRecord, Ground> = {
  from: ['withdrawn', 'restricted', 'refused'],
  by: ['owner', 'colleague'],
  ask: groundForm,
  apply: (record, ground, ctx) => ({
    record: lastChange(record, {
      continuing: { ...groundKept(ground), by: asUser(ctx.person), at: ctx.now.toISOString() },
    }),
    reason: 'consent.continued',
    notices: [],
    due: [],
  }),
};
