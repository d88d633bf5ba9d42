import { dispute } from '../../dialogs/dispute/dialog.ts';
import type { Dispute, Side } from '../../dialogs/dispute/record.ts';
import type { Actor, Context, Effect, Given } from '../../dialogs/engine/types.ts';
import { contextAt, monday, priya } from './context.ts';

/** Two agencies in a dispute, with a wire between them on which nothing is lost, and all else may happen. */

const opening = {
  safety: 'can-wait',
  partner: 'police-public-protection',
  wants: 'we',
  about: 'D-7K3M-Q2',
  point: 'no-consent',
  sentence: 'They want a signed form first',
} as const;

export type Wire = { to: Side; input: Readonly<Record<string, unknown>> };

export const twoAgencies = (answers: object = {}, at = monday) => {
  let now = new Date(at);
  const records: Partial<Record<Side, Dispute>> = {};
  const wire: Wire[] = [];
  const seen: Effect<Dispute>[] = [];

  const contextFor = (side: Side, person: Actor): Context => ({
    ...contextAt(now.toISOString(), { person, reference: side === 'a' ? 'X-2222-22' : 'X-3333-33' }),
    ...(records[side] ? { record: records[side] } : {}),
  });
  const people: Record<Side, Actor> = {
    a: priya,
    b: { id: 'p-nadia', name: 'Nadia Hussain', agency: 'county-police', roles: [], manager: 'p-dev' },
  };
  const keep = (side: Side, effect: Effect<Dispute>): void => {
    seen.push(effect);
    // As a store gives it back.
    records[side] = dispute.schema.parse(JSON.parse(JSON.stringify(effect.record))) as Dispute;
    for (const { dialog, input } of effect.tells ?? [])
      if (dialog === 'dispute')
        wire.push({ to: side === 'a' ? 'b' : 'a', input: JSON.parse(JSON.stringify(input)) });
  };
  const clock = (side: Side): Actor => ({ id: 'clock', name: '', agency: people[side].agency, roles: [] });

  /** What somebody who is asked presses; false where there is nothing to do. */
  const act = (side: Side, name: string, given: object = {}): boolean => {
    const record = records[side];
    const action = dispute.lifecycle.actions[name];
    const who = record?.asked?.at(-1) ?? '';
    const byClock = action?.by.includes('clock');
    const person = byClock ? clock(side) : { ...people[side], id: who, name: `Name of ${who}` };
    const ctx = contextFor(side, person);
    if (!record || !action?.from.includes(record.status) || action.when?.(record, ctx) === false)
      return false;
    if (name === 'decide' && action.ask?.questions.say?.check?.('share', {}, ctx)) return false;
    keep(side, action.apply(record, given, ctx));
    return true;
  };

  const arrive = ({ to, input }: Wire): void => {
    const record = records[to];
    const introduced = { 'p-dev': { name: 'Dev Patel', post: 'Sergeant' } };
    const all = { ...input, introduced };
    const effect = record
      ? dispute.lifecycle.actions.heard?.apply(record, all, contextFor(to, clock(to)))
      : dispute.takes?.(all, contextFor(to, people[to]));
    if (effect && effect.record !== record) keep(to, effect);
  };

  const given: Given = {};
  keep(
    'a',
    dispute.record(
      { ...opening, ...answers },
      { outcome: '', reasons: [], citations: [] },
      contextFor('a', priya),
      given,
    ),
  );
  return {
    ...{ records, wire, seen, act, arrive, contextFor, people },
    record: (side: Side): Dispute => records[side] as Dispute,
    /** Everything on the wire, in order, until there is nothing more. */
    deliver: () => {
      for (let next = wire.shift(); next; next = wire.shift()) arrive(next);
    },
    wait: (ms: number) => {
      now = new Date(now.getTime() + ms);
    },
  };
};

const why = { reasons: 'The law asks for it', impact: 'delay' } as const;

/** One of each state, seen from each side: what one agency alone cannot come to. */
export const inEveryState = (): Dispute[] => {
  const found: Dispute[] = [];
  for (const say of ['share', 'not-share'] as const) {
    const both = twoAgencies();
    const look = () => {
      both.deliver();
      found.push(both.record('a'), both.record('b'));
    };
    look();
    both.act('a', 'tried', { how: 'phone' });
    both.act('a', 'result', { say, ...why });
    look();
    both.act('b', 'unresolved');
    look();
    for (const side of ['a', 'b'] as const) both.act(side, 'advised', { role: 'dpo', text: 'It may go' });
    look();
    both.act('b', 'decide', { say, ...why });
    look();
    both.act('a', 'agree', { impact: 'risk' });
    look();
    both.act('b', 'copied');
    look();
    both.act('a', 'copied');
    look();
  }
  return found;
};
