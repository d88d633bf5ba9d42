import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCodes } from '../../bot/core/codes.ts';
import { createDeadlines } from '../../bot/core/deadlines.ts';
import { SharewellError } from '../../bot/core/errors.ts';
import { openHubs } from '../../bot/core/open-hubs.ts';
import { createOutbox } from '../../bot/core/outbox.ts';
import { createDirectory } from '../../bot/core/people.ts';
import { createPlaces } from '../../bot/core/places.ts';
import type { Answered, Channel, Guidance, Store } from '../../bot/core/ports.ts';
import { enrol, type Registered } from '../../bot/core/register.ts';
import type { Reply } from '../../bot/core/reply.ts';
import { createRouter } from '../../bot/core/routing.ts';
import { createRunTurn } from '../../bot/core/run-turn.ts';
import type { Act, Address, ChannelName, Identity, Press, Turn } from '../../bot/core/turn.ts';
import { words } from '../../bot/core/words.ts';
import { readPolicy } from '../../bot/policy.ts';
import { openSqliteStore } from '../../bot/store/sqlite/store.ts';
import type { CardData, CardName } from '../../cards/catalogue.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';

/** The whole house in process: a turn goes in at the front door, replies come out. The store is a real one. */

export const testKey = 'a key for tests only, long enough';

export const temporaryFolder = (): { folder: string; remove(): void } => {
  const folder = mkdtempSync(join(tmpdir(), 'sharewell-test-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
};

export type Sent = { to: Address; reply: Reply; id: string };

export type PersonSays = {
  type(text: string, options?: { attachments?: number; shared?: boolean; id?: string }): Promise<Reply[]>;
  press(press: Press, answers?: Record<string, unknown>, id?: string): Promise<Reply[]>;
  /** `visiting`: the tenant of the place, where it is not their own. */
  act(
    act: Act,
    options?: { shared?: boolean; id?: string; redelivered?: boolean; visiting?: string },
  ): Promise<Reply[]>;
  identity: Identity;
};

export const identityOf = (channel: ChannelName, user: string): Identity => ({
  channel,
  tenant: channel === 'teams' ? 'tenant-1' : 'T1',
  user,
});

/** Sam, a social worker known on both channels; Morgan, the manager, on Teams; Ada, an auditor; Gus, who keeps the guidance; Lee elsewhere. */
export const testPeople: Registered[] = [
  person('p-sam', 'Sam Okoro', 'northborough-council', ['practitioner'], 'p-morgan', [
    identityOf('teams', 'sam'),
    identityOf('slack', 'USAM'),
  ]),
  person('p-morgan', 'Morgan Ellis', 'northborough-council', ['manager'], undefined, [
    identityOf('teams', 'morgan'),
    identityOf('slack', 'UMORGAN'),
  ]),
  person('p-ada', 'Ada Brook', 'northborough-council', ['auditor'], undefined, [identityOf('teams', 'ada')]),
  person('p-kit', 'Kit Lowe', 'northborough-council', ['practitioner'], 'p-morgan', [
    identityOf('teams', 'kit'),
  ]),
  person('p-gus', 'Gus Hale', 'northborough-council', ['guidance-owner'], undefined, [
    identityOf('teams', 'gus'),
    identityOf('slack', 'UGUS'),
  ]),
  person('p-lee', 'Lee Barton', 'eastmoor-council', ['practitioner', 'manager', 'auditor'], undefined, [
    identityOf('teams', 'lee'),
  ]),
];

function person(
  id: string,
  name: string,
  agency: string,
  roles: string[],
  manager: string | undefined,
  identities: Identity[],
): Registered {
  return { id, name, agency, roles, identities, ...(manager ? { manager } : {}) };
}

export type HouseOptions = {
  store?: Store;
  start?: string;
  policy?: PolicyPack;
  retryForMs?: number;
  guidance?: Guidance;
};

const nothing: Answered = { band: 'unknown', choices: [], related: [], confidence: 0 };
/** Of our own port: it knows nothing. */
export const noGuidance: Guidance = {
  ask: async () => nothing,
  open: async () => nothing,
  browse: async () => ({ topic: '', items: [] }),
  documents: async () => [],
  news: () => [],
};

export const openHouse = async (options: HouseOptions = {}) => {
  const temporary = temporaryFolder();
  let now = new Date(options.start ?? '2026-11-20T17:02:00Z');
  const clock = () => new Date(now);
  const wait = (ms: number) => {
    now = new Date(now.getTime() + ms);
  };
  const store =
    options.store ??
    (await openSqliteStore({ file: join(temporary.folder, 'house.db'), key: testKey, clock }));
  const policy = options.policy ?? readPolicy();
  await openHubs(store, { now: clock(), policy });
  for (const each of testPeople) await enrol(store, each, clock().toISOString());

  const events: { event: string; fields: object }[] = [];
  const log = (event: string, fields: object = {}) => void events.push({ event, fields });
  const sent: Sent[] = [];
  const failing = new Map<string, Error>();
  const rewritten: Sent[] = [];
  const gone = new Set<string>();
  const slow = new Map<string, Promise<void>>();
  const reach = async ({ conversation }: Address) => {
    const held = slow.get(conversation);
    // One call is slow; those after it pass by.
    slow.delete(conversation);
    await held;
    const fault = failing.get(conversation);
    if (fault) throw fault;
  };
  const channel: Pick<Channel, 'send' | 'update'> = {
    send: async (to, reply) => {
      await reach(to);
      const id = `m-${sent.length + 1}`;
      sent.push({ to, reply, id });
      return { at: to, id };
    },
    update: async ({ at, id }, reply) => {
      await reach(at);
      if (gone.has(id)) throw new SharewellError('channel-refused', 'gone');
      rewritten.push({ to: at, reply, id });
    },
  };
  const directory = createDirectory(store, policy, () => now.getTime());
  const places = createPlaces({ store, policy, clock });
  const newRunTurn = () =>
    createRunTurn({
      store,
      directory,
      places,
      guidance: options.guidance ?? noGuidance,
      policy,
      words,
      route: createRouter(words, createCodes(testKey)),
      clock,
      log,
      sleep: async (ms) => wait(ms),
      retryForMs: options.retryForMs ?? 1_000,
    });
  let runTurn = newRunTurn();
  let count = 0;

  const as = (channelName: ChannelName, user: string): PersonSays => {
    const identity = identityOf(channelName, user);
    const act: PersonSays['act'] = (what, { shared = false, id, redelivered, visiting } = {}) => {
      count += 1;
      const conversation = shared ? 'shared-room' : `chat-${channelName}-${user}`;
      const address = { channel: channelName, tenant: visiting ?? identity.tenant, conversation, user };
      const turn: Turn = {
        id: id ?? `turn-${count}`,
        ...(redelivered ? { redelivered } : {}),
        actor: identity,
        place: { kind: shared ? 'shared' : 'personal', address },
        act: what,
      };
      return runTurn(turn);
    };
    return {
      identity,
      act,
      type: (text, { attachments = 0, ...rest } = {}) => act({ kind: 'typed', text, attachments }, rest),
      press: (press, answers = {}, id) =>
        act({ kind: 'pressed', press, answers }, id === undefined ? {} : { id }),
    };
  };
  const core = { store, policy, words, clock, log, guidance: options.guidance ?? noGuidance };
  return {
    as,
    store,
    policy,
    clock,
    events,
    sent,
    /** What messages were rewritten to, in order. */
    rewritten,
    /** Messages that are there no more. */
    gone,
    failing,
    /** The next call into a conversation waits for this. */
    slow,
    outbox: createOutbox({ ...core, channels: { teams: channel, slack: channel } }),
    deadlines: createDeadlines(core),
    /** As after a restart: nothing is remembered but what the store holds. */
    restart: () => {
      runTurn = newRunTurn();
    },
    moveTo: (at: string) => {
      now = new Date(at);
    },
    wait,
    close: async () => {
      if (!options.store) await store.close();
      temporary.remove();
    },
  };
};

export type House = Awaited<ReturnType<typeof openHouse>>;

/** The data of the one reply with this card. */
export const dataOf = <N extends CardName>(replies: readonly Reply[], card: N): CardData<N> => {
  const found = replies.find((reply) => reply.card === card);
  if (!found)
    throw new Error(`no ${card} among ${replies.map((reply) => reply.card).join(', ') || 'no replies'}`);
  return found.data as CardData<N>;
};

/** What the button with this title says when it is pressed. */
export const buttonOf = (replies: readonly Reply[], title: string): Press => {
  const buttons = replies.flatMap((reply) => [
    ...(reply.data.buttons ?? []),
    ...('beside' in reply.data ? (reply.data.beside ?? []) : []),
    ...('items' in reply.data ? (reply.data.items ?? []).map((item) => item.button) : []),
    ...('rows' in reply.data ? (reply.data.rows ?? []).map((row) => row.change) : []),
    ...('groups' in reply.data ? (reply.data.groups ?? []).flatMap((group) => group.buttons ?? []) : []),
    ...('options' in reply.data ? (reply.data.options ?? []).map((option) => option.button) : []),
  ]);
  const found = buttons.find((button) => button.title === title);
  if (!found)
    throw new Error(`no button "${title}" among ${buttons.map((button) => button.title).join(', ')}`);
  return found.press as Press;
};

export const urgentAnswers = {
  caseRef: 'C-2041',
  risk: 'Left alone with someone who has hurt him before',
  shared: 'Where he is and who is with him',
  with: 'Duty social worker, children’s team',
  whyNow: 'School ends in ten minutes',
};
