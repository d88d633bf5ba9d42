import type { Log, RunTurn, Store } from '../../bot/core/ports.ts';
import type { Reply } from '../../bot/core/reply.ts';
import type { Press, Turn } from '../../bot/core/turn.ts';
import { createServer } from '../../bot/server.ts';
import { createSlackChannel, type SlackOptions } from '../../bot/slack/channel.ts';
import { createInstallations } from '../../bot/slack/installations.ts';
import type { SlackPeer } from './slack-peer.ts';

/** The channel on a real server, with a core that answers what the test says. */

type How = { how?: Reply['how']; audience?: Reply['audience'] };

export const message = (title: string, { how = 'new', audience = 'place' }: How = {}): Reply => ({
  card: 'message',
  data: { title, lead: [], buttons: [{ title: 'Help', press: { do: 'command', word: 'help' } }] },
  summary: `Sharewell: ${title}`,
  how,
  audience,
});

export const nextPress: Press = { do: 'answer', dialog: 'urgent', ref: 'D-1', page: 'who', seq: 3 };

export const page = (title: string, { how = 'new', audience = 'place' }: How = {}): Reply => ({
  card: 'page',
  data: {
    title,
    inputs: [{ id: 'name', kind: 'text', label: 'Name', value: 'as it was' }],
    buttons: [
      { title: 'Next', press: nextPress, style: 'positive' },
      { title: 'Back', press: { do: 'back', dialog: 'urgent', ref: 'D-1', page: 'who', seq: 3 } },
    ],
  },
  summary: `Sharewell: ${title}`,
  how,
  audience,
});

const phrases: SlackOptions['phrases'] = {
  pointer: message('I have answered you privately'),
  saving: message('Still saving'),
  visitor: message('Please use your own workspace'),
  close: 'Close',
  next: 'Next',
};

export type Logged = { event: string; fields: Record<string, unknown> };

type Options = Partial<Omit<SlackOptions, 'config'>> & {
  config?: Partial<SlackOptions['config']>;
  store?: Store;
};

export const startSlackApp = async (peer: SlackPeer, { config, store, ...options }: Options = {}) => {
  const turns: Turn[] = [];
  const logged: Logged[] = [];
  const log: Log = (event, fields) => void logged.push({ event, fields: fields ?? {} });
  const app: { answer: RunTurn } = { answer: async () => [message('Hello')] };
  const clock = options.clock ?? (() => new Date());
  const channel = createSlackChannel({
    config: {
      signingSecret: peer.signingSecret,
      access: { botToken: peer.token },
      apiUrl: peer.api.url,
      ...config,
    },
    runTurn: (turn) => {
      turns.push(turn);
      return app.answer(turn);
    },
    ...(store ? { installations: createInstallations(store, clock) } : {}),
    phrases,
    clock,
    log,
    timeLimitMs: 3000,
    ...options,
  });
  const server = createServer({ routes: channel.routes, log });
  const { port } = await server.listen('127.0.0.1', 0);
  const url = `http://127.0.0.1:${port}`;
  peer.connect(url);
  await channel.start();
  return {
    url,
    channel,
    turns,
    logged,
    /** What the core answers from now on. */
    answers: (...replies: Reply[]): void => {
      app.answer = async () => replies;
    },
    answerWith: (run: RunTurn): void => {
      app.answer = run;
    },
    close: async () => {
      await server.close(100);
      await channel.stop();
    },
  };
};

export type SlackApp = Awaited<ReturnType<typeof startSlackApp>>;

/** Waits for something that follows by itself. */
export const until = async (holds: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 400; tries += 1) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('it never came');
};
