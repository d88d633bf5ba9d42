import { describe, expect, it } from 'vitest';
import { boardReply } from '../../bot/core/present/board.ts';
import { recordReply } from '../../bot/core/present/record.ts';
import type { KeptRecord } from '../../bot/core/records.ts';
import { words } from '../../bot/core/words.ts';
import { points } from '../../dialogs/dispute/record.ts';
import { board } from '../../dialogs/enquiry/board.ts';
import { enquiry } from '../../dialogs/enquiry/dialog.ts';
import { type Enquiry, replies } from '../../dialogs/enquiry/record.ts';
import type { AnyDialog } from '../../dialogs/registry.ts';
import { samplePolicy } from '../support/context.ts';
import { expectSound } from '../support/decision-drive.ts';
import { atTable, council, health, opened, police, schools, through, victim } from '../support/enquiries.ts';

/** How an enquiry reads: on the board, on the card of whoever has a seat, and in the copy. */

const start = opened().record;

/** Every standing that an agency can have. */
const standings = (): Enquiry[] => {
  const one = (changes: object): Enquiry => ({
    ...start,
    requests: [{ ...start.requests[0], ...changes } as Enquiry['requests'][number]],
  });
  return [
    ...replies.flatMap((state) => [
      one({ state }),
      one({ state, late: true }),
      one({ state, agency: schools, late: true }),
    ]),
    one({ agency: schools }),
    ...['deciding', 'to-send', 'shared', 'limited', 'not-shared', 'waiting'].map((decided) =>
      one({ state: 'holds', decided, mark: 'very-high', nature: ['health'] }),
    ),
    ...points.map((why) => one({ state: 'cannot', why, mark: 'high' })),
    ...(['red', 'amber', 'green'] as const).flatMap((rating) =>
      (['open', 'assessed', 'closed'] as const).flatMap((status) => [
        { ...one({}), rating, status },
        { ...one({ late: true }), rating, status },
      ]),
    ),
    through(
      start,
      ['joint', { what: 'risk', riskText: 'Violence', riskLevel: 'high' }, { who: 'p-dev' }],
      ['joint', { what: 'dissent', dissentText: 'It is less.' }, { who: 'p-ruth' }],
      [
        'joint',
        { what: 'plan', planText: 'Visit', planAgency: police, planOwner: 'Sergeant', planDue: '2026-11-20' },
      ],
      [
        'joint',
        { what: 'plan', planText: 'Ring', planAgency: police, planOwner: 'Sergeant', planDue: '2026-11-28' },
      ],
      [
        'joint',
        { what: 'plan', planText: 'Ask', planAgency: police, planOwner: 'Sergeant', planDue: '2026-11-28' },
      ],
      ['joint', { what: 'done', task: '2' }, { who: 'p-dev' }],
      ['tick', {}, { at: '2026-11-24T09:00:00Z' }],
      ['heard', { origin: { agency: council }, feedback: { code: 'used', at: start.openedAt } }],
      [
        'heard',
        { origin: { agency: council }, dispute: { with: police, ref: 'X-2222-22', at: start.openedAt } },
      ],
      [
        'joint',
        { what: 'close', ...victim, level: 'high', outcome: 'together', outcomeText: 'Visit.' },
        { who: 'p-anika' },
      ],
    ),
  ];
};

const kept = (record: Enquiry): KeptRecord & Enquiry => ({
  ...record,
  versions: [{ n: 1, at: record.openedAt, by: 'clock', reason: 'enquiry.opened', patch: [], hash: '' }],
});

describe('what is shown', () => {
  it.each(['p-anika', 'p-dev', 'p-sam', 'p-ruth'])('has words for %s, however it stands', (who) => {
    for (const record of standings()) {
      const ctx = atTable({ who });
      const shown = recordReply(kept(record), enquiry as AnyDialog, { words, ctx, how: 'new' });
      expectSound(shown);
      const on = boardReply(kept(record), enquiry as AnyDialog, { words, ctx });
      if (on) expectSound(on);
      for (const { heading, facts, items = [] } of enquiry.copy?.(record, ctx) ?? []) {
        words(heading.key, heading.params);
        for (const fact of facts) {
          words(fact.label);
          if ('said' in fact) words(fact.said.key, fact.said.params);
        }
        for (const item of items) expect(item).not.toBe('');
      }
    }
  });

  it('fits with forty agencies, on both channels, on the board and on the card', () => {
    const agencies = Array.from({ length: 40 }, (_, n) => ({
      ...(samplePolicy.agencies[0] as (typeof samplePolicy.agencies)[number]),
      id: `agency-${n}`,
      name: `Northborough Community Health and Care Partnership Number ${n}`,
    }));
    const [first] = samplePolicy.hubs;
    const policy = {
      ...samplePolicy,
      agencies: [...samplePolicy.agencies, ...agencies],
      hubs: [{ ...(first as NonNullable<typeof first>), agencies: agencies.map(({ id }) => id) }],
    };
    const setting = { policy, who: 'p-anika' };
    let record = opened(
      { agencies: agencies.map(({ id }) => id), question: 'Q'.repeat(400) },
      { policy },
    ).record;
    record = {
      ...record,
      risks: agencies.map(({ id: agency }, n) => ({
        ...{ n, agency, text: 'R'.repeat(500), level: 'high' as const, at: start.openedAt },
        by: start.createdBy,
      })),
      requests: record.requests.map((request, n) => ({ ...request, late: n % 2 === 0 })),
      plan: agencies.map(({ id: agency }, n) => ({
        ...{ n, agency, text: 'P'.repeat(300), owner: 'O'.repeat(60), due: '2026-11-24', chases: 0 },
        overdue: n % 2 === 0,
      })),
    };
    const ctx = atTable(setting);
    for (const reply of [
      boardReply(kept(record), enquiry as AnyDialog, { words, ctx }),
      recordReply(kept(record), enquiry as AnyDialog, { words, ctx, how: 'new' }),
    ]) {
      if (!reply) throw new Error('nothing is shown');
      expectSound(reply);
    }
    expect(board(record, ctx).lines).toHaveLength(40);
    const copied = JSON.stringify(enquiry.copy?.(record, ctx));
    for (const { name } of agencies) expect(copied).toContain(name);
  });

  it('is found by its rating, by where it stands and by who is asked', () => {
    expect(enquiry.facets?.(start)).toEqual({
      outcome: 'open',
      grounds: ['amber'],
      recipients: [police, health],
    });
  });

  it('is started by nobody', () => {
    const nobody = () => enquiry.record({}, { outcome: '', reasons: [], citations: [] }, atTable(), {});
    expect(nobody).toThrow('nobody starts this');
    expect(enquiry.next({}, atTable())).toMatchObject({ outcome: 'OPEN' });
  });
});
