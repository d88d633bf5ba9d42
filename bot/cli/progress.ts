/** How far long work is: a bar on a terminal, a line now and then in a file of logs. */

type Out = Pick<NodeJS.WriteStream, 'write'> & { isTTY?: boolean; columns?: number };

export type Progress = {
  /** `done` of the total; a better total may come along with it. */
  at(done: number, total?: number): void;
  /** Leaves the last state standing on a line of its own. */
  end(): void;
};

const width = 24;
const count = new Intl.NumberFormat('en-GB');

const left = (ms: number): string => {
  const s = Math.round(ms / 1000);
  return s < 90 ? `${s} s` : `${Math.round(s / 60)} min`;
};

const drawn = (label: string, done: number, total: number | undefined, spent: number): string => {
  if (!total) return `${label}: ${count.format(done)}`;
  const share = Math.min(1, done / total);
  const bar = '#'.repeat(Math.round(share * width)).padEnd(width, '.');
  const rest = share > 0 && share < 1 ? `, ${left((spent / share) * (1 - share))} left` : '';
  return `${label} [${bar}] ${Math.floor(share * 100)}%  ${count.format(done)} of ${count.format(total)}${rest}`;
};

export const progress = (
  label: string,
  total?: number,
  { out = process.stderr as Out, now = Date.now } = {},
): Progress => {
  const began = now();
  const pause = out.isTTY ? 100 : 5_000;
  let last = began - (out.isTTY ? pause : 0);
  let state = { done: 0, total };
  const line = () => drawn(label, state.done, state.total, now() - began);
  return {
    at: (done, better = state.total) => {
      state = { done, total: better };
      if (now() - last < pause) return;
      last = now();
      out.write(out.isTTY ? `\r${line().slice(0, (out.columns ?? 100) - 1)}\x1b[K` : `${line()}\n`);
    },
    end: () => void out.write(out.isTTY ? `\r${line()}\x1b[K\n` : `${line()}\n`),
  };
};
