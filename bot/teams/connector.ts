import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { SharewellError } from '../core/errors.ts';
import type { Timer } from '../core/patience.ts';
import type { Clock, Measure } from '../core/ports.ts';
import { type Answer, type Call, createCaller } from './call.ts';
import type { TokenSource } from './credentials.ts';
import { faultOfCall, faultOfStatus } from './faults.ts';
import type { ServiceUrls } from './service-urls.ts';

/** Where Teams keeps a conversation. */
export type Spot = { serviceUrl: string; conversation: string };

/** One person's own chat with the bot. */
export type NewChat = { member: string; tenant: string; bot?: string };

/** The calls that the bot makes to Teams. Faults: `channel-unavailable` (try again), `channel-refused` (never will). */
export type Connector = {
  /** Gives the id of the new message, by which it can be rewritten. */
  send(at: Spot, activity: Partial<Activity>): Promise<string | undefined>;
  update(at: Spot, id: string, activity: Partial<Activity>): Promise<void>;
  remove(at: Spot, id: string): Promise<void>;
  /** Opens a conversation and gives its id. */
  open(serviceUrl: string, chat: NewChat): Promise<string>;
  close(): void;
};

type Options = {
  urls: ServiceUrls;
  token: TokenSource;
  clock: Clock;
  timer: Timer;
  timeoutMs: number;
  measure?: Measure;
};

const unmeasured: Measure = (_name, work) => work();

const names = { POST: 'teams.send', PUT: 'teams.update', DELETE: 'teams.remove' } as const;

const created = z.object({ id: z.string() });

const idIn = (answer: Answer): string | undefined => {
  try {
    return created.parse(JSON.parse(answer.text)).id;
  } catch {
    return undefined;
  }
};

const activities = ({ conversation }: Spot, id?: string): string =>
  `v3/conversations/${encodeURIComponent(conversation)}/activities${id ? `/${encodeURIComponent(id)}` : ''}`;

export const createConnector = (options: Options): Connector => {
  const { urls, token, clock, timer, timeoutMs, measure = unmeasured } = options;
  const caller = createCaller(timeoutMs, timer);

  const attempt = async (call: Omit<Call, 'token'>, fresh: boolean): Promise<Answer> => {
    const bearer = await token(fresh);
    return caller.call(bearer === undefined ? call : { ...call, token: bearer });
  };

  const run = (serviceUrl: string, method: Call['method'], path: string, content?: unknown) =>
    measure(names[method], () => request(serviceUrl, method, path, content));

  const request = async (
    serviceUrl: string,
    method: Call['method'],
    path: string,
    content?: unknown,
  ): Promise<Answer> => {
    const url = urls.resolve(serviceUrl);
    if (!url) throw new SharewellError('channel-refused', 'not an address of Teams');
    const call = { method, url, path, ...(content === undefined ? {} : { body: JSON.stringify(content) }) };
    try {
      let answer = await attempt(call, false);
      // Secrets are changed and keys roll: the token is asked for anew, once.
      if (answer.status === 401) answer = await attempt(call, true);
      if (answer.status >= 200 && answer.status < 300) return answer;
      throw faultOfStatus(answer.status, answer.retryAfter, clock());
    } catch (fault) {
      throw faultOfCall(fault);
    }
  };

  return {
    send: async (at, activity) =>
      idIn(await run(at.serviceUrl, 'POST', activities(at, activity.replyToId), activity)),
    update: async (at, id, activity) => {
      await run(at.serviceUrl, 'PUT', activities(at, id), { ...activity, id });
    },
    remove: async (at, id) => {
      await run(at.serviceUrl, 'DELETE', activities(at, id));
    },
    open: async (serviceUrl, { member, tenant, bot }) => {
      const answer = await run(serviceUrl, 'POST', 'v3/conversations', {
        isGroup: false,
        members: [{ id: member }],
        tenantId: tenant,
        channelData: { tenant: { id: tenant } },
        ...(bot ? { bot: { id: bot } } : {}),
      });
      const id = idIn(answer);
      if (!id) throw new SharewellError('channel-refused', 'Teams opened no conversation');
      return id;
    },
    close: caller.close,
  };
};
