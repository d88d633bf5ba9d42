import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { validateBlocks } from '../../bot/slack/validate.ts';

/** A Slack Web API on loopback: it keeps messages and views, checks blocks and tokens, and fails on demand. */

export type Block = Record<string, unknown>;
export type Args = Record<string, unknown>;
export type ApiCall = { method: string; token: string | undefined; args: Args };
export type SlackMessage = { channel: string; ts: string; text: string; blocks: Block[]; to?: string };
export type SlackView = Args & { id: string; hash: string; type: string; blocks: Block[]; user?: string };
export type Failure = {
  status?: number;
  error?: string;
  messages?: string[];
  /** Something that is not Slack's JSON. */
  raw?: string;
  retryAfter?: string;
  hold?: Promise<void>;
};

export type Workspace = { team: string; botUser: string; botId: string };

type State = {
  calls: ApiCall[];
  messages: SlackMessage[];
  whispers: SlackMessage[];
  /** Channel and time of each pinned message. */
  pins: Set<string>;
  views: Map<string, SlackView>;
  homes: Map<string, SlackView>;
  /** What came to one-off addresses. */
  responses: Args[];
  triggers: Map<string, 'fresh' | 'used' | 'expired'>;
  tokens: Map<string, Workspace>;
  codes: Map<string, Args>;
  next: number;
};

type Handler = (state: State, args: Args, token: string | undefined) => Args;

const fault = (error: string, messages?: string[]): Args => ({
  ok: false,
  error,
  ...(messages ? { response_metadata: { messages } } : {}),
});

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const stamp = (state: State): string => `17000000${String(state.next++).padStart(2, '0')}.000100`;
const directOf = (id: string): string => (id.startsWith('U') ? `D${id}` : id);

const blocksFault = (blocks: unknown, surface: 'message' | 'modal' | 'home'): Args | undefined => {
  if (blocks === undefined) return undefined;
  const problems = validateBlocks(blocks, surface);
  return problems.length > 0
    ? fault(
        'invalid_blocks',
        problems.map((p) => `[ERROR] ${p}`),
      )
    : undefined;
};

const messageOf = (state: State, args: Args): SlackMessage => ({
  channel: directOf(text(args.channel)),
  ts: stamp(state),
  text: text(args.text),
  blocks: (args.blocks ?? []) as Block[],
});

const say: Handler = (state, args) => {
  const wrong = blocksFault(args.blocks, 'message');
  if (wrong) return wrong;
  const message = messageOf(state, args);
  state.messages.push(message);
  return { ok: true, channel: message.channel, ts: message.ts };
};

const update: Handler = (state, args) => {
  const wrong = blocksFault(args.blocks, 'message');
  if (wrong) return wrong;
  const found = state.messages.find(({ channel, ts }) => channel === args.channel && ts === args.ts);
  if (!found) return fault('message_not_found');
  found.text = text(args.text);
  found.blocks = (args.blocks ?? []) as Block[];
  return { ok: true, channel: found.channel, ts: found.ts };
};

const whisper: Handler = (state, args) => {
  const wrong = blocksFault(args.blocks, 'message');
  if (wrong) return wrong;
  const message = { ...messageOf(state, args), to: text(args.user) };
  state.whispers.push(message);
  return { ok: true, message_ts: message.ts };
};

const pin: Handler = ({ pins }, { channel, timestamp }) => {
  const id = `${channel}/${timestamp}`;
  if (pins.has(id)) return fault('already_pinned');
  pins.add(id);
  return { ok: true };
};

const unpin: Handler = ({ pins }, { channel, timestamp }) =>
  pins.delete(`${channel}/${timestamp}`) ? { ok: true } : fault('no_pin');

/** What Slack holds a view to, beyond its blocks. */
const viewFault = (view: Args): Args | undefined => {
  const blocks = (view.blocks ?? []) as Block[];
  const surface = view.type === 'home' ? 'home' : 'modal';
  const wrong = blocksFault(blocks, surface);
  if (wrong) return wrong;
  const long = ['title', 'submit', 'close'].some(
    (key) => text((view[key] as Args | undefined)?.text).length > 24,
  );
  if (long || text(view.private_metadata).length > 3000) return fault('invalid_arguments');
  if (surface === 'modal' && !view.title) return fault('invalid_arguments');
  const asks = blocks.some(({ type }) => type === 'input');
  return surface === 'modal' && asks && !view.submit ? fault('invalid_arguments') : undefined;
};

export const keepView = (state: Pick<State, 'views' | 'next'>, view: Args, id: string): SlackView => {
  const kept = { ...view, id, hash: `hash${state.next++}` } as SlackView;
  state.views.set(id, kept);
  return kept;
};

const open: Handler = (state, args) => {
  const trigger = state.triggers.get(text(args.trigger_id));
  if (trigger === undefined) return fault('invalid_trigger_id');
  if (trigger === 'expired') return fault('expired_trigger_id');
  if (trigger === 'used') return fault('exchanged_trigger_id');
  const view = args.view as Args;
  const wrong = viewFault(view);
  if (wrong) return wrong;
  state.triggers.set(text(args.trigger_id), 'used');
  return { ok: true, view: keepView(state, view, `V${state.next++}`) };
};

const updateView: Handler = (state, args) => {
  const id = text(args.view_id);
  if (!state.views.has(id)) return fault('not_found');
  const wrong = viewFault(args.view as Args);
  return wrong ?? { ok: true, view: keepView(state, args.view as Args, id) };
};

const publish: Handler = (state, args) => {
  const view = args.view as Args;
  const wrong = viewFault(view);
  if (wrong) return wrong;
  const user = text(args.user_id);
  state.homes.set(user, { ...view, id: `H${user}`, hash: `h${state.next++}`, user } as SlackView);
  return { ok: true };
};

const whoAmI: Handler = (state, _, token) => {
  const found = state.tokens.get(token ?? '');
  return found
    ? {
        ok: true,
        team_id: found.team,
        user_id: found.botUser,
        bot_id: found.botId,
        url: 'https://x.slack.com/',
      }
    : fault('invalid_auth');
};

const handlers: Record<string, Handler> = {
  'auth.test': whoAmI,
  'chat.postMessage': say,
  'chat.update': update,
  'chat.postEphemeral': whisper,
  'pins.add': pin,
  'pins.remove': unpin,
  'conversations.open': (_, args) => ({ ok: true, channel: { id: directOf(text(args.users)) } }),
  'views.open': open,
  'views.update': updateView,
  'views.publish': publish,
  'oauth.v2.access': (state, args) =>
    state.codes.get(text(args.code ?? args.refresh_token)) ?? fault('invalid_code'),
};

const readArgs = async (req: IncomingMessage): Promise<Args> => {
  let raw = '';
  for await (const part of req) raw += part;
  if (!req.headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
    return JSON.parse(raw || '{}');
  return Object.fromEntries(new URLSearchParams(raw));
};

export const startSlackApi = async (port = 0) => {
  const state: State = {
    calls: [],
    messages: [],
    whispers: [],
    pins: new Set(),
    views: new Map(),
    homes: new Map(),
    responses: [],
    triggers: new Map(),
    tokens: new Map(),
    codes: new Map(),
    next: 10,
  };
  const failures: { method: string; failure: Failure; times: number }[] = [];

  const failing = (method: string): Failure | undefined => {
    const found = failures.find((each) => (each.method === method || each.method === '*') && each.times > 0);
    if (found) found.times -= 1;
    return found?.failure;
  };

  const send = (res: ServerResponse, status: number, body: Args, headers: Record<string, string> = {}) =>
    res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

  const serve = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const method = (req.url ?? '').replace(/^\/api\//, '').replace(/^\/respond\/.*$/, 'response_url');
    const args = await readArgs(req);
    const token = /^Bearer (.+)$/.exec(req.headers.authorization ?? '')?.[1];
    state.calls.push({ method, token, args });
    const failure = failing(method);
    await failure?.hold;
    if (failure?.status) {
      const { retryAfter } = failure;
      send(res, failure.status, {}, retryAfter ? { 'retry-after': retryAfter } : undefined);
    } else if (failure?.raw !== undefined) res.writeHead(200).end(failure.raw);
    else if (failure?.error) send(res, 200, fault(failure.error, failure.messages));
    else if (method === 'response_url') {
      state.responses.push(args);
      send(res, 200, { ok: true });
    } else {
      const handler = handlers[method];
      const known = method === 'oauth.v2.access' || state.tokens.has(token ?? '');
      if (!handler) send(res, 200, fault('unknown_method'));
      else send(res, 200, known ? handler(state, args, token) : fault('invalid_auth'));
    }
  };

  const server = createServer((req, res) => void serve(req, res));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const bound = (server.address() as AddressInfo).port;
  const origin = `http://127.0.0.1:${bound}`;
  return {
    ...state,
    state,
    port: bound,
    url: `${origin}/api/`,
    responseUrl: `${origin}/respond/1`,
    called: (method: string): ApiCall[] => state.calls.filter((call) => call.method === method),
    /** The next `times` calls of a method (`*` for any) fail, or wait for `hold`. */
    fail: (method: string, failure: Failure, times = 1): void =>
      void failures.push({ method, failure, times }),
    heal: (): void => {
      failures.length = 0;
    },
    /** Idle connections end, as they do at any server after a while. */
    dropConnections: (): void => server.closeAllConnections(),
    close: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

export type SlackApi = Awaited<ReturnType<typeof startSlackApi>>;
