import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A child process that never outlives its parent: when the parent ends, however it ends, the pipe to the child closes. */
const leash = `data:text/javascript,${encodeURIComponent(
  'process.stdin.on("close", () => process.kill(process.pid, "SIGKILL")).resume().unref();',
)}`;

export type Child = {
  pid: number;
  /** What it wrote so far, both streams, line by line. */
  lines: readonly string[];
  /** The first line that fits, awaited. Fails when the process ends first. */
  said(pattern: RegExp, ms?: number): Promise<RegExpExecArray>;
  /** How it ended; nothing while it runs, or after a signal that it could not hear. */
  exitCode(): number | null;
  /** By its own id; resolves when it is gone. */
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
};

type Options = {
  script: string;
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** Another user of the machine than who runs the tests. */
  user?: number | undefined;
};

const linesOf = (stream: NodeJS.ReadableStream | null, take: (line: string) => void): void => {
  let rest = '';
  stream?.setEncoding('utf8');
  stream?.on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) take(line);
  });
};

export const startChild = ({ script, args = [], env = {}, user }: Options): Child => {
  const child = spawn(process.execPath, ['--import', leash, script, ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(user === undefined ? {} : { uid: user, gid: user }),
  });
  const lines: string[] = [];
  const watchers = new Set<() => void>();
  const take = (line: string) => {
    lines.push(line);
    for (const look of watchers) look();
  };
  linesOf(child.stdout, take);
  linesOf(child.stderr, take);
  const gone = once(child, 'exit').then(() => undefined);
  const running = () => child.exitCode === null && child.signalCode === null;

  const said: Child['said'] = (pattern, ms = 20_000) =>
    new Promise((resolve, reject) => {
      const settle = (then: () => void) => {
        clearTimeout(timer);
        watchers.delete(look);
        then();
      };
      const fail = (why: string) =>
        settle(() => reject(new Error(`${why}: ${lines.slice(-5).join(' | ') || 'it said nothing'}`)));
      const look = () => {
        const found = lines.map((line) => pattern.exec(line)).find((match) => match !== null);
        if (found) settle(() => resolve(found));
      };
      const timer = setTimeout(() => fail(`no ${pattern} in time`), ms);
      watchers.add(look);
      void gone.then(() => fail(`ended before ${pattern}`));
      look();
    });

  return {
    pid: child.pid as number,
    lines,
    said,
    exitCode: () => child.exitCode,
    kill: async (signal) => {
      if (running()) child.kill(signal);
      await gone;
    },
  };
};
