import { rotherham, told } from '../decision/ask.ts';
import { linesOf } from '../decision/items.ts';
import { asUser } from '../engine/base.ts';
import { inOrder } from '../engine/next-step.ts';
import type { Action, ActionForm, Context, Question, RecordBody } from '../engine/types.ts';
import { effect, insiders } from './effect.ts';
import { type Ground, groundForm, groundKept } from './ground.ts';
import { questions, without } from './questions.ts';
import type { ConsentChange, ConsentRecord, Recipient } from './record.ts';
import { changed } from './telling.ts';

/** What a person may say of a consent they gave: that they take it back, limit it, or say no after all. */

const live = ['given', 'amended', 'restricted', 'expired'] as const;
const rule = [rotherham('section 3.1')];

const known = (told: ReturnType<typeof changed>, reason: string, ctx: Context) =>
  effect(told, reason, { notices: insiders(told.record, ctx) });

/** In one press, by whoever hears it. What they said of it can be added afterwards. */
export const withdraw: Action<ConsentRecord> = {
  from: [...live, 'sought'],
  by: ['owner', 'colleague'],
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
    const what = { reason: refusalReason, explained: explained === 'yes' };
    const told = changed({ ...record, status: 'refused', overdue: false, refusal }, 'refuse', what, ctx);
    return known(told, 'refused', ctx);
  },
};

type RestrictAnswers = { limit: 'what' | 'who'; limits?: string; limitRecipients?: string[] };

const namesOf = (all: readonly Recipient[]): string => all.map(({ name }) => name).join('; ');

const scopeOf = (record: RecordBody | undefined): Pick<ConsentRecord['scope'], 'items' | 'recipients'> =>
  (record as ConsentRecord | undefined)?.scope ?? { items: [], recipients: [] };

/** Those it covers: a limit on somebody else would change nothing. */
const coveredPicks: Question['pick'] = (_, { record }) =>
  scopeOf(record).recipients.map(({ id, name }) => ({ value: id ?? name, title: name }));

const restrictForm: ActionForm<RestrictAnswers> = {
  version: 1,
  review: false,
  questions: {
    limit: { kind: 'choice', options: ['what', 'who'], required: true, citations: rule },
    limits: {
      ...told(1000, rule),
      check: (limits, _, { record }) =>
        without(scopeOf(record).items, linesOf(limits)).length === 0 ? 'all-limited' : undefined,
    },
    limitRecipients: {
      kind: 'many',
      pick: coveredPicks,
      required: true,
      citations: rule,
      check: (ticked, _, { record }) =>
        Array.isArray(ticked) && ticked.length >= scopeOf(record).recipients.length
          ? 'all-limited'
          : undefined,
    },
  },
  next: (answers) => {
    if (!answers.limit) return { page: 'restrict', ask: ['limit'], by: 'limit' };
    if (answers.limit === 'what')
      return 'limits' in answers ? 'done' : { page: 'limit-what', ask: ['limits'] };
    return 'limitRecipients' in answers ? 'done' : { page: 'limit-who', ask: ['limitRecipients'] };
  },
};

/** They keep a part back, or want somebody not to have it. */
export const restrict: Action<ConsentRecord, RestrictAnswers> = {
  from: ['given', 'amended', 'restricted'],
  by: ['owner', 'colleague'],
  ask: restrictForm,
  apply: (record, { limits = '', limitRecipients = [] }, ctx) => {
    const out = record.scope.recipients.filter(({ id, name }) => limitRecipients.includes(id ?? name));
    const exclusions = {
      items: [...record.exclusions.items, ...linesOf(limits)],
      recipients: [...record.exclusions.recipients, ...out],
    };
    const detail = limits || namesOf(out);
    return known(
      changed({ ...record, status: 'restricted', exclusions }, 'restrict', { detail }, ctx),
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
