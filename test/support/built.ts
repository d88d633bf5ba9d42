import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A built command as a process of its own, as npm runs it, beside servers that live in the test. */

export type Ended = { code: number | null; out: string; err: string };

type Options = {
  env: Readonly<Record<string, string>>;
  /** Sent once it has said this, or once this has happened. */
  signal?: { name: 'SIGKILL' | 'SIGINT'; after: RegExp | Promise<unknown> };
};

export const runBuilt = async (
  command: string,
  args: readonly string[],
  { env, signal }: Options,
): Promise<Ended> => {
  const child = spawn(process.execPath, [`.build/${command}.mjs`, ...args], { env, stdio: 'pipe' });
  const ended: Ended = { code: null, out: '', err: '' };
  const take = (stream: 'out' | 'err') => (text: string) => {
    ended[stream] += text;
    if (signal?.after instanceof RegExp && signal.after.test(text)) child.kill(signal.name);
  };
  child.stdout.setEncoding('utf8').on('data', take('out'));
  child.stderr.setEncoding('utf8').on('data', take('err'));
  if (signal?.after instanceof Promise) void signal.after.then(() => child.kill(signal.name));
  const [code] = (await once(child, 'close')) as [number | null];
  return { ...ended, code };
};
