import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { judge } from '../../bot/cli/licence-rules.ts';

const one = (each: object, file?: string, path = 'node_modules/x') =>
  judge({ [path]: { version: '1.0.0', ...each } }, () => file)[0];

describe('a licence', () => {
  it.each([
    ['named and agreed to', { license: 'MIT' }, undefined, 'MIT', true],
    ['one of two', { license: '(GPL-3.0 OR MIT)' }, undefined, '(GPL-3.0 OR MIT)', true],
    ['two at once', { license: 'MIT AND Apache-2.0' }, undefined, 'MIT AND Apache-2.0', true],
    [
      'two at once, one of them not agreed to',
      { license: 'MIT AND GPL-3.0' },
      undefined,
      'MIT AND GPL-3.0',
      false,
    ],
    ['not agreed to', { license: 'AGPL-3.0' }, undefined, 'AGPL-3.0', false],
    ['not named at all', {}, undefined, 'none named', false],
    [
      'only in its file',
      {},
      'Permission is hereby granted, free of\n charge, to any person obtaining a copy',
      'MIT',
      true,
    ],
    [
      'in a file that says something else',
      { license: 'SEE LICENSE' },
      'All rights reserved',
      'SEE LICENSE',
      false,
    ],
  ])('%s', (_, locked, file, licence, agreed) => {
    expect(one(locked, file)).toEqual({ name: 'x', version: '1.0.0', licence, agreed });
  });

  it('is asked for of what runs in production, wherever it is installed', () => {
    expect(one({ license: 'MIT', dev: true })).toBeUndefined();
    expect(one({ license: 'MIT' }, undefined, '')).toBeUndefined();
    expect(one({ license: 'MIT' }, undefined, 'node_modules/a/node_modules/@b/c')?.name).toBe('@b/c');
  });
});

describe('the command', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['.build/licences.mjs', ...args], { encoding: 'utf8' });

  it('lists everything that runs in production, and all of it is agreed to', () => {
    const { status, stdout, stderr } = run();
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toMatch(/botbuilder@\S+\s+MIT/);
    expect(stdout).toMatch(/dejavu-fonts-ttf@\S+\s+Bitstream-Vera/);
    expect(stdout).toMatch(/\n\d{3} packages, 0 not agreed to\.\n$/);
    expect(stdout).not.toContain('vitest');
  });

  it('says it to machines one object a line', () => {
    const lines = run('--json').stdout.trim().split('\n');
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.map((line) => JSON.parse(line)).find(({ name }) => name === 'zod')).toMatchObject({
      ...{ licence: 'MIT', agreed: true },
    });
  });
});
