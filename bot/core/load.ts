import type { Actor, Context, HubNow, Newcomer } from '../../dialogs/engine/types.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { hasCode } from './errors.ts';
import { hubAt, partitionOf, rosterKey, seated } from './hubs.ts';
import { referenceFor } from './keep-all.ts';
import { allNews, unseen } from './news.ts';
import { actorOf, isAgencyKnown, isRegistered, type Known, type Person } from './people.ts';
import type { Key, Stored } from './ports.ts';
import type { Core } from './run-turn.ts';
import type { Handler, Listing, Needs, Scene } from './scene.ts';
import type { Turn } from './turn.ts';

/** Everything that a turn may look at, before anything is decided. */

type Page = Pick<Scene, 'listed' | 'next' | 'astray'>;

/** A button may be pressed by somebody else, or after a right was lost: then it leads nowhere, and that is no fault. */
const pageOf = async ({ store }: Core, agency: string, listing: Listing | undefined): Promise<Page> => {
  if (!listing) return { listed: [] };
  const { cursor, ...query } = listing;
  try {
    const { items, cursor: next } = await store.list(agency, query, cursor);
    return { listed: items, ...(next ? { next } : {}) };
  } catch (error) {
    if (cursor !== undefined && hasCode(error, 'store-refused')) return { listed: [], astray: true };
    throw error;
  }
};

const askedOf = async (
  { guidance }: Core,
  wanted: Needs['guidance'],
): Promise<Pick<Scene, 'answered' | 'topic' | 'documents'>> => {
  if (!wanted) return {};
  if ('documents' in wanted) return { documents: await guidance.documents() };
  if ('topic' in wanted) return { topic: await guidance.browse(wanted.topic, wanted.from) };
  return {
    answered: await ('question' in wanted ? guidance.ask(wanted.question) : guidance.open(wanted.entry)),
  };
};

const newcomerOf = ({ actor: { channel, tenant, user }, place }: Turn, pack: PolicyPack): Newcomer => ({
  contact: {
    identity: { channel, tenant, user },
    ...(place.kind === 'personal' ? { address: place.address } : {}),
  },
  agencyKnown: isAgencyKnown({ channel, tenant, user }, pack),
});

export type Loaded = { scene: Scene; person: Stored<Person> | undefined };

/** Where a handler keeps what it keeps, when that is in no agency. */
export const hubFor = ({ hub }: Handler, known: Known, { policy }: Core): string | undefined =>
  typeof hub === 'function' ? hub(known, policy) : hub;

/** One round trip to each of the two places that a turn may look at: the person's agency, and a hub. */
const readAll = async (
  { store }: Core,
  agency: string,
  keys: readonly Key[],
  hub: string | undefined,
): Promise<{ items: (Stored | undefined)[]; hub?: string }> => {
  const there = keys.filter(({ id }) => partitionOf(id) !== undefined);
  const place = hub ?? partitionOf(there[0]?.id ?? '');
  const here = keys.filter((key) => !there.includes(key));
  const [own, theirs] = await Promise.all([
    store.read(agency, here),
    place ? store.read(place, [rosterKey(place), ...there]) : [],
  ]);
  return { items: [...own, ...theirs], ...(place ? { hub: place } : {}) };
};

/** The hub that it is about, and the person with their seat there. */
const atTable = (
  actor: Actor,
  registered: boolean,
  partition: string | undefined,
  items: readonly (Stored | undefined)[],
  today: Pick<Context, 'now' | 'policy'>,
): { hub?: HubNow; actor: Actor } => {
  if (!partition) return { actor };
  const { id } = rosterKey(partition);
  const hub = hubAt(
    partition,
    items.find((one) => one?.id === id),
    today,
  );
  return { ...(hub ? { hub } : {}), actor: registered ? seated(actor, partition, hub) : actor };
};

export const load = async (
  core: Core,
  turn: Turn,
  known: Known,
  handler: Handler,
  seed: string,
  repeat: boolean,
): Promise<Loaded> => {
  const needs: Needs = handler.needs?.(known.person) ?? {};
  const keys: Key[] = [{ kind: 'person', id: known.person }, ...(needs.keys ?? [])];
  const { list } = needs;
  const own = hubFor(handler, known, core);
  const lists = own ?? known.agency;
  const [{ items, hub: partition }, atOnce, asked] = await Promise.all([
    readAll(core, known.agency, keys, own),
    pageOf(core, lists, typeof list === 'object' ? list : undefined),
    askedOf(core, needs.guidance),
  ]);
  const person = items[0] as Stored<Person> | undefined;
  const now = core.clock();
  const registered = isRegistered(person?.body);
  const named = actorOf(known, person?.body, turn.actor.name ?? core.words('user'), core.policy);
  const { hub, actor } = atTable(named, registered, partition, items, { now, policy: core.policy });
  const context = (reference: string): Context => ({
    person: actor,
    now,
    policy: core.policy,
    via: { platform: turn.place.address.channel, channelKind: turn.place.kind },
    reference,
    another: (dialog) => referenceFor(dialog, seed, partition),
    ...(hub ? { hub } : {}),
    ...(registered ? {} : { newcomer: newcomerOf(turn, core.policy) }),
  });
  const item: Scene['item'] = (kind, id) => items.find((found) => found?.kind === kind && found.id === id);
  const who = { actor, registered, context };
  const page = typeof list === 'function' ? await pageOf(core, lists, list({ ...who, item })) : atOnce;
  const publicUrl = core.publicUrl?.();
  const place = publicUrl ? { publicUrl } : {};
  const news = () => allNews(core, now);
  const base = {
    turn,
    now,
    words: core.words,
    repeat,
    seed,
    item,
    news,
    unseen: () => unseen(news(), person, now),
  };
  return { scene: { ...who, ...page, ...place, ...asked, ...base }, person };
};
