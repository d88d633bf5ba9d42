import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type BicepFile, bicepFile, readBicep, type Value } from '../support/bicep.ts';
import { filesUnder } from '../support/sources.ts';

/** The templates for Azure, as far as that can be known without Azure: their grammar, their names, and what the bot needs. */

const folder = 'manifest/azure';
const modules = readdirSync(join(folder, 'modules')).map((name) => join(folder, 'modules', name));
const paths = [join(folder, 'main.bicep'), ...modules];
const files = new Map<string, BicepFile>(paths.map((path) => [path, bicepFile(path)]));
const fileOf = (path: string): BicepFile => files.get(path) as BicepFile;

const named = (path: string, kind: string) => fileOf(path).declared.filter((each) => each.kind === kind);
const valueIn = (path: string, name: string): Value | undefined =>
  fileOf(path).declared.find((each) => each.name === name)?.value;
const keys = (value: Value | undefined): string[] =>
  typeof value === 'object' && !Array.isArray(value) ? Object.keys(value) : [];
const inside = (value: Value | undefined, ...path: string[]): Value | undefined =>
  path.reduce<Value | undefined>((at, key) => (at as Record<string, Value> | undefined)?.[key], value);

describe('the reader itself', () => {
  it('says where it stops understanding', () => {
    expect(readBicep("param a string = 'x'\nvar b = {\n  c: [1, 2\n}\n").faults.length).toBeGreaterThan(0);
  });

  it('knows what is declared and what is used', () => {
    const { declared, used, faults } = readBicep(
      'param a string\nparam b array = []\nvar c = [for each in b: { name: each.x, at: a }]\noutput d object = c[0]\n',
    );
    expect(faults).toEqual([]);
    expect(declared.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'parameter a',
      'parameter b',
      'variable c',
      'output d',
    ]);
    expect(declared.map(({ value }) => value !== undefined)).toEqual([false, true, true, true]);
    expect([...used].sort()).toEqual(['a', 'b', 'c']);
  });
});

describe.each(paths)('%s', (path) => {
  const { faults, declared, used, outputsUsed } = fileOf(path);
  const internal = declared.filter(({ kind }) => kind !== 'output');

  it('keeps to the grammar', () => {
    expect(faults).toEqual([]);
    expect(internal.length).toBeGreaterThan(1);
  });

  it('declares each name once, uses what it declares, and declares what it uses', () => {
    const names = internal.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect([...used].filter((name) => !names.includes(name))).toEqual([]);
    const idle = internal.filter(({ kind, name }) => /parameter|variable/.test(kind) && !used.has(name));
    expect(idle.map(({ name }) => name)).toEqual([]);
  });

  it('names each resource type with a dated version', () => {
    for (const { name, type } of named(path, 'resource'))
      expect(type, name).toMatch(/^Microsoft\.\w+\/[\w/]+@20\d\d-\d\d-\d\d(-preview)?$/);
  });

  it('gives every module what it takes and nothing else, and asks for outputs that are there', () => {
    const reached = new Map(named(path, 'module').map(({ name, type }) => [name, join(dirname(path), type)]));
    for (const { name, value } of named(path, 'module')) {
      const target = reached.get(name) as string;
      expect(existsSync(target), target).toBe(true);
      const given = keys(inside(value, 'params'));
      const takes = named(target, 'parameter');
      expect(given.filter((param) => !takes.some((one) => one.name === param))).toEqual([]);
      const needs = takes.filter((one) => one.value === undefined).map((one) => one.name);
      expect(needs.filter((param) => !given.includes(param))).toEqual([]);
    }
    for (const [module, output] of outputsUsed)
      expect(named(reached.get(module) ?? '', 'output').map(({ name }) => name)).toContain(output);
  });

  it('lets no secret out', () => {
    for (const { name, value } of named(path, 'output'))
      expect(JSON.stringify(value), name).not.toMatch(/listKeys|secret|password|connectionString/i);
  });
});

describe('the sample of parameters', () => {
  const text = readFileSync(join(folder, 'sample.bicepparam'), 'utf8');
  // The grammar knows no files of parameters: there a parameter reads like a variable.
  const { faults, declared } = readBicep(
    text.replace(/^using 'main\.bicep'$/m, '').replace(/^param /gm, 'var '),
  );

  it('is read, names what the template takes, and gives all that has no default', () => {
    expect(text).toContain("using 'main.bicep'");
    expect(faults).toEqual([]);
    const given = declared.map(({ name }) => name);
    const takes = named(join(folder, 'main.bicep'), 'parameter');
    expect(given.filter((name) => !takes.some((one) => one.name === name))).toEqual([]);
    const needs = takes.filter(({ value }) => value === undefined).map(({ name }) => name);
    expect(needs.filter((name) => !given.includes(name))).toEqual([]);
  });
});

describe('the modules', () => {
  it('are all used', () => {
    const reached = named(join(folder, 'main.bicep'), 'module').map(({ type }) => join(folder, type));
    expect(reached.sort()).toEqual([...modules].sort());
  });
});

describe('the store', () => {
  const path = join(folder, 'modules', 'cosmos.bicep');

  it('has the containers of the code, since both read one file', () => {
    const loaded = /loadJsonContent\('([^']+)'\)/.exec(`${valueIn(path, 'containers')}`)?.[1] ?? '';
    const file = join(dirname(path), loaded);
    expect(file).toBe('bot/store/cosmos/containers.json');
    expect(readFileSync('bot/store/cosmos/definitions.ts', 'utf8')).toContain("from './containers.json'");
    const made = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { id: string }>;
    expect(Object.values(made).map(({ id }) => id)).toEqual(Object.keys(made));
    expect(keys(valueIn(path, 'throughput')).sort()).toEqual(Object.keys(made).sort());
  });

  it('knows no keys, keeps thirty days, and reads no further behind than a moment', () => {
    const properties = inside(valueIn(path, 'account'), 'properties');
    expect(properties).toMatchObject({
      disableLocalAuth: 'true',
      backupPolicy: { type: 'Continuous', continuousModeProperties: { tier: 'Continuous30Days' } },
    });
    const text = readFileSync(join(folder, 'main.bicep'), 'utf8');
    expect(text).toContain("@allowed(['BoundedStaleness', 'Strong'])\nparam consistency");
  });
});

describe('the alerts', () => {
  const path = join(folder, 'modules', 'alerts.bicep');
  const code = filesUnder('bot')
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const logged = valueIn(path, 'logged') as unknown as { events: string[] }[];

  it.each(logged.flatMap(({ events }) => events))('looks for %s, which the bot logs', (event) => {
    expect(code).toMatch(new RegExp(`log\\(\\s*'${event.replace('.', '\\.')}'`));
  });

  it('looks for texts that /ready says when all is well', async () => {
    const { healthRoutes } = await import('../../bot/health.ts');
    const ready = healthRoutes({
      store: { dead: async () => [] },
      phase: () => 'serving',
      watch: { stuck: () => [], owed: () => ({}) as never },
      ...{ parts: {}, loopMs: () => 0, now: () => 0, log: () => undefined },
    }).find((route) => route.path === '/ready');
    let said = '';
    const res = { writeHead: () => res, end: (text: string) => (said = text) };
    await ready?.handle({} as never, res as never, Buffer.alloc(0));
    const asked = valueIn(path, 'asked') as Record<string, string>[];
    expect(asked).toHaveLength(3);
    for (const { text } of asked) expect(said).toContain(text);
  });
});
