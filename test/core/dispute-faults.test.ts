import { afterEach, describe, expect, it } from 'vitest';
import { SharewellError } from '../../bot/core/errors.ts';
import type { Store } from '../../bot/core/ports.ts';
import { words } from '../../bot/core/words.ts';
import { seeded } from '../crash/plan.ts';
import {
  action,
  council,
  type DisputeHouse,
  next,
  openDisputeHouse,
  opens,
  police,
  why,
} from '../support/dispute-house.ts';
import { type Opened, onFile } from '../support/told-house.ts';

/** The store fails now and then while one side's step is on its way: before it is kept, or after, with the answer lost. */

let there: DisputeHouse | undefined;
let opened: Opened | undefined;
afterEach(async () => {
  await there?.close();
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
  it.each([1, 2, 3, 4, 5, 6])('loses nothing and doubles nothing: run %i', async (seed) => {
    let on = false;
    let clock = () => new Date('2026-11-23T10:00:00Z');
    opened = await onFile(() => clock());
    const house = await openDisputeHouse({ store: failing(opened.store, seeded(seed), () => on) });
    there = house;
    clock = house.house.clock;
    const settle = async () => {
      on = true;
      for (let i = 0; i < 60; i += 1) {
        house.house.wait(6_000);
        await house.house.outbox();
      }
      on = false;
      house.house.wait(60_000);
      await house.quiet();
    };
    const one = async (agency: string) => {
      const all = await house.disputes(agency);
      expect(all).toHaveLength(1);
      return all[0];
    };
    const ref = await opens(house.person('sam'));
    await settle();
    const other = (await one(police))?.reference ?? '';
    const [dev, morgan] = [house.person('dev'), house.person('morgan')];
    await dev.type(other);
    await dev.press(action('result'));
    await dev.press(next, { say: 'not-share', ...why });
    await settle();
    await morgan.type(ref);
    await morgan.press(action('agree'));
    await morgan.press(words('dispute.result.questions.impact.options.none'));
    await settle();
    for (const [who, which] of [
      [morgan, ref],
      [dev, other],
    ] as const) {
      await who.type(which);
      await who.press(action('copied'));
      await settle();
    }
    const [a, b] = [await one(council), await one(police)];
    expect([a?.status, b?.status]).toEqual(['closed', 'closed']);
    expect(a?.steps).toEqual(b?.steps);
    expect(await house.entries()).toHaveLength(1);
    expect((await house.entries())[0]).toMatchObject({ stage: 'settled-1', outcome: 'not-share' });
    expect(await house.house.store.dead('notices', 10)).toEqual([]);
    // Each change once: opened, met, said, agreed, filed twice.
    expect(a?.versions.map(({ reason }) => reason.replace('dispute.', ''))).toEqual([
      ...['opened', 'heard', 'heard', 'said-not-share', 'filed', 'heard'],
    ]);
  });
});
