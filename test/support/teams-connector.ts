import type { IncomingMessage, ServerResponse } from 'node:http';

/** Stands for the service that a bot sends its messages to: keeps what it was sent, and fails when told to. */

type Json = Record<string, unknown>;

export type ConnectorCall = {
  kind: 'send' | 'reply' | 'update' | 'delete' | 'open' | 'unknown';
  conversation: string;
  id: string;
  authorization: string | undefined;
  body: Json;
  status: number;
};

/** How the next call that fits is answered: a status, `reset`, or `hang` (no answer until released). */
export type Fault = {
  status?: number;
  retryAfter?: string;
  how?: 'reset' | 'hang';
  /** Only calls of this kind, or into this conversation. */
  kind?: ConnectorCall['kind'];
  conversation?: string;
  times?: number;
};

const route = /^\/v3\/conversations(?:\/([^/]+)\/activities(?:\/([^/]+))?)?$/;

const kindOf = (method: string, conversation: string, id: string): ConnectorCall['kind'] => {
  if (method === 'POST' && !conversation) return 'open';
  if (method === 'POST') return id ? 'reply' : 'send';
  if (method === 'PUT' && id) return 'update';
  return method === 'DELETE' && id ? 'delete' : 'unknown';
};

const readBody = async (req: IncomingMessage): Promise<Json> => {
  let text = '';
  for await (const chunk of req.setEncoding('utf8')) text += chunk;
  return text ? JSON.parse(text) : {};
};

const read = async (req: IncomingMessage): Promise<ConnectorCall> => {
  const [, conversation = '', id = ''] =
    route.exec(req.url ?? '')?.map((part) => part && decodeURIComponent(part)) ?? [];
  return {
    kind: kindOf(req.method ?? '', conversation, id),
    conversation,
    id,
    authorization: req.headers.authorization,
    body: await readBody(req),
    status: 200,
  };
};

/** `origin`: where the server that passes requests on to `handle` can be reached. */
export const createConnector = (origin: () => string) => {
  const calls: ConnectorCall[] = [];
  const faults: Fault[] = [];
  const held: (() => void)[] = [];
  let ids = 0;

  const takeFault = (call: ConnectorCall): Fault | undefined => {
    const fits = (fault: Fault) =>
      (!fault.kind || fault.kind === call.kind) &&
      (!fault.conversation || fault.conversation === call.conversation);
    const fault = faults.find(fits);
    if (fault?.times !== undefined) fault.times -= 1;
    if (fault?.times === 0) faults.splice(faults.indexOf(fault), 1);
    return fault;
  };

  const answer = (call: ConnectorCall, res: ServerResponse): void => {
    const id =
      call.kind === 'open' ? `a:private-${ids}` : call.id && call.kind === 'update' ? call.id : `m-${ids}`;
    ids += 1;
    // Of a text with a card Teams makes two messages, and then names neither.
    const split = Boolean(call.body.text) && Array.isArray(call.body.attachments);
    res.writeHead(call.kind === 'update' ? 200 : 201, { 'content-type': 'application/json' });
    res.end(JSON.stringify(split ? {} : { id }));
  };

  const handle = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const call = await read(req);
    calls.push(call);
    const fault = takeFault(call);
    call.status = fault?.status ?? 200;
    if (fault?.how === 'reset') req.socket.destroy();
    else if (fault?.how === 'hang') held.push(() => answer(call, res));
    else if (fault?.status) {
      res.writeHead(fault.status, fault.retryAfter ? { 'retry-after': fault.retryAfter } : {});
      res.end(JSON.stringify({ error: { code: 'Fault', message: 'as the test wants it' } }));
    } else answer(call, res);
  };

  return {
    handle,
    url: () => `${origin()}/`,
    host: () => new URL(origin()).host,
    calls,
    /** Calls that were answered well, in order. */
    done: (...kinds: ConnectorCall['kind'][]): ConnectorCall[] =>
      calls.filter(({ kind, status }) => status < 300 && (kinds.length === 0 || kinds.includes(kind))),
    fail: (fault: Fault): void => {
      faults.push(fault);
    },
    heal: (): void => {
      faults.length = 0;
    },
    release: (): void => {
      for (const go of held.splice(0)) go();
    },
  };
};

export type FakeConnector = ReturnType<typeof createConnector>;
