import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { SharewellError } from '../../bot/core/errors.ts';
import type { Kind, Store } from '../../bot/core/ports.ts';
import type { KeptNotice, KeptRecord } from '../../bot/core/records.ts';
import type { Reply } from '../../bot/core/reply.ts';
import { aboutTerm, type Telling } from '../../bot/core/tellings.ts';
import { words } from '../../bot/core/words.ts';
import { openCosmosStore } from '../../bot/store/cosmos/store.ts';
import { openSqliteStore } from '../../bot/store/sqlite/store.ts';
import type { ConsentRecord } from '../../dialogs/consent/record.ts';
import type { ConsentNotice } from '../../dialogs/consent-notice/record.ts';
import { startCosmosServer } from './cosmos/server.ts';
import { type Sitting, sitting } from './decision-drive.ts';
import { buttonOf, type House, openHouse, temporaryFolder, testKey } from './house.ts';
import {
  aYesFor,
  type Contact,
  enrolReachable,
  home,
  inProcess,
  manyPartners,
  watched,
} from './many-partners.ts';

/** Many partners in process: a consent that names them all, what the clock does with it, and what can be seen of it. */

export const friday = '2026-11-20T10:02:00.000Z';

// Where things are kept.

export type Opened = { store: Store; close(): Promise<void> };
export type Open = (clock: () => Date) => Promise<Opened>;

export const onFile: Open = async (clock) => {
  const { folder, remove } = temporaryFolder();
  const store = await openSqliteStore({ file: join(folder, 'told.db'), key: testKey, clock });
  return {
    store,
    close: async () => {
      await store.close();
      remove();
    },
  };
};

export const onCosmos: Open = async (clock) => {
  const { endpoint, key, close } = await startCosmosServer({ clock });
  const store = await openCosmosStore({
    ...{ endpoint, key, database: 'told', clock },
    ...{ random: randomBytes, create: true },
  });
  return {
    store,
    close: async () => {
      await store.close();
      await close();
    },
  };
};

export type Options = {
  open?: Open;
  /** Nobody put them on the register. */
  missing?: readonly string[];
  /** Their channel always fails. */
  silent?: readonly string[];
  through?: (store: Store) => Store;
};

export const openPartnership = async (count: number, options: Options = {}) => {
  const { open = onFile, missing = [], silent = [], through = (store) => store } = options;
  const { contacts, all, policy } = manyPartners(count);
  let clock = () => new Date(friday);
  const opened = await open(() => clock());
  const { store, commits, settled } = watched(through(opened.store));
  const house = await openHouse({ store, policy, start: friday });
  clock = house.clock;
  const there = all.filter(({ partner, user }) => user.startsWith('D') || !missing.includes(partner));
  await enrolReachable(store, there, friday, inProcess);
  for (const contact of contacts.filter(({ partner }) => silent.includes(partner)))
    house.failing.set(inProcess(contact).conversation, new SharewellError('channel-unavailable', 'away'));
  const contactFor = (partner: string): Contact => {
    const found = contacts.find((each) => each.partner === partner);
    if (!found) throw new Error(`no contact for ${partner}`);
    return found;
  };
  const reached = contacts.filter(({ partner }) => ![...missing, ...silent].includes(partner));
  return {
    ...{ house, contacts, contactFor, reached, commits, settled, store },
    close: async () => {
      await house.close();
      await opened.close();
    },
  };
};

export type Partnership = Awaited<ReturnType<typeof openPartnership>>;

/** Everything that is due now, until there is nothing more. */
export const untilQuiet = async ({ deadlines, outbox }: House): Promise<void> => {
  for (let rounds = 0; (await deadlines()) + (await outbox()) > 0; rounds += 1)
    if (rounds > 500) throw new Error('there is always more to do');
};

/** As time goes by, with whatever falls due on the way. */
export const goOn = async (house: House, ms: number, step = 60_000): Promise<void> => {
  for (let left = ms; left > 0; left -= step) {
    house.wait(Math.min(step, left));
    await untilQuiet(house);
  }
};

/** Sam writes down a yes that names them all. Its reference comes back. */
export const aConsent = async (sam: Sitting, contacts: readonly Contact[]): Promise<string> => {
  await sam.type('consent');
  await sam.follow(aYesFor(contacts.map(({ partner }) => partner)));
  return referenceIn(sam.record().title);
};

export const referenceIn = (title: unknown): string => {
  const [found] = /[A-Z]-[2-9A-Z]{4}-[2-9A-Z]{2}/.exec(JSON.stringify(title)) ?? [];
  if (!found) throw new Error('no reference');
  return found;
};

export const takenBack = words('consent.actions.withdraw');

/** A consent for all of them, just taken back. */
export const withdrawn = async (partnership: Partnership) => {
  const sam = sitting(partnership.house.as('teams', 'sam'));
  const ref = await aConsent(sam, partnership.contacts);
  const before = partnership.commits.length;
  await sam.press(takenBack);
  return { sam, ref, since: () => partnership.commits.slice(before) };
};

// What can be seen from outside.

export const listed = async <T>(store: Store, agency: string, term: string, kind: Kind): Promise<T[]> => {
  const { items } = await store.list(agency, { term, kinds: [kind], limit: 1000 });
  return items.map(({ body }) => body as T);
};

export type KeptNews = KeptRecord & ConsentNotice;

export const newsFor = (store: Store, { agency, person }: Contact): Promise<KeptNews[]> =>
  listed<KeptNews>(store, agency, `owner:${person.id}`, 'record');

export const noticesTo = (store: Store, { agency, person }: Contact): Promise<KeptNotice[]> =>
  listed<KeptNotice>(store, agency, `to:${person.id}`, 'notice');

export const tellingsOf = (store: Store, ref: string): Promise<Telling[]> =>
  listed<Telling>(store, home, aboutTerm(ref), 'telling');

export const consentOf = async (store: Store, ref: string): Promise<KeptRecord & ConsentRecord> => {
  const [found] = await store.read(home, [{ kind: 'record', id: ref }]);
  return found?.body as KeptRecord & ConsentRecord;
};

export const sentTo = (house: House, contact: Contact): Reply[] =>
  house.sent
    .filter(({ to }) => to.conversation === inProcess(contact).conversation)
    .map(({ reply }) => reply);

export const samsChat = 'chat-teams-sam';
export const sentToSam = (house: House): string[] =>
  house.sent
    .filter(({ to }) => to.conversation === samsChat)
    .map(({ reply }) => (reply.card === 'notice' ? String(reply.data.title) : reply.card));

export const factOf = (sam: Sitting, name: string): string | undefined => {
  const fact = sam.record().facts?.find(({ title }) => title === words(name)) as
    | { typed?: string; words?: string }
    | undefined;
  return fact?.typed ?? fact?.words;
};

export const buttons = (replies: readonly Reply[]): string[] =>
  replies.flatMap(({ data }) => (data.buttons ?? []).map(({ title }) => String(title)));

export const counts = (all: number, reached: number, answered: number): string =>
  words('tellings.counts', { all, reached, answered });

export const answer = (name: 'stopped' | 'nothing' | 'goOn'): string =>
  words(`consent-notice.actions.${name}`);

export const hands = ({ house }: Pick<Partnership, 'house'>, { channel, user }: Contact) =>
  house.as(channel, user);

/** Presses an answer on the first card that this contact was sent. */
export const answersWith = async (
  partnership: Partnership,
  contact: Contact,
  title: string,
): Promise<Reply[]> => {
  const [notice] = sentTo(partnership.house, contact);
  return hands(partnership, contact).press(buttonOf(notice ? [notice] : [], title));
};

let open: { close(): Promise<void> }[] = [];

/** For a `afterEach`. */
export const closeAll = async (): Promise<void> => {
  for (const each of open) await each.close();
  open = [];
};

/** One that `closeAll` closes. */
export const partnershipOf = async (count: number, options: Options = {}): Promise<Partnership> => {
  const partnership = await openPartnership(count, options);
  open.push(partnership);
  return partnership;
};
