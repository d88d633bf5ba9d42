import { answersKept, base } from '../engine/base.ts';
import { sayDate } from '../engine/say.ts';
import type {
  Action,
  Citation,
  Context,
  Dialog,
  Effect,
  Given,
  Outcome,
  Page,
  View,
} from '../engine/types.ts';
import { addDays, localDate } from '../engine/working-time.ts';
import { type AwayRecord, awayKey, awayRecordSchema, endOf } from './record.ts';

/** "I am away until then, and they answer for me." */

export type AwayAnswers = { until: string; delegate: string };

const managers: Citation = { id: 'norfolk-2015', section: 'section 1' };

/** Nobody forgets for longer than this that they are away. */
const mostDays = 366;

const untilFault = (until: unknown, { now, policy }: Context): string | undefined => {
  const today = localDate(now, policy);
  if (String(until) < today) return 'in-the-past';
  return String(until) > addDays(today, mostDays) ? 'too-far' : undefined;
};

const named = ({ people = [], person }: Context): NonNullable<Context['people']> =>
  people.filter(({ id }) => id !== person.id);

const delegateFault = (ctx: Context): string | undefined => {
  if (ctx.people === undefined) return undefined;
  const found = named(ctx);
  if (found.length === 1) return undefined;
  return found.length > 1 ? 'two-of-that-name' : 'no-such-colleague';
};

const questions = {
  until: {
    kind: 'date',
    required: true,
    check: (until, _, ctx) => untilFault(until, ctx),
    citations: [managers],
  },
  delegate: {
    kind: 'text',
    required: true,
    maxLength: 100,
    check: (_, __, ctx) => delegateFault(ctx),
    citations: [managers],
  },
} as const satisfies Dialog<AwayAnswers>['questions'];

const outcome: Outcome = { outcome: 'AWAY', reasons: [], citations: [managers] };

const next = ({ until, delegate }: Partial<AwayAnswers>): Page<AwayAnswers> | Outcome =>
  until && delegate ? outcome : { page: 'away', ask: ['until', 'delegate'] };

const makeRecord = (
  { until, delegate }: AwayAnswers,
  _: Outcome,
  ctx: Context,
  given: Given,
): Effect<AwayRecord> => {
  const [one = { id: delegate, name: delegate }] = named(ctx);
  return {
    record: {
      ...base(ctx),
      type: 'away',
      schemaVersion: 1,
      status: 'away',
      until,
      delegate: one.id,
      delegateName: one.name,
      readers: [one.id],
      answers: answersKept(given, 'away'),
    },
    reason: 'away.away',
    notices: [{ id: 'named', to: one.id, kind: 'away.named', params: { until: sayDate(until) } }],
    due: [{ id: 'ended', at: endOf(until, ctx), action: 'ended' }],
  };
};

const ends = (by: 'owner' | 'clock', reason: string): Action<AwayRecord> => ({
  from: ['away'],
  by: [by],
  apply: (record) => ({
    record: { ...record, status: 'back' },
    reason: `away.${reason}`,
    notices: [{ id: 'over', to: record.delegate, kind: 'away.over', params: {} }],
    due: [],
  }),
});

const show = ({ status, until, delegateName }: AwayRecord): View => ({
  status: { key: `away.status.${status}`, params: { until: sayDate(until) } },
  lead: [{ key: `away.lead.${status}` }],
  facts: [{ label: 'away.facts.delegate', value: delegateName }],
  actions: status === 'away' ? ['back'] : [],
});

export const away: Dialog<AwayAnswers, AwayRecord> = {
  name: 'away',
  version: 1,
  prefix: 'H',
  schema: awayRecordSchema,
  review: false,
  questions,
  next,
  finds: ({ delegate }) =>
    delegate ? (['name', 'person'] as const).map((facet) => ({ facet, key: String(delegate) })) : [],
  record: makeRecord,
  lifecycle: {
    states: ['away', 'back'],
    rests: ['away', 'back'],
    actions: { back: ends('owner', 'back'), ended: ends('clock', 'ended') },
  },
  show,
  facets: ({ createdBy }) => ({ grounds: [], finds: [{ facet: 'case', key: awayKey(createdBy.id) }] }),
};
