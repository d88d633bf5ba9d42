import { describe, expect, it } from 'vitest';
import { dispute } from '../../dialogs/dispute/dialog.ts';
import type { Dispute, Side } from '../../dialogs/dispute/record.ts';
import { bothAdvised, standingOf } from '../../dialogs/dispute/steps.ts';
import { nextStep } from '../../dialogs/engine/next-step.ts';
import { seeded } from '../crash/plan.ts';
import { alone, contextAt, monday, samplePolicy } from '../support/context.ts';
import { inEveryState, twoAgencies } from '../support/disputes.ts';

/** A dispute as each of two agencies keeps it: whatever the wire does, both end with the same. */

const sides = ['a', 'b'] as const;
const why = { reasons: 'The law asks for it', impact: 'delay' };
const hour = 3_600_000;

const moves: readonly [string, object][] = [
  ['tried', { how: 'phone' }],
  ['result', { say: 'share', ...why }],
  ['result', { say: 'not-share', ...why }],
  ['agree', { impact: 'none' }],
  ['unresolved', {}],
  ['advised', { role: 'dpo', text: 'Wombat may go' }],
  ['advised', { role: 'caldicott', text: 'Wombat stays' }],
  ['decide', { say: 'share', ...why }],
  ['decide', { say: 'not-share', ...why }],
  ['agree', { impact: 'harm' }],
  ['copied', {}],
  ['urgentUsed', { ref: 'D-2222-22' }],
  ['chase', {}],
  ['overdue', {}],
];

const settled = (record: Dispute) => ['decided', 'closed'].includes(record.status);

describe('two agencies', () => {
  it.each(Array.from({ length: 120 }, (_, seed) => seed + 1))('end with the same by run %i', (seed) => {
    const chance = seeded(seed);
    const pick = <T>(all: readonly T[]): T => all[Math.floor(chance() * all.length)] as T;
    const both = twoAgencies();
    const sent: (typeof both.wire)[number][] = [];
    const was = new Map<Side, string>();
    for (let i = 0; i < 120; i += 1) {
      const roll = chance();
      if (roll < 0.5) {
        const [name, answers] = pick(moves);
        both.act(pick(sides), name, answers);
      } else if (roll < 0.8 && both.wire.length > 0) {
        // Out of their order, and some a second time.
        const [message] = both.wire.splice(Math.floor(chance() * both.wire.length), 1);
        if (message) {
          sent.push(message);
          both.arrive(message);
        }
      } else if (roll < 0.9 && sent.length > 0) both.arrive(pick(sent));
      else both.wait(chance() * 3 * hour);
      for (const side of sides) {
        const record = both.records[side];
        if (!record) continue;
        // What was settled stays settled, the same way.
        const { say = '' } = standingOf(record.steps);
        if (was.get(side)) expect(say).toBe(was.get(side));
        was.set(side, settled(record) ? say : '');
        const { tier } = standingOf(record.steps);
        if (settled(record) && tier === 2) expect(bothAdvised(record.steps)).toBe(true);
      }
    }
    both.deliver();
    const [a, b] = [both.record('a'), both.record('b')];
    expect(a.steps).toEqual(b.steps);
    expect([a.status, a.tier]).toEqual([b.status, b.tier]);
    expect(a.status).toBe(standingOf(a.steps).status);
    const ids = both.seen.flatMap(({ record, tells = [], due, notices }) =>
      [...tells, ...due, ...notices].map(({ id }) => `${record.side} ${id}`),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(JSON.stringify([sent, both.wire])).not.toContain('Wombat');
  });

  it('hear nothing twice', () => {
    const both = twoAgencies();
    const [first] = both.wire;
    both.deliver();
    const before = [both.record('a'), both.record('b'), both.seen.length];
    if (first) both.arrive(first);
    expect([both.record('a'), both.record('b'), both.seen.length]).toEqual(before);
  });

  it('never take the other side at its word about ourselves', () => {
    const both = twoAgencies();
    both.deliver();
    const forged = { side: 'b', n: 9, at: monday, by: { id: 'x', role: 'x', agency: 'x' }, kind: 'filed' };
    both.arrive({ to: 'b', input: { steps: [forged] } });
    expect(JSON.stringify(both.record('b'))).not.toContain('filed');
  });

  it('settle it at once where both heads say the same, and talk again where they do not', () => {
    const both = twoAgencies();
    both.deliver();
    both.act('b', 'unresolved');
    both.deliver();
    for (const side of sides) both.act(side, 'advised', { role: 'dpo', text: 'x' });
    both.deliver();
    both.act('a', 'decide', { say: 'share', ...why });
    both.act('b', 'decide', { say: 'not-share', ...why });
    both.deliver();
    expect(standingOf(both.record('a').steps)).toMatchObject({ status: 'stage2', round: 2 });
    expect(
      both.seen.flatMap(({ notices }) => notices).filter(({ kind }) => kind === 'dispute.differ'),
    ).toHaveLength(2);
    both.act('a', 'decide', { say: 'not-share', ...why });
    both.act('b', 'decide', { say: 'not-share', ...why });
    both.deliver();
    expect(both.record('b').status).toBe('decided');
    expect(standingOf(both.record('a').steps)).toMatchObject({ say: 'not-share', round: 2 });
  });
});

describe('opening a dispute', () => {
  const ctx = contextAt(monday);
  const stepOf = (answers: object) =>
    nextStep(
      dispute,
      Object.fromEntries(Object.entries(answers).map(([name, value]) => [name, { value, at: monday }])),
      ctx,
    );
  const whole = {
    safety: 'can-wait',
    partner: 'police-public-protection',
    wants: 'we',
    about: 'D-7K3M-Q2',
    point: 'law',
    sentence: 'They do not think the law lets them',
  };

  it('hands over to the urgent lane where it cannot wait', () => {
    expect(stepOf({ safety: 'cannot-wait' })).toMatchObject({ kind: 'end', end: { handOver: 'urgent' } });
    expect(stepOf(whole)).toMatchObject({ kind: 'end', end: { outcome: 'OPENED' } });
  });

  it.each([
    'They will not tell us about Jordan Okafor',
    'NHS 943 476 5919 is the one',
    'Ask jo@home.example first',
    'She was born on 3 May 2012',
    'The family at SO14 7DU',
    'Ring 07700 900123',
  ])('refuses what could tell who it is: %s', (sentence) => {
    expect(stepOf({ ...whole, sentence })).toMatchObject({ errors: { sentence: 'tells-who' } });
  });

  it.each(['Jordan', 'Jordan Okafor', 'the Okafor case', '943 476 5919', '9434765919', ''])(
    'takes no name and no sentence for a reference: %s',
    (about) => {
      expect(Object.keys((stepOf({ ...whole, about }) as { errors: object }).errors)).toEqual(['about']);
    },
  );

  it.each(['D-7K3M-Q2', 'D-KKKK-QQ', 'EM/2026/114', 'REQ-14'])('takes the reference %s', (about) => {
    expect(stepOf({ ...whole, about }).kind).toBe('end');
  });

  it('offers no partner that the person answers for themselves', () => {
    const person = { ...ctx.person, id: 'p-nadia' };
    const values = dispute.questions.partner.pick?.({}, { ...ctx, person }).map(({ value }) => value);
    expect(values).not.toContain('police-public-protection');
    expect(values).toContain('health-visiting');
  });

  it('begins with what a decision holds', () => {
    const record = { type: 'decision', reference: 'D-2222-22', recipient: [{ id: 'mash', name: 'x' }] };
    expect(dispute.begins?.(record as never, ctx)).toEqual({
      filled: { about: 'D-2222-22', partner: 'mash', wants: 'we' },
    });
    expect(dispute.begins?.({ type: 'consent' } as never, ctx)).toBeUndefined();
  });
});

describe('who is asked', () => {
  it.each([
    ['the manager', {}, ['p-anika']],
    ['who stands in, where nobody has a manager', { person: alone }, ['p-omar']],
  ])('is %s', (_, change, asked) => {
    const ctx = contextAt(monday, change);
    const { record } = dispute.record(
      { safety: 'can-wait', partner: 'mash', wants: 'we', about: 'D-1', point: 'law', sentence: 'x' },
      { outcome: '', reasons: [], citations: [] },
      ctx,
      {},
    );
    expect(record.asked).toEqual(asked);
  });

  it('is the person themselves in an agency of one, who then counts as nobody’s owner', () => {
    const person = { ...alone, id: 'p-joy', agency: 'lantern-voluntary' };
    const { record } = dispute.record(
      { safety: 'can-wait', partner: 'mash', wants: 'we', about: 'D-1', point: 'law', sentence: 'x' },
      { outcome: '', reasons: [], citations: [] },
      contextAt(monday, { person }),
      {},
    );
    expect(record).toMatchObject({ asked: ['p-joy'], createdBy: { id: 'clock' } });
  });

  it('is a deputy too, from the second time on, and no more than one', () => {
    const both = twoAgencies();
    both.deliver();
    const asked: unknown[] = [];
    for (let i = 0; i < 4; i += 1) {
      both.wait(24 * hour);
      both.act('a', 'chase');
      asked.push(both.record('a').asked);
    }
    const [first, deputy] = ['p-anika', 'p-omar'];
    expect(asked).toContainEqual([first]);
    expect(asked.at(-1)).toEqual([first, deputy]);
    expect(both.record('a').tier).toBe(1);
  });

  it('is the head of service after the time of the managers', () => {
    const both = twoAgencies();
    both.deliver();
    expect(both.act('a', 'overdue')).toBe(false);
    both.wait(5 * 24 * hour);
    both.act('a', 'overdue');
    both.deliver();
    expect(both.record('a')).toMatchObject({
      status: 'stage2',
      asked: ['p-helen'],
      readers: ['p-anika'],
      late: ['stage1'],
    });
    expect(both.record('b')).toMatchObject({ status: 'stage2', asked: ['p-carys'], late: [] });
    expect(both.act('b', 'overdue')).toBe(false);
    both.wait(5 * 24 * hour);
    expect([both.act('b', 'overdue'), both.act('b', 'overdue')]).toEqual([true, false]);
    expect(both.record('b').late).toEqual(['stage2']);
  });
});

describe('the entry for the case file', () => {
  it('has its three parts in every state, and the other side’s advice in none', () => {
    for (const record of inEveryState()) {
      const ctx = contextAt(monday);
      const sections = dispute.copy?.(record, ctx) ?? [];
      expect(sections.map(({ heading }) => heading.key)).toEqual([
        'dispute.copy.about',
        'dispute.copy.process',
        'dispute.copy.why',
        'dispute.copy.impact',
      ]);
      if (record.status === 'closed') {
        const text = JSON.stringify(sections);
        for (const part of ['tried-phone', 'The law asks for it', 'options.risk'])
          expect(text).toContain(part);
      }
    }
  });
});

describe('the central register', () => {
  it('hears of each step from the side that opened it, in codes alone', () => {
    const both = twoAgencies({ sentence: 'Wombat wants a form' });
    both.deliver();
    both.act('b', 'tried', { how: 'phone' });
    both.deliver();
    both.act('a', 'result', { say: 'share', reasons: 'Wombat', impact: 'delay' });
    both.deliver();
    both.act('b', 'agree', { impact: 'risk' });
    both.deliver();
    const entries = both.seen.flatMap(({ record, tells = [] }) =>
      tells
        .filter(({ dialog }) => dialog === 'register-entry')
        .map((tell) => ({ side: record.side, ...tell })),
    );
    expect(new Set(entries.map(({ side, agency, thread }) => [side, agency, thread].join()))).toHaveLength(1);
    expect(entries[0]).toMatchObject({ side: 'a', agency: samplePolicy.hostAgency });
    expect(entries.at(-1)?.input).toMatchObject({ stage: 'settled-1', outcome: 'share', impact: 'risk' });
    expect(JSON.stringify(entries)).not.toMatch(/Wombat|D-7K3M-Q2|p-priya|p-dev/);
  });
});
