import { agencyName } from '../dispute/parties.ts';
import { points } from '../dispute/record.ts';
import { base } from '../engine/base.ts';
import { sayDate } from '../engine/say.ts';
import type { Action, Context, Dialog, Effect, Notice, Outcome, View } from '../engine/types.ts';
import { planActions } from './plan.ts';
import { entryInput, type RegisterEntry, registerEntrySchema } from './record.ts';

/** The central register: one entry for each dispute, each refusal, each breach that partners have a part in. For the executive of the host agency alone. */

const statusOf = ({ stage }: Pick<RegisterEntry, 'stage'>): RegisterEntry['status'] =>
  stage === 'stage1' || stage === 'stage2' || stage === 'open' ? 'open' : 'settled';

/** Why it was not shared, or what went wrong: each has its words where it is asked. */
export const reasonKey = (code: string): string =>
  (points as readonly string[]).includes(code)
    ? `dispute.questions.point.options.${code}`
    : `breach.questions.class.options.${code}`;

export const outcomeKey = (code: string): string =>
  code.endsWith('reported') ? `register-entry.outcomes.${code}` : `dispute.says.${code}`;

/** The same two agencies, for the same reason. */
const alikeCodes = (entry: Pick<RegisterEntry, 'agencies' | 'reasonCode'>): string[] => [
  `pair:${pairOf(entry)}`,
  `reason:${entry.reasonCode}`,
];

/** When it is the last of so many in so short a time, whoever keeps the register is told, once. */
const repeated = (entry: Pick<RegisterEntry, 'agencies'>, ctx: Context): Notice[] => {
  const { count, days } = ctx.policy.thresholds.repeats;
  if ((ctx.found ?? []).length + 1 !== count) return [];
  const agencies = entry.agencies.map((id) => agencyName(id, ctx.policy)).join(', ');
  const params = { agencies, count: String(count), days: String(days) };
  const keepers = (ctx.people ?? []).filter(({ roles }) => roles.includes('executive'));
  return keepers.map(({ id: to }) => ({ id: `repeats-${to}`, to, kind: 'register-entry.repeats', params }));
};

const takes = (input: Readonly<Record<string, unknown>>, ctx: Context): Effect<RegisterEntry> => {
  const entry = entryInput.parse(input);
  const { manager: _, ...ours } = base(ctx);
  const { agency } = ctx.person;
  return {
    record: {
      ...ours,
      // Nobody's own: who told us is not kept.
      createdBy: { id: 'clock', role: 'clock', agency },
      ...entry,
      type: 'registerEntry',
      schemaVersion: 1,
      status: statusOf(entry),
    },
    reason: 'register-entry.entered',
    notices: repeated(entry, ctx),
    due: [],
    thread: String(input.name ?? ctx.reference),
  };
};

/** The newest word counts, in whatever order they come. */
const heard: Action<RegisterEntry> = {
  from: ['open', 'settled'],
  by: ['clock'],
  apply: (record, input) => {
    const { success, data } = entryInput.safeParse(input);
    const next = success && data.n > record.n ? { ...record, ...data, status: statusOf(data) } : record;
    return { record: next, reason: 'register-entry.heard', notices: [], due: [] };
  },
};

export const pairOf = ({ agencies }: Pick<RegisterEntry, 'agencies'>): string =>
  [...agencies].sort().join('+');

const planFacts = ({ action }: RegisterEntry): View['facts'] =>
  action
    ? [
        { label: 'register-entry.facts.plan', value: action.text },
        { label: 'register-entry.facts.owner', value: action.owner },
        {
          label: 'register-entry.facts.due',
          said: {
            key: `register-entry.plan-${action.doneAt ? 'done' : action.overdue ? 'overdue' : 'open'}`,
            params: { day: sayDate(action.due) },
          },
        },
      ]
    : [];

const show = (record: RegisterEntry, { policy }: Context): View => {
  const { kind, agencies, withheldBy, reasonCode, stage, outcome, impact, daysToSettle, trendTags } = record;
  const name = (id: string) => agencyName(id, policy);
  return {
    status: { key: `register-entry.stages.${stage}` },
    lead: [{ key: `register-entry.lead.${kind}` }],
    facts: [
      { label: 'register-entry.facts.agencies', value: agencies.map(name).join('; ') },
      ...(withheldBy ? [{ label: 'register-entry.facts.withheldBy', value: name(withheldBy) }] : []),
      { label: 'register-entry.facts.reason', said: { key: reasonKey(reasonCode) } },
      ...(outcome ? [{ label: 'register-entry.facts.outcome', said: { key: outcomeKey(outcome) } }] : []),
      ...(impact
        ? [
            {
              label: 'register-entry.facts.impact',
              said: { key: `dispute.result.questions.impact.options.${impact}` },
            },
          ]
        : []),
      ...(daysToSettle === undefined
        ? []
        : [{ label: 'register-entry.facts.days', value: String(daysToSettle) }]),
      ...trendTags.map((tag) => ({
        label: 'register-entry.facts.tag',
        said: { key: `register-entry.tags.${tag}` },
      })),
      ...planFacts(record),
    ],
    actions: record.action && !record.action.doneAt ? ['planDone', 'plan'] : ['plan'],
  };
};

const nothing: Outcome = { outcome: 'ENTERED', reasons: [], citations: [] };

export const registerEntry: Dialog<Record<never, never>, RegisterEntry> = {
  name: 'register-entry',
  version: 1,
  prefix: 'Z',
  schema: registerEntrySchema,
  review: false,
  for: 'executive',
  sealed: true,
  questions: {},
  next: () => nothing,
  record: () => {
    throw new Error('nobody starts this: disputes, refusals and breaches do');
  },
  finds: ({ person }) => (person === undefined ? [] : [{ facet: 'role', key: 'executive' }]),
  alike: (input, { now, policy }) => ({
    type: 'registerEntry',
    codes: alikeCodes(entryInput.parse(input)),
    from: new Date(now.getTime() - policy.thresholds.repeats.days * 86_400_000).toISOString(),
  }),
  takes,
  lifecycle: { states: ['open', 'settled'], rests: ['open', 'settled'], actions: { heard, ...planActions } },
  show,
  facets: (record) => ({
    codes: [
      `kind:${record.kind}`,
      ...record.agencies.map((id) => `agency:${id}`),
      ...alikeCodes(record),
      `stage:${record.stage}`,
    ],
  }),
};
