import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from '../../bot/core/ports.ts';
import type { KeptNotice } from '../../bot/core/records.ts';
import { aboutTerm, type Telling } from '../../bot/core/tellings.ts';
import type { Address } from '../../bot/core/turn.ts';
import { words } from '../../bot/core/words.ts';
import { temporaryFolder } from './house.ts';
import { aYesFor, type Contact, enrolReachable, home, manyPartners } from './many-partners.ts';
import { done, type Hand } from './peers-hands.ts';
import { registered, type World } from './peers-world.ts';
import { filePlace } from './process-places.ts';
import { startService } from './process-service.ts';

/** Many partners around the built bot: a consent is taken back over HTTP, and the power fails while they are told. */

const summary = words('consent-notice.notices.withdraw.summary');

const addressIn =
  (world: World) =>
  ({ channel, user }: Contact): Address => ({
    ...{ channel, user },
    ...(channel === 'teams'
      ? { tenant: world.teams.tenantId, conversation: `a:${user}`, serviceUrl: world.teams.connector.url() }
      : { tenant: world.slack.team, conversation: `D${user}` }),
  });

/** How often the platforms were handed the message for each conversation, and took it. */
const deliveriesIn = ({ teams, slack }: World): Map<string, number> => {
  const counts = new Map<string, number>();
  const add = (conversation: string) => counts.set(conversation, (counts.get(conversation) ?? 0) + 1);
  for (const { conversation, body } of teams.connector.done('send', 'reply'))
    if (body.summary === summary) add(conversation);
  for (const { args } of slack.api.called('chat.postMessage'))
    if (String(args.text).startsWith(summary)) add(String(args.channel));
  return counts;
};

const total = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0);

const noticesTo = async (store: Store, { agency, person }: Contact): Promise<KeptNotice[]> => {
  const { items } = await store.list(agency, { term: `to:${person.id}`, kinds: ['notice'], limit: 10 });
  return items.map(({ body }) => body as KeptNotice);
};

/** A service with its partners on the register; `silent` is nowhere to be reached. */
export const startTold = async (count: number, silent: string) => {
  const { contacts, all, parts } = manyPartners(count);
  const { folder, remove } = temporaryFolder();
  const policy = join(folder, 'policy');
  mkdirSync(policy);
  writeFileSync(join(policy, 'partners.json'), JSON.stringify(parts));
  const place = await filePlace();
  const env = { ...place.env, SHAREWELL_POLICY: policy };
  const service = await startService({ ...place, env }, [registered('SAM', ['practitioner'])]);
  const { world, store } = service;
  const addressOf = addressIn(world);
  await enrolReachable(store, all, new Date().toISOString(), addressOf);
  const away = contacts.find(({ partner }) => partner === silent);
  if (away?.channel !== 'teams') throw new Error(`${silent} is no contact on Teams`);
  // The person took the app away.
  world.teams.connector.fail({ conversation: addressOf(away).conversation, status: 403 });
  return {
    ...{ service, world, store, contacts, away, addressOf },
    sam: world.hand('teams', 'SAM'),
    handOf: ({ channel, user }: Contact): Hand =>
      world.hand(channel, channel === 'slack' ? user.replace(/^U/, '') : user),
    deliveries: () => deliveriesIn(world),
    delivered: () => total(deliveriesIn(world)),
    countFor: (contact: Contact) => deliveriesIn(world).get(addressOf(contact).conversation) ?? 0,
    tellings: async (ref: string): Promise<Telling[]> => {
      const { items } = await store.list(home, { term: aboutTerm(ref), kinds: ['telling'], limit: 1000 });
      return items.map(({ body }) => body as Telling);
    },
    noticesTo: (contact: Contact) => noticesTo(store, contact),
    close: async () => {
      await service.close();
      remove();
    },
  };
};

export type Told = Awaited<ReturnType<typeof startTold>>;

/** Writes down a yes that names them all, page after page. Its reference comes back. */
export const aYesOverHttp = async (sam: Hand, contacts: readonly Contact[]): Promise<string> => {
  await done(sam, sam.type('consent'));
  for (const { title, fields } of aYesFor(contacts.map(({ partner }) => partner)))
    await done(sam, sam.press(title, fields));
  const [ref] = /C-[2-9A-Z]{4}-[2-9A-Z]{2}/.exec(sam.screen().words) ?? [];
  if (!ref) throw new Error('the consent was not kept');
  return ref;
};

/** Ends the bot as soon as so many messages have arrived. What was on its way then has arrived when this returns. */
export const crashAfter = async ({ delivered, service }: Told, most: number): Promise<void> => {
  const end = performance.now() + 20_000;
  while (delivered() < most) {
    if (performance.now() > end) throw new Error(`only ${delivered()} messages arrived`);
    await pause(1);
  }
  await service.bot().crash();
  await pause(100);
};
