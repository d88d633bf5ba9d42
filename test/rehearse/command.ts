import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A built command, how long it took by the clock and of the processor, and the most memory it had. */

export type Ran = {
  code: number | null;
  out: string;
  err: string;
  seconds: number;
  cpu: number;
  megabytes: number;
};

const atEnd = `data:text/javascript,${encodeURIComponent(
  'process.on("exit", () => { const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();' +
    'process.stderr.write(`\\nused ${maxRSS} kB, ${userCPUTime + systemCPUTime} us\\n`); });',
)}`;

export const run = async (
  built: string,
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Ran> => {
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', atEnd, join(built, `${command}.mjs`), ...args], { env });
  const text = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (some: string) => {
    text.out += some;
  });
  child.stderr.setEncoding('utf8').on('data', (some: string) => {
    text.err += some;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  const [, kilobytes = 0, microseconds = 0] = /used (\d+) kB, (\d+) us/.exec(text.err) ?? [];
  const seconds = (performance.now() - began) / 1000;
  return {
    ...{ code, ...text, seconds, cpu: Number(microseconds) / 1e6 },
    megabytes: Math.round(Number(kilobytes) / 1024),
  };
};
