import { describe, expect, it, vi } from 'vitest';
import { type Command, runCommand } from '../../bot/cli/command.ts';
import { progress } from '../../bot/cli/progress.ts';
import { SharewellError } from '../../bot/core/errors.ts';

const told = async (run: () => Promise<void>) => {
  const out: string[] = [];
  const catching = (stream: NodeJS.WriteStream) =>
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      out.push(String(text));
      return true;
    });
  const spies = [catching(process.stdout), catching(process.stderr)];
  const before = process.exitCode;
  process.exitCode = undefined;
  await run();
  const code = process.exitCode;
  process.exitCode = before;
  for (const spy of spies) spy.mockRestore();
  return { text: out.join(''), code };
};

const command = (run: Command<{ hard: { type: 'boolean' } }>['run'] = async () => undefined) => ({
  help: 'npm run thing -- NAME\n',
  options: { hard: { type: 'boolean' as const } },
  names: { least: 1, most: 1 },
  run,
});

describe('a command', () => {
  it('explains itself', async () => {
    expect(await told(() => runCommand(command(), ['--help']))).toEqual({
      text: 'npm run thing -- NAME\n',
      code: undefined,
    });
  });

  it.each([[['--soft', 'a']], [[]], [['a', 'b']]])('says how it is used when it gets %j', async (args) => {
    const { text, code } = await told(() => runCommand(command(), args));
    expect(code).toBe(2);
    expect(text).toContain('npm run thing');
  });

  it('says what to do when it fails, and no more', async () => {
    const failing = command(() => Promise.reject(new SharewellError('config', 'Set PORT.')));
    expect(await told(() => runCommand(failing, ['a']))).toEqual({ text: 'Set PORT.\n', code: 1 });
  });

  it('is stopped where it is safe', async () => {
    const stopped = command(async (_values, _names, stop) => {
      process.emit('SIGINT');
      expect(stop.aborted).toBe(true);
    });
    expect((await told(() => runCommand(stopped, ['a']))).code).toBe(130);
  });
});

describe('progress', () => {
  const watched = (isTTY: boolean) => {
    const lines: string[] = [];
    let time = 0;
    const out = { isTTY, columns: 80, write: (text: string) => lines.push(text) > 0 };
    const shown = progress('Copying', 1_000, { out, now: () => time });
    const at = (ms: number, done: number) => {
      time = ms;
      shown.at(done);
    };
    return { lines, at, end: shown.end };
  };

  it('draws a bar in place on a terminal', () => {
    const { lines, at, end } = watched(true);
    at(1_000, 250);
    expect(lines[0]).toContain('\rCopying [######..................] 25%  250 of 1,000, 3 s left');
    at(1_001, 251);
    expect(lines).toHaveLength(1);
    at(4_000, 1_000);
    end();
    expect(lines.at(-1)).toMatch(/100% {2}1,000 of 1,000.*\n$/s);
  });

  it('writes a line now and then elsewhere', () => {
    const { lines, at } = watched(false);
    at(1_000, 100);
    expect(lines).toEqual([]);
    at(6_000, 600);
    expect(lines).toEqual(['Copying [##############..........] 60%  600 of 1,000, 4 s left\n']);
  });
});
