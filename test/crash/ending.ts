import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from '../../bot/core/ports.ts';
import { registered } from '../support/peers-world.ts';
import type { Lane } from './lane.ts';
import { managers } from './plan.ts';
import type { Owed, Tally } from './round.ts';
import { deadlinesIn, noticeOf, noticesTo } from './verify.ts';

/** After the last round: everything owed arrives, once or with an excuse, and every deadline is there. */

/** A crash may leave a notice leased to a worker that is gone, for half a minute. */
const longestMs = 60_000;

const undelivered = async (store: Store, owed: readonly Owed[]): Promise<Owed[]> => {
  const notices = await Promise.all(owed.map(({ reference }) => noticeOf(store, reference)));
  return owed.filter((_, index) => !notices[index]?.deliveredAt);
};

const drain = async (lane: Lane, owed: readonly Owed[]): Promise<void> => {
  const end = performance.now() + longestMs;
  while (performance.now() < end) {
    if ((await lane.look((store) => undelivered(store, owed))).length === 0) return;
    await pause(500);
  }
};

const faultsOf = async (lane: Lane, store: Store, owed: readonly Owed[]): Promise<Ending['faults']> => {
  const late = new Set((await undelivered(store, owed)).map(({ reference }) => reference));
  const deadlines = await deadlinesIn(store);
  const found = owed.map(({ reference, manager, excused }) => {
    const times = lane.world.told(manager, reference);
    const faults: [boolean, string][] = [
      [late.has(reference), 'its notice is not marked as delivered'],
      [times === 0, 'nobody was told of it'],
      [times > excused + 1, `told ${times} times, and only ${excused} crashes came between`],
      [!deadlines.has(`${reference}/remind-0`), 'nobody will be reminded of it'],
      [!deadlines.has(`${reference}/overdue`), 'it will never be overdue'],
    ];
    return { reference, faults: faults.filter(([wrong]) => wrong).map(([, what]) => what) };
  });
  return found.filter(({ faults }) => faults.length > 0);
};

/** One notice for each record, and none for anything else. */
const strays = async (store: Store, owed: readonly Owed[], warm: number): Promise<Ending['faults']> => {
  const lists = await Promise.all(managers.map((name) => noticesTo(store, registered(name, []).id)));
  const found = lists.flat().length - warm;
  if (found === owed.length) return [];
  return [{ reference: 'all', faults: [`${found} notices of ${owed.length} records`] }];
};

/** `twice`: how many notices arrived twice because a crash came between sending and noting it. */
export type Ending = { faults: { reference: string; faults: string[] }[]; twice: number };

/** `warm`: how many records were made before the first round. */
export const endLane = async (lane: Lane, { owed }: Tally, warm: number): Promise<Ending> => {
  await drain(lane, owed);
  // Deadlines are read by leasing them, so the bot must be gone.
  await lane.bot().stop();
  return lane.look(async (store) => ({
    faults: [...(await faultsOf(lane, store, owed)), ...(await strays(store, owed, warm))],
    twice: owed.filter(({ manager, reference }) => lane.world.told(manager, reference) > 1).length,
  }));
};
