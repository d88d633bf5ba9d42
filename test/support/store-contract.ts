import { afterAll, beforeAll, describe } from 'vitest';
import type { Store } from '../../bot/core/ports.ts';
import type { Whole } from '../../bot/store/whole.ts';
import { commits } from '../store/contract/commits.ts';
import { expiry } from '../store/contract/expiry.ts';
import { lists } from '../store/contract/lists.ts';
import { odd } from '../store/contract/odd.ts';
import { queues } from '../store/contract/queues.ts';
import { searches } from '../store/contract/searches.ts';
import { whole } from '../store/contract/whole.ts';
import { work } from '../store/contract/work.ts';

export type TestClock = { now: () => Date; advance: (ms: number) => void };

export type Opened = {
  store: Store;
  clock: TestClock;
  /** A second way to the same data, as another instance of the bot has. */
  another: () => Promise<Store>;
  end: () => Promise<void>;
};

/** With the same data as the operator's tools see it. */
export type Kept = Opened & { whole: () => Promise<Whole> };

/** What each part of the contract is given: the store once it is open, and an agency of its own. */
export type Subject = { opened: () => Kept; agency: () => string };

export const makeClock = (from: Date = new Date('2026-03-02T09:00:00.000Z')): TestClock => {
  let ms = from.getTime();
  return {
    now: () => new Date(ms),
    advance: (by) => {
      ms += by;
    },
  };
};

let agencies = 0;

/** Every rule of the `Store` port, for every maker of one. */
export const storeContract = (name: string, open: () => Promise<Kept>): void => {
  describe(name, () => {
    let opened: Kept | undefined;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(async () => {
      await opened?.end();
    });
    const subject: Subject = {
      opened: () => {
        if (!opened) throw new Error('The store is not open.');
        return opened;
      },
      agency: () => {
        agencies += 1;
        return `agency-${agencies}`;
      },
    };
    for (const part of [commits, odd, lists, searches, expiry, queues, work, whole]) part(subject);
  });
};
