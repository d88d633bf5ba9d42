import type { ServerResponse } from 'node:http';
import type { QueueName, Store } from './core/ports.ts';
import type { Route } from './server.ts';

/** Truth for whoever runs the service: alive, able to serve, and what was given up. Never anything about a case. */

const say = (res: ServerResponse, status: number, body: object): void => {
  res.writeHead(status, { 'content-type': 'application/json' });
  res.end(JSON.stringify(body));
};

const most = 100;

const given = async (store: Store, queue: QueueName): Promise<number> =>
  (await store.dead(queue, most)).length;

export const healthRoutes = (store: Store): Route[] => [
  {
    method: 'GET',
    path: '/health',
    handle: async (_req, res) => say(res, 200, { status: 'alive' }),
  },
  {
    method: 'GET',
    path: '/ready',
    handle: async (_req, res) => {
      try {
        const undelivered = await given(store, 'notices');
        const undone = await given(store, 'deadlines');
        say(res, 200, { status: 'ready', undelivered, undone });
      } catch {
        say(res, 503, { status: 'the store does not answer' });
      }
    },
  },
];
