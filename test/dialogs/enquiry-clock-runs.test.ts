import { describe, expect, it } from 'vitest';
import { points } from '../../dialogs/dispute/record.ts';
import type { Effect } from '../../dialogs/engine/types.ts';
import { enquiry } from '../../dialogs/enquiry/dialog.ts';
import { decided, type Enquiry } from '../../dialogs/enquiry/record.ts';
import { seeded } from '../crash/plan.ts';
import { atTable, council, effectOf, health, opened, police, schools, victim } from '../support/enquiries.ts';

/** Whatever happens in whatever order, the clock never forgets anything, and nothing it leaves behind has the same name. */

const hourMs = 3_600_000;
const run = (seed: number) => {
  const chance = seeded(seed);
  const one = <T>(of: readonly T[]): T => of[Math.floor(chance() * of.length)] as T;
  let now = new Date('2026-11-23T09:00:00Z');
  const at = () => now.toISOString();
  const queue: { id: string; at: string }[] = [];
  const seen = { due: new Set<string>(), notices: new Set<string>(), tells: new Set<string>() };
  const fresh = (names: Set<string>, ids: readonly { id: string }[]) => {
    for (const { id } of ids) {
      expect(names, id).not.toContain(id);
      names.add(id);
    }
  };
  const keep = (effect: Effect<Enquiry>): Enquiry => {
    fresh(seen.due, effect.due);
    fresh(seen.notices, effect.notices);
    fresh(seen.tells, effect.tells ?? []);
    expect(effect.notices.length).toBeLessThanOrEqual(20);
    queue.push(...effect.due);
    enquiry.schema.parse(effect.record);
    return effect.record;
  };
  let record = keep(
    opened({ rating: one(['red', 'amber', 'green']), agencies: [police, health, schools] }, { at: at() }),
  );

  const act = (action: string, answers: object, who?: string) => {
    const setting = { at: at(), ...(who ? { who } : {}) };
    const found = enquiry.lifecycle.actions[action];
    const ctx = { ...atTable(setting), record };
    if (!found?.from.includes(record.status) || found.when?.(record, ctx) === false) return;
    const effect = effectOf(record, action, answers, setting);
    if (effect.record !== record) record = keep(effect);
  };
  /** All that is due by now, as the worker does it. */
  const work = () => {
    for (;;) {
      queue.sort((a, b) => a.at.localeCompare(b.at));
      const next = queue[0];
      if (!next || next.at > at()) return;
      queue.shift();
      act('tick', {});
    }
  };
  const today = () => at().slice(0, 10);
  const moves: readonly (() => void)[] = [
    () => act('answer', { state: 'nothing' }, one(['p-nadia', 'p-ruth'])),
    () => act('answer', { state: 'holds', mark: 'low' }, one(['p-nadia', 'p-ruth'])),
    () => act('answer', { state: 'cannot', point: one(points) }, one(['p-nadia', 'p-ruth'])),
    () => {
      const soon = new Date(now.getTime() + Math.ceil(chance() * 30) * hourMs).toISOString();
      const until = { untilDate: soon.slice(0, 10), untilTime: soon.slice(11, 16), whyTime: 'away' };
      act('answer', { state: 'needs-time', ...until }, one(['p-nadia', 'p-ruth']));
    },
    () => {
      const decision = {
        ref: one(['D-2222-22', 'D-3333-33']),
        decided: one(decided),
        at: at(),
        n: Math.ceil(chance() * 4),
      };
      act('heard', { origin: { agency: one([police, health]) }, decision });
    },
    () =>
      act(
        'joint',
        {
          what: 'plan',
          planText: 'Visit',
          planAgency: one([police, schools]),
          planOwner: 'Nurse',
          planDue: today(),
        },
        'p-sam',
      ),
    () => act('joint', { what: 'done', task: '1' }, 'p-nadia'),
    () =>
      act('joint', { what: 'rating', rating: one(['red', 'amber', 'green']), ratingWhy: 'So.' }, 'p-anika'),
    () => act('joint', { what: 'more', agencies: [council] }, 'p-anika'),
    () => act('joint', { what: 'level', level: 'high' }, 'p-anika'),
    () =>
      chance() < 0.2 &&
      act(
        'joint',
        { what: 'close', ...victim, level: 'low', outcome: 'together', outcomeText: 'So.' },
        'p-anika',
      ),
  ];
  const settled = () => enquiry.lifecycle.actions.tick?.when?.(record, atTable({ at: at() }));
  for (let step = 0; step < 40; step += 1) {
    now = new Date(now.getTime() + Math.floor(chance() * 20 * hourMs));
    work();
    expect(settled(), `something was forgotten at ${at()}`).toBe(false);
    one(moves)();
    work();
    expect(settled(), `something was forgotten at ${at()}`).toBe(false);
  }
  return { record, queue, news: seen.tells.size };
};

describe('the clock of an enquiry', () => {
  it.each(Array.from({ length: 60 }, (_, n) => n + 1))('forgets nothing: run %i', (seed) => {
    const { record, news } = run(seed);
    expect(record.news).toBe(news);
    expect(record.owed).toEqual([]);
  });
});
