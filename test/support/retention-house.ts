import type { Kind } from '../../bot/core/ports.ts';
import { overIn, purgeOne, tidy, type Verdict } from '../../bot/core/purge.ts';
import type { KeptRecord, TrailEntry } from '../../bot/core/records.ts';
import { openRetention } from '../../bot/core/retention-jobs.ts';
import type { Stub } from '../../bot/core/stubs.ts';
import { words } from '../../bot/core/words.ts';
import { type Sitting, sitting } from './decision-drive.ts';
import { council, openDisputeHouse } from './dispute-house.ts';
import type { HouseOptions } from './house.ts';
import { referenceIn } from './told-house.ts';

/** The council some years on: Sam, whose records they are, on Slack; Colin and Vera, who answer for records, on Teams. */

export { council };

export const sixYearsOn = '2032-11-24T10:00:00Z';

export const openRetentionHouse = async (options: HouseOptions = {}) => {
  const there = await openDisputeHouse(options);
  const { house, listed } = there;
  const sam = sitting(house.as('slack', 'USAM'));
  await sam.type('help');
  await openRetention(house.store, { now: house.clock(), policy: house.policy });
  const deps = { store: house.store, policy: house.policy, clock: house.clock };
  const purge = async (): Promise<Verdict[]> => {
    const all: Verdict[] = [];
    for await (const { ref } of overIn(council, deps)) {
      const verdict = await purgeOne(council, ref, deps);
      if (verdict) all.push(verdict);
    }
    await tidy(council, deps);
    return all;
  };
  const person = (name: string): Sitting => (name === 'sam' ? sam : there.person(name));
  const all = <T>(term: string, kind: Kind) => listed<T>(council, term, kind);
  return {
    ...{ house, person, purge, deps, all },
    notices: there.notices,
    quiet: there.quiet,
    close: there.close,
    record: async (ref: string): Promise<KeptRecord | undefined> => {
      const [found] = await house.store.read(council, [{ kind: 'record', id: ref }]);
      return found?.body as KeptRecord | undefined;
    },
    stub: async (ref: string): Promise<Stub | undefined> => {
      const [found] = await house.store.read(council, [{ kind: 'stub', id: ref }]);
      return found?.body as Stub | undefined;
    },
    trailOf: (ref: string) => all<TrailEntry>(`ref:${ref}`, 'audit'),
  };
};

export type RetentionHouse = Awaited<ReturnType<typeof openRetentionHouse>>;

export const act = (name: string): string => words(`retention.actions.${name}`);
export const next = words('engine.next');
export const confirm = words('engine.confirm');
export const keeping = words('retention.open');

/** A record that is over as soon as it is made, with a word in it that stands nowhere else. */
export const firstContact = async (who: Sitting, subjectRef = 'C-2041'): Promise<string> => {
  await who.type('first contact');
  const fields = { subjectRef, explained: 'purpose,partners,rights' };
  await who.press(words('first-contact.questions.asked.options.yes'), fields);
  return referenceIn(who.record().title);
};

/** What the card for its keeping says, as one text. */
export const said = (who: Sitting): string => JSON.stringify(who.shown().map(({ data }) => data));

/** Opens what is known of its keeping, and presses something there. */
export const does = async (
  who: Sitting,
  ref: string,
  name: string,
  fields: Record<string, string> = { why: 'It is over.' },
): Promise<void> => {
  await who.type(`retention ${ref}`);
  await who.press(act(name));
  await who.press(next, fields);
  if (who.shown().some(({ card }) => card === 'check')) await who.press(confirm);
};
