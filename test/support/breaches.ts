import { breach } from '../../dialogs/breach/dialog.ts';
import type { ReportAnswers } from '../../dialogs/breach/questions.ts';
import type { Assessment, Breach } from '../../dialogs/breach/record.ts';
import type { Context, Effect } from '../../dialogs/engine/types.ts';
import { contextAt, monday } from './context.ts';

/** A breach in process, without a house around it: as a store gives it back after each step. */

export const reportAnswers: ReportAnswers = {
  class: 'misdirected',
  what: 'The letter went to the wrong house',
  refs: 'C-2041',
  exposed: 'outsider',
  count: 'one',
  whose: 'own',
};

const outcome = { outcome: '', reasons: [], citations: [] };

export const reported = (
  answers: Partial<ReportAnswers> = {},
  ctx: Context = contextAt(monday, { reference: 'B-7K3M-Q2' }),
): Effect<Breach> => breach.record({ ...reportAnswers, ...answers }, outcome, ctx, {});

const asKept = (record: Breach): Breach => breach.schema.parse(JSON.parse(JSON.stringify(record)));

const last = (one: string, other: string): string => [one, other].sort()[1] as string;

/** One breach and its clock: what is due is done when the time comes, in the order in which it is due. */
export const oneBreach = (
  answers: Partial<ReportAnswers> = {},
  at = monday,
  changes: Partial<Context> = {},
) => {
  let now = at;
  const ctxFor = (id: string, more: Partial<Context> = {}): Context => {
    const base = contextAt(now, { reference: 'B-7K3M-Q2', ...changes });
    const clock = { id, name: '', agency: base.person.agency, roles: [] };
    return { ...base, ...(id === '' ? {} : { person: clock }), ...more };
  };
  const seen: Effect<Breach>[] = [];
  let queue: { at: string; action: string }[] = [];
  let record: Breach;
  const keep = (effect: Effect<Breach>): Effect<Breach> => {
    seen.push(effect);
    record = asKept(effect.record);
    queue = [...queue, ...effect.due];
    return effect;
  };
  keep(reported(answers, ctxFor('')));

  /** Nothing where there is nothing to do. */
  const act = (
    name: string,
    given: object = {},
    who = record?.asked?.[0] ?? '',
  ): Effect<Breach> | undefined => {
    const action = breach.lifecycle.actions[name];
    const ctx = { ...ctxFor(who), record };
    if (!action?.from.includes(record.status) || action.when?.(record, ctx) === false) return undefined;
    return keep(action.apply(record, given, ctx));
  };

  return {
    seen,
    act,
    record: () => record,
    ctx: (who = record?.asked?.[0] ?? '') => ({ ...ctxFor(who), record }),
    /** The clock runs to a moment; what it told whom comes back. */
    runTo: (until: string): { at: string; kind: string; to: string }[] => {
      const told: { at: string; kind: string; to: string }[] = [];
      for (;;) {
        const [next] = queue.filter((one) => one.at <= until).sort((a, b) => a.at.localeCompare(b.at));
        if (!next) break;
        queue = queue.filter((one) => one !== next);
        now = last(next.at, now);
        const effect = act(next.action, {}, 'clock');
        if (effect) told.push(...effect.notices.map(({ kind, to }) => ({ at: now, kind, to })));
      }
      now = last(until, now);
      return told;
    },
    /** As after a stop of the machine: nothing was done meanwhile, and all that is due comes at once. */
    sleepTo: (until: string) => {
      now = until;
    },
    due: () => queue.map(({ action }) => action),
  };
};

/** What whoever leads decided, without the questions of it. */
export const assessment = (
  report: boolean,
  { tell = false, risk = report ? ('risk' as const) : ('unlikely' as const), urgent = false } = {} as {
    tell?: boolean;
    risk?: Assessment['risk'];
    urgent?: boolean;
  },
): Assessment => ({
  at: monday,
  by: { id: 'p-colin', role: 'dpo', agency: 'northborough-council' },
  facts: {},
  risk,
  recommended: { report, tell, urgent, reasons: [], citations: [] },
  report: { b: report, reasons: 'It was looked at' },
  tell: { b: tell, reasons: 'It was looked at' },
});
