import { join } from 'node:path';
import type { Store } from '../../bot/core/ports.ts';
import type { Reply } from '../../bot/core/reply.ts';
import type { Press } from '../../bot/core/turn.ts';
import { words } from '../../bot/core/words.ts';
import { openSqliteStore } from '../../bot/store/sqlite/store.ts';
import {
  buttonOf,
  openHouse,
  type PersonSays,
  temporaryFolder,
  testKey,
  urgentAnswers,
} from '../support/house.ts';
import { openEnquiry, rosterWith } from '../support/hub.ts';
import { decisionSteps } from './teams-shots.ts';

/** The same turns in process, with every call to the store counted. */

export type StoreCalls = { reads: number; commits: number };

const counting = (store: Store, calls: StoreCalls): Store => ({
  ...store,
  read: (agency, keys) => {
    calls.reads += 1;
    return store.read(agency, keys);
  },
  list: (agency, query, cursor) => {
    calls.reads += 1;
    return store.list(agency, query, cursor);
  },
  commit: (agency, changes) => {
    calls.commits += 1;
    return store.commit(agency, changes);
  },
});

const turns = 10;
const submit = words('urgent.submit');

/** The draft that a card is about, read off any of its buttons. */
const pressOf = (replies: readonly Reply[]): { ref: string; seq: number } => {
  const found = JSON.stringify(replies).match(/"ref":"([^"]+)","dialog":"decision","seq":(\d+)/);
  return { ref: found?.[1] ?? '', seq: Number(found?.[2] ?? 0) };
};

export const countStoreCalls = async (): Promise<Record<string, StoreCalls>> => {
  const temporary = temporaryFolder();
  const calls: StoreCalls = { reads: 0, commits: 0 };
  const file = join(temporary.folder, 'counted.db');
  const store = await openSqliteStore({ file, key: testKey, clock: () => new Date() });
  const house = await openHouse({ store: counting(store, calls) });

  /** Each turn comes long after the one before, so that nothing is remembered: the dearest case. */
  const count = async (prepare: (n: number) => Promise<() => Promise<unknown>>): Promise<StoreCalls> => {
    const sum: StoreCalls = { reads: 0, commits: 0 };
    for (let n = 0; n < turns; n += 1) {
      const turn = await prepare(n);
      house.wait(120_000);
      Object.assign(calls, { reads: 0, commits: 0 });
      await turn();
      sum.reads += calls.reads / turns;
      sum.commits += calls.commits / turns;
    }
    return sum;
  };

  const handIn = (sam: PersonSays, changes: (n: number) => Record<string, string>) => async (n: number) => {
    const press = buttonOf(await sam.type('urgent'), submit);
    return () => sam.press(press, { ...urgentAnswers, ...changes(n) });
  };

  try {
    const [onTeams, onSlack] = [house.as('teams', 'sam'), house.as('slack', 'USAM')];
    await onTeams.type('help');
    const typed = await count(async () => () => onTeams.type('urgent'));
    const question = await count(async () => () => onTeams.type('do I need consent'));
    const invoke = await count(handIn(onTeams, () => ({ whyNow: '' })));
    const record = await count(handIn(onTeams, (n) => ({ caseRef: `C-${n}` })));
    await onSlack.type('help');
    const button = await count(async () => {
      const kept = await onSlack.press(buttonOf(await onSlack.type('urgent'), submit), urgentAnswers);
      const page = await onSlack.press(buttonOf(kept, words('urgent.actions.complete')));
      const next = buttonOf(page, words('urgent.complete.submit'));
      return () => onSlack.press(next, { reached: 'yes', advice: 'none', told: 'no' });
    });
    await rosterWith(house, [{ person: 'p-sam', agency: 'northborough-council', role: 'member' }]);
    const ref = await openEnquiry(house);
    const board = await count(async () => {
      const page = await onTeams.press({ do: 'act', ref, action: 'answer', seq: 1 });
      const press = buttonOf(page, words('enquiry.said.nothing'));
      return () => onTeams.press(press, { changed: 'found' });
    });
    const decide = async (from: number, to: number, replies: Reply[]) => {
      let now = replies;
      for (const { page, pick, answers } of decisionSteps.slice(from, to)) {
        const { ref, seq } = pressOf(now);
        const [ask, value] = pick ?? [];
        const press = {
          do: 'answer' as const,
          ref,
          dialog: 'decision',
          page,
          seq,
          ...(pick ? { ask, value } : {}),
        };
        now = await onTeams.press(press as Press, (answers?.(1) ?? {}) as Record<string, string>);
      }
      return now;
    };
    const step = await count(async () => {
      const begun = await decide(0, 3, await onTeams.type('decide'));
      return () => decide(3, 4, begun);
    });
    const whole = await count(
      async () => async () => decide(0, decisionSteps.length, await onTeams.type('decide')),
    );
    const each = decisionSteps.length + 1;
    return {
      'decision.step': step,
      'decision.whole': { reads: whole.reads / each, commits: whole.commits / each },
      'teams.typed': typed,
      'teams.question': question,
      'teams.invoke': invoke,
      'teams.record': record,
      'slack.button': button,
      'board.update': board,
    };
  } finally {
    await house.close();
    await store.close();
    temporary.remove();
  }
};
