import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import type { Words } from '../../dialogs/words.ts';
import { may } from './access.ts';
import { hasCode } from './errors.ts';
import { privately, unkept } from './faults.ts';
import { hubFor, load } from './load.ts';
import { hear } from './overheard.ts';
import { type Directory, type Known, movedTo, type Person, someoneElse } from './people.ts';
import type { Places } from './places.ts';
import {
  type Change,
  type Clock,
  type Guidance,
  type Log,
  owedNow,
  type QueueName,
  type RunTurn,
  type Store,
  type Stored,
} from './ports.ts';
import { command } from './present/buttons.ts';
import { messageReply } from './present/message.ts';
import { greeted } from './present/news.ts';
import type { Reply } from './reply.ts';
import type { Route } from './routing.ts';
import { type Decision, type Scene, tell } from './scene.ts';
import type { Turn } from './turn.ts';

/**
 * A turn is a straight line: identify, load, decide (pure), commit once, reply. Nothing is told before it is kept.
 * Lost races are run again from the start; a store that is away is tried again for a while; a repeat is harmless.
 */
export type Core = {
  store: Store;
  directory: Directory;
  places: Places;
  guidance: Guidance;
  policy: PolicyPack;
  words: Words;
  route: Route;
  clock: Clock;
  log: Log;
  /** Waits before another try. Passed in, so that tests need not wait. */
  sleep(ms: number): Promise<void>;
  /** How long a store that is away is tried before the person is told. */
  retryForMs: number;
  /** Called after a commit that owes work now, so that its worker looks at once. */
  onOwed?(queue: QueueName): void;
  /** Where a browser reaches this service: known once it listens. */
  publicUrl?(): string | undefined;
};

const claimDays = 7;
const mostRaces = 8;

/**
 * What is learnt of a person by the way: the address they wrote from, where it is new, since notices will go there, and
 * which news they saw. Next time, where they were changed now.
 */
const learnt = (turn: Turn, person: Stored<Person> | undefined, { changes, heard }: Decision): Change[] => {
  const isTouched = changes.some(
    (change) => 'item' in change && change.item.kind === 'person' && change.item.id === person?.id,
  );
  // Where they only visit, nobody could write to them.
  const isAway = turn.place.address.tenant !== turn.actor.tenant;
  if (!person || isTouched || isAway || turn.place.kind !== 'personal') return [];
  const there = movedTo(person.body, turn.place.address);
  if (!there && !heard) return [];
  const body = { ...(there ?? person.body), ...(heard ? { heard } : {}) };
  const { rev, ...item } = person;
  return [{ op: 'replace', item: { ...item, body }, rev }];
};

const commit = async (
  core: Core,
  turn: Turn,
  known: Known,
  decision: Decision,
  now: Date,
  address: Change[],
  hub: string | undefined,
) => {
  if (decision.changes.length + address.length === 0) return;
  const expiresAt = new Date(now.getTime() + claimDays * 86_400_000).toISOString();
  const partition = decision.partition ?? hub ?? known.agency;
  const own = partition === known.agency;
  await core.store.commit(partition, [
    { op: 'claim', id: turn.id, expiresAt },
    ...decision.changes,
    ...(own ? address : []),
  ]);
  if (decision.moves) core.places.forget();
  for (const queue of owedNow(decision.changes, now)) core.onOwed?.(queue);
};

/** Whoever is not on the register yet is told how to get there. */
const refusal = ({ words, registered }: Scene): Reply =>
  registered
    ? messageReply(words, 'outcomes.forbidden')
    : messageReply(words, 'outcomes.visitor', {
        buttons: [command(words, 'enrolment'), command(words, 'guidance'), command(words, 'help')],
      });

type Try = { races: number; repeat: boolean };

const attempt = async (core: Core, turn: Turn, { races, repeat }: Try, who?: Known): Promise<Reply[]> => {
  const known = who ?? (await core.directory.find(turn.actor));
  const seed = `${turn.id}|${races}`;
  const handler = core.route(turn, seed);
  const { scene, person } = await load(core, turn, known, handler, seed, repeat);
  const other = await someoneElse(core.directory, turn.actor, known, person?.body);
  if (other) return attempt(core, turn, { races, repeat }, other);
  const allowed = may(scene.actor, scene.registered, handler.right);
  const decided = allowed ? handler.decide(scene) : tell(refusal(scene));
  const decision = allowed && handler.greets ? greeted(decided, scene) : decided;
  const hub = hubFor(handler, known, core);
  if (!repeat) await commit(core, turn, known, decision, scene.now, learnt(turn, person, decision), hub);
  return [...privately(turn, scene), ...decision.replies];
};

/** Tries until it is kept, was kept before, or has been tried for long enough. */
const settle = async (core: Core, turn: Turn): Promise<Reply[]> => {
  // Danger does not wait for a store: its card is shown at once, and kept when it is handed in.
  const patience = core.route(turn, turn.id).starts === 'urgent' ? 0 : core.retryForMs;
  const giveUp = core.clock().getTime() + patience;
  let repeat = false;
  let races = 0;
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt(core, turn, { races, repeat });
    } catch (error) {
      if (hasCode(error, 'already-done') && !repeat) repeat = true;
      else if (hasCode(error, 'conflict') && races < mostRaces) races += 1;
      else if (hasCode(error, 'store-unavailable') && core.clock().getTime() < giveUp)
        await core.sleep(Math.min(error.retryAfterMs ?? 100 * 2 ** Math.min(tries, 5), 3_000));
      else throw error;
    }
  }
};

/** Turns this instance has answered lately: the same delivery again gets the same answer, and no second message. */
const createMemory = (most: number) => {
  const recent = new Map<string, Promise<Reply[]>>();
  return {
    find: (id: string) => recent.get(id),
    keep: (id: string, replies: Promise<Reply[]>) => {
      if (recent.size >= most) recent.delete(recent.keys().next().value as string);
      recent.set(id, replies);
    },
    drop: (id: string) => recent.delete(id),
  };
};

export const createRunTurn = (core: Core): RunTurn => {
  const memory = createMemory(500);
  const fresh = async (turn: Turn): Promise<Reply[]> => {
    if (turn.act.kind === 'overheard') return hear(turn, core);
    try {
      return await settle(core, turn);
    } catch (error) {
      memory.drop(turn.id);
      core.log('turn.failed', { code: hasCode(error) ? error.code : 'fault', act: turn.act.kind });
      return unkept(core, turn, error);
    }
  };
  return async (turn) => {
    const earlier = memory.find(turn.id);
    // A card is rewritten by the same answer again; a new message is sent again only when the first did not arrive.
    if (earlier) return turn.act.kind === 'pressed' || turn.redelivered ? earlier : earlier.then(() => []);
    const replies = fresh(turn);
    memory.keep(turn.id, replies);
    return replies;
  };
};
