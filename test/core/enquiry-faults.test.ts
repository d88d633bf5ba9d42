import { afterEach, describe, expect, it } from 'vitest';
import { SharewellError } from '../../bot/core/errors.ts';
import type { Store } from '../../bot/core/ports.ts';
import { seeded } from '../crash/plan.ts';
import { type EnquiryHouse, hub, openEnquiryHouse } from '../support/enquiry-house.ts';
import { type Opened, onFile } from '../support/told-house.ts';

/** The store fails now and then while a request, an answer or news is on its way: before it is kept, or after. */

let home: EnquiryHouse | undefined;
let opened: Opened | undefined;
afterEach(async () => {
  await home?.close();
  await opened?.close();
});

const failing = (store: Store, chance: () => number, isOn: () => boolean): Store => ({
  ...store,
  commit: async (agency, changes) => {
    const roll = isOn() ? chance() : 1;
    if (roll < 0.25) throw new SharewellError('store-unavailable', 'away before');
    await store.commit(agency, changes);
    if (roll < 0.5) throw new SharewellError('store-unavailable', 'answer lost');
  },
});

describe('a store that fails on the way', () => {
  it.each([1, 2, 3, 4])('loses nothing and doubles nothing: run %i', async (seed) => {
    let on = false;
    let clock = () => new Date('2026-11-23T10:00:00Z');
    opened = await onFile(() => clock());
    const there = await openEnquiryHouse({ store: failing(opened.store, seeded(seed), () => on) });
    home = there;
    clock = there.house.clock;
    const settle = async () => {
      on = false;
      for (let i = 0; i < 30; i += 1) {
        there.house.wait(6_000);
        await there.quiet();
      }
    };
    on = true;
    await there.ask();
    await settle();
    expect(await there.requests()).toHaveLength(1);
    expect(await there.enquiries()).toHaveLength(1);
    for (const name of ['nadia', 'dev', 'lee']) expect(await there.told(name)).toHaveLength(1);

    for (const name of ['nadia', 'lee'] as const) {
      on = true;
      await there.answer(there.person(name), 'nothing');
      await settle();
    }
    const { requests, versions, reference } = await there.one();
    expect(requests.map(({ state }) => state)).toEqual(['nothing', 'nothing']);
    expect(versions.filter(({ reason }) => reason === 'enquiry.answered-nothing')).toHaveLength(2);
    expect(there.board().status).toBe('Red: 2 of 2 have answered.');
    const boards = there.house.sent.filter(({ reply }) => reply.card === 'board');
    expect(new Set(boards.map(({ id }) => id)).size).toBeLessThanOrEqual(3);
    const [request] = await there.requests();
    expect(request).toMatchObject({ enquiry: reference, counts: { answered: 2 } });
    expect(await there.listed(hub, 'type:enquiry', 'record')).toHaveLength(1);
  });
});
