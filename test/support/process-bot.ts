import { type Child, startChild } from './process-child.ts';

/** The built bot as a process of its own, on a free port. */

export type Bot = {
  url: string;
  pid: number;
  /** Its log, one JSON object a line. */
  lines: readonly string[];
  get(path: '/health' | '/ready'): Promise<{ status: number; body: Record<string, unknown> }>;
  /** Gone at once, as when the power fails. */
  crash(): Promise<void>;
  exitCode(): number | null;
  /** Asked to end, as on a deploy. */
  stop(): Promise<void>;
};

export type BotOptions = {
  entry: string;
  env: Readonly<Record<string, string>>;
  /** Not where the store is down from the start. */
  waitUntilReady?: boolean;
  user?: number | undefined;
};

/** Tests press faster than people do, and no balancer has to notice that they end. */
const quick = {
  ...{ HOST: '127.0.0.1', PORT: '0', SHAREWELL_DRAIN_SECONDS: '0' },
  ...{ SHAREWELL_TURNS_PER_MINUTE: '0', SHAREWELL_TENANT_TURNS_PER_MINUTE: '0' },
};

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const getFrom =
  (url: string): Bot['get'] =>
  async (path) => {
    const answer = await fetch(url + path);
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };

const untilReady = async (get: Bot['get'], tries = 400): Promise<void> => {
  const status = await get('/ready').then(
    (answer) => answer.status,
    () => 0,
  );
  if (status === 200) return;
  if (tries === 0) throw new Error(`never ready: ${status}`);
  await pause(20);
  await untilReady(get, tries - 1);
};

const portOf = async (child: Child): Promise<string> => {
  const [, port = ''] = await child.said(/"event":"service.started","port":(\d+)/);
  return port;
};

export const startBot = async ({ entry, env, waitUntilReady = true, user }: BotOptions): Promise<Bot> => {
  const child = startChild({ script: entry, env: { ...quick, ...env }, user });
  try {
    const url = `http://127.0.0.1:${await portOf(child)}`;
    const get = getFrom(url);
    if (waitUntilReady) await untilReady(get);
    return {
      url,
      get,
      pid: child.pid,
      lines: child.lines,
      exitCode: child.exitCode,
      crash: () => child.kill('SIGKILL'),
      stop: () => child.kill('SIGTERM'),
    };
  } catch (error) {
    await child.kill('SIGKILL');
    throw error;
  }
};
