import { type ChildProcess, spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** The processes under test. Each is ended by its own id, whatever else goes wrong. */

export type Kind = 'bare' | 'sharewell';

export type Bot = {
  kind: Kind;
  port: number;
  pid: number;
  /** What it has said so far. */
  log(): string;
  /** From spawning it to its first good answer. */
  startedMs: number;
  /** Processor time used so far, all threads together, in microseconds; nothing where the system does not say. */
  cpu(): number | undefined;
  rssMb(): number | undefined;
  stop(): Promise<void>;
};

const alive = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

const answers = (port: number, path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const req = get({ host: '127.0.0.1', port, path, agent: false }, (res) => {
      res.resume();
      resolve(res.statusCode === 200);
    });
    req.on('error', () => resolve(false));
  });

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const proc = (pid: number, file: string): string | undefined => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
};

// The system counts in hundredths of a second.
const tickUs = 10_000;

const cpuOf = (pid: number): number | undefined => {
  const fields = proc(pid, 'stat')?.split(') ').at(-1)?.split(' ');
  return fields && (Number(fields[11]) + Number(fields[12])) * tickUs;
};

const rssOf = (pid: number): number | undefined => {
  const kb = /^VmRSS:\s+(\d+)/m.exec(proc(pid, 'status') ?? '')?.[1];
  return kb === undefined ? undefined : Number(kb) / 1024;
};

const end = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), 8_000);
    const done = () => {
      clearTimeout(force);
      alive.delete(child);
      resolve();
    };
    if (child.exitCode !== null || child.signalCode !== null) return done();
    child.once('exit', done);
    child.kill('SIGTERM');
  });

const programs: Record<Kind, { args: string[]; ready: string }> = {
  bare: { args: [join('.build', 'bench', 'bare.mjs')], ready: '/health' },
  // As `npm start` runs it.
  sharewell: { args: ['--max-semi-space-size=32', join('.build', 'main.mjs')], ready: '/ready' },
};

/** The bench measures the bot, not what a deployment lets a person do. */
const unlimited = {
  ...{ SHAREWELL_DRAIN_SECONDS: '0', SHAREWELL_TURNS_PER_MINUTE: '0' },
  SHAREWELL_TENANT_TURNS_PER_MINUTE: '0',
};

export type Launch = {
  env: Record<string, string>;
  folder: string;
  profile?: string;
  /** More for node itself. */
  flags?: readonly string[];
};

export const startBot = async (
  kind: Kind,
  { env, folder, profile, flags: more = [] }: Launch,
): Promise<Bot> => {
  const port = await freePort();
  const { args, ready } = programs[kind];
  const flags = [...more, ...(profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [])];
  const logFile = join(folder, `${kind}.log`);
  const log = openSync(logFile, 'w');
  const { PATH = '', HOME = '' } = process.env;
  const begun = performance.now();
  const child = spawn(process.execPath, [...flags, ...args], {
    env: { PATH, HOME, HOST: '127.0.0.1', PORT: String(port), ...unlimited, ...env },
    stdio: ['ignore', log, log],
  });
  alive.add(child);
  const pid = child.pid ?? 0;
  while (!(await answers(port, ready))) {
    const gone = child.exitCode !== null || child.signalCode !== null;
    if (gone || performance.now() - begun > 20_000) {
      await end(child);
      throw new Error(`${kind} did not start:\n${readFileSync(logFile, 'utf8').slice(-2000)}`);
    }
    await pause(2);
  }
  const startedMs = performance.now() - begun;
  return {
    ...{ kind, port, pid, startedMs },
    log: () => readFileSync(logFile, 'utf8'),
    cpu: () => cpuOf(pid),
    rssMb: () => rssOf(pid),
    stop: () => end(child),
  };
};
