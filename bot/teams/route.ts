import type { ServerResponse } from 'node:http';
import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { SharewellError } from '../core/errors.ts';
import { overflowOf } from '../core/nesting.ts';
import type { Log } from '../core/ports.ts';
import type { Route } from '../server.ts';
import type { Admit, Envelope } from './admission.ts';
import { parseActivity } from './parse.ts';
import { errorAnswer } from './render.ts';
import type { Turns } from './turns.ts';

const word = z.string().nullish();

const envelope = z.object({
  type: z.string(),
  serviceUrl: word,
  channelId: word,
  conversation: z.object({ tenantId: word }).nullish(),
  channelData: z.object({ tenant: z.object({ id: word }).nullish() }).nullish(),
  from: z.object({ tenantId: word }).nullish(),
});

const readJson = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new SharewellError('bad-request', 'not JSON');
  }
};

const readEnvelope = (raw: unknown): Envelope => {
  const read = envelope.safeParse(raw);
  if (!read.success) throw new SharewellError('bad-request', 'not an activity');
  const { serviceUrl, channelId, conversation, channelData, from } = read.data;
  const named = [conversation?.tenantId, channelData?.tenant?.id, from?.tenantId];
  const tenants = named.flatMap((tenant) => tenant || []);
  return { serviceUrl: serviceUrl ?? '', channelId: channelId ?? '', tenants };
};

const answer = (res: ServerResponse, status: number, body?: unknown): void => {
  if (body === undefined) {
    res.writeHead(status).end();
    return;
  }
  const text = JSON.stringify(body);
  res.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  res.end(text);
};

type Options = { admit: Admit; turns: Turns; log: Log };

export const createRoute = (options: Options): Route => {
  const take = createTake(options);
  return {
    method: 'POST',
    path: '/api/messages',
    signed: true,
    handle: (req, res, body) =>
      take(req, res, body).catch((fault: unknown) => {
        throw overflowOf(fault, () => body.toString('utf8'));
      }),
  };
};

const createTake =
  ({ admit, turns, log }: Options): Route['handle'] =>
  async (req, res, body) => {
    const raw = readJson(body);
    const refusal = await admit(readEnvelope(raw), req.headers);
    if (refusal) {
      log('teams.refused', { status: refusal.status, reason: refusal.reason });
      return answer(res, refusal.status);
    }
    const turn = parseActivity(raw);
    // Parsing has checked every field that is read from here on.
    const activity = raw as Activity;
    if (!turn) {
      const unknown = activity.type === 'invoke' ? errorAnswer(501, 'NotSupported') : undefined;
      return answer(res, 200, unknown);
    }
    const { response, after } = await turns(turn, activity);
    answer(res, response?.status ?? 200, response?.body);
    after?.();
  };
