import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { filesUnder, type Import, importsOf, type Source, sourcesUnder } from './support/sources.ts';

/** Who may import whom. What a room may not do, it cannot do by accident: this test says so first. */

const everything = ['dialogs', 'cards', 'bot'];
const sources = sourcesUnder(...everything);

type Rule = {
  /** Rooms, as the beginnings of paths. */
  rooms: readonly string[];
  packages: readonly string[];
  node: boolean;
  /** Files of which only the types may be used: shapes that two rooms agree on. */
  types?: readonly string[];
};

const rules: Readonly<Record<string, Rule>> = {
  'dialogs/': { rooms: ['dialogs/'], packages: ['zod'], node: false },
  'cards/': { rooms: ['cards/'], packages: ['zod', 'adaptivecards-templating'], node: false },
  'bot/core/': { rooms: ['bot/core/', 'dialogs/', 'cards/'], packages: ['zod'], node: true },
  'bot/teams/': {
    rooms: ['bot/teams/', 'bot/core/', 'cards/'],
    packages: ['zod', 'botbuilder', 'botframework-connector'],
    node: true,
    types: ['bot/server.ts'],
  },
  'bot/slack/': {
    rooms: ['bot/slack/', 'bot/core/', 'cards/'],
    packages: ['zod', '@slack/'],
    node: true,
    types: ['bot/server.ts'],
  },
  'bot/store/': {
    rooms: ['bot/store/', 'bot/core/'],
    packages: ['@azure/cosmos', '@azure/identity', 'libsql', 'zod'],
    node: true,
  },
  'bot/guidance/': { rooms: ['bot/guidance/', 'bot/core/', 'dialogs/'], packages: ['zod'], node: true },
  'bot/telemetry/': {
    rooms: ['bot/telemetry/', 'bot/core/', 'dialogs/'],
    packages: [],
    node: true,
    types: ['bot/server.ts', 'bot/running.ts', 'bot/watch.ts'],
  },
  'bot/export/': {
    rooms: ['bot/export/', 'bot/core/', 'dialogs/'],
    packages: ['pdfkit'],
    node: true,
    types: ['bot/server.ts'],
  },
};

/** The other files of the shell: settings, server, health, log, words. They know no channel and no local mode. */
const shell: Rule = { rooms: ['bot/core/', 'dialogs/', 'cards/'], packages: ['zod'], node: true };
/** The one file beside main that knows the stores, so that the command line opens the same one. */
const opener: Rule = { ...shell, rooms: [...shell.rooms, 'bot/store/'] };

/** The composition root: the process, the parts it is made of, and the channels among them. */
const root = ['bot/main.ts', 'bot/serve.ts', 'bot/channels.ts'];
const isRoot = (path: string): boolean => root.includes(path);

/** Only the root may import everything. The command line and local mode are shells of their own, so they may too. */
const free = (path: string): boolean => isRoot(path) || /^bot\/(cli|local)\//.test(path);
const isShell = (path: string): boolean => /^bot\/[^/]+\.ts$/.test(path) && !isRoot(path);

const ruleOf = (path: string): Rule | undefined => {
  if (path === 'bot/open-store.ts') return opener;
  if (isShell(path)) return shell;
  const room = Object.keys(rules).find((name) => path.startsWith(name));
  return room === undefined ? undefined : rules[room];
};

const isOurs = (target: string): boolean => everything.some((room) => target.startsWith(`${room}/`));
const names = (target: string, known: string): boolean =>
  known.endsWith('/') ? target.startsWith(known) : target === known || target.startsWith(`${known}/`);

const allows = (rule: Rule, { target, typeOnly }: Import, from: string): boolean => {
  if (target.startsWith('node:')) return rule.node;
  if (!isOurs(target)) return rule.packages.some((known) => names(target, known));
  if (typeOnly && rule.types?.includes(target)) return true;
  return rule.rooms.some((room) => target.startsWith(room)) || (isShell(from) && isShell(target));
};

const forbidden = (source: Source): string[] => {
  const rule = ruleOf(source.path);
  if (!rule) return free(source.path) ? [] : [`${source.path} is in no room`];
  return source.imports
    .filter((each) => !allows(rule, each, source.path))
    .map(({ target }) => `${source.path} imports ${target}`);
};

const importersOf = (matches: (target: string) => boolean): string[] =>
  sources.filter(({ imports }) => imports.some(({ target }) => matches(target))).map(({ path }) => path);

describe('who imports whom', () => {
  it.each([...Object.keys(rules), 'bot/'])('%s imports only what it may', (room) => {
    const mine = sources.filter(({ path }) => (room === 'bot/' ? isShell(path) : path.startsWith(room)));
    expect(mine.length).toBeGreaterThan(0);
    expect(mine.flatMap(forbidden)).toEqual([]);
  });

  it('leaves no source outside the rooms', () => {
    expect(sources.filter(({ path }) => !ruleOf(path) && !free(path)).map(({ path }) => path)).toEqual([]);
  });

  it('lets nobody import the root', () => {
    expect(importersOf(isRoot).filter((path) => !isRoot(path))).toEqual([]);
    expect(importersOf((target) => target === 'bot/main.ts')).toEqual([]);
  });

  it.each(['bot/teams/', 'bot/slack/'])(
    'lets only the root import %s, so that deleting it breaks nothing else',
    (room) => {
      const outside = importersOf((target) => target.startsWith(room)).filter(
        (path) => !path.startsWith(room),
      );
      expect(outside.filter((path) => path !== 'bot/channels.ts')).toEqual([]);
    },
  );

  it.each(['bot/local/', 'bot/cli/'])('lets core, channels, stores and shell do without %s', (room) => {
    const outside = importersOf((target) => target.startsWith(room)).filter((path) => !path.startsWith(room));
    expect(outside.filter((path) => !free(path))).toEqual([]);
  });

  it('keeps each SDK in its own room', () => {
    const sdks: [sdk: RegExp, room: string][] = [
      [/^(botbuilder|botframework)/, 'bot/teams/'],
      [/^@slack\//, 'bot/slack/'],
      [/^(@azure\/cosmos|libsql)/, 'bot/store/'],
      [/^pdfkit/, 'bot/export/'],
    ];
    for (const [sdk, room] of sdks)
      expect(importersOf((target) => sdk.test(target)).filter((path) => !path.startsWith(room))).toEqual([]);
  });

  it('imports every file of ours with its ending, and nothing that is not there', () => {
    const there = new Set(everything.flatMap(filesUnder));
    const missing = sources.flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => isOurs(target) && !there.has(target))
        .map(({ target }) => `${path}: ${target}`),
    );
    expect(missing).toEqual([]);
  });
});

/** Comments may say what code may not do. */
const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');

const filesWith = (pattern: RegExp, where: (path: string) => boolean): string[] =>
  sources
    .filter(({ path, text }) => where(path) && pattern.test(withoutComments(text)))
    .map(({ path }) => path);

describe('what comes from outside', () => {
  const isPure = (path: string) => /^(dialogs|cards|bot\/core)\//.test(path);

  it('is passed in as settings: only main and the command line read the environment', () => {
    const mayRead = (path: string) => path === 'bot/main.ts' || path.startsWith('bot/cli/');
    expect(filesWith(/\bprocess\s*(\?\.|\.)\s*env\b|\bprocess\[/, (path) => !mayRead(path))).toEqual([]);
  });

  it.each([
    ['the clock', /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b/],
    ['chance', /\bMath\.random\b|\brandom(UUID|Bytes|Int)\b|\bgetRandomValues\b/],
    ['the network', /\bfetch\(/],
    ['the console', /\bconsole\./],
  ])('is passed in: dialogs, cards and core never ask for %s', (_, pattern) => {
    expect(filesWith(pattern, isPure)).toEqual([]);
  });
});

describe('every file', () => {
  const files = everything.flatMap(filesUnder);

  it('is at most 250 lines', () => {
    const lines = (path: string) =>
      readFileSync(new URL(`../${path}`, import.meta.url), 'utf8').split('\n').length - 1;
    const code = files.filter((path) => /\.(ts|mjs)$/.test(path));
    expect(code.filter((path) => lines(path) > 250)).toEqual([]);
    expect(median(code.map(lines))).toBeLessThan(80);
  });

  it('is named in kebab-case', () => {
    const kebab =
      /^([a-z0-9]+(-[a-z0-9]+)*\/)+[a-z0-9]+(-[a-z0-9]+)*(\.en-GB|\.cy-GB)?\.(ts|mjs|jsonl?|md|bin)$/;
    expect(files.filter((path) => !kebab.test(path))).toEqual([]);
  });

  it('has named exports only', () => {
    expect(filesWith(/^export default\b/m, (path) => path.endsWith('.ts'))).toEqual([]);
  });
});

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

describe('these rules', () => {
  const source = (path: string, text: string): Source => ({ path, text, imports: importsOf(path, text) });

  it.each([
    ['dialogs/x/dialog.ts', "import type { Turn } from '../../bot/core/turn.ts';"],
    ['dialogs/x/dialog.ts', "import { readFileSync } from 'node:fs';"],
    ['dialogs/x/dialog.ts', "export { Template } from 'adaptivecards-templating';"],
    ['cards/x.ts', "import { words } from '../dialogs/registry.ts';"],
    ['bot/core/x.ts', "import {\n  TurnContext,\n} from 'botbuilder';"],
    ['bot/core/x.ts', "const sdk = await import('@slack/bolt');"],
    ['bot/core/x.ts', "import { createServer } from '../server.ts';"],
    ['bot/teams/x.ts', "import { toBlockKit } from '../slack/block-kit.ts';"],
    ['bot/teams/x.ts', "import { createServer } from '../server.ts';"],
    ['bot/slack/x.ts', "import 'botbuilder';"],
    ['bot/store/x.ts', "import { urgent } from '../../dialogs/urgent/dialog.ts';"],
    ['bot/log.ts', "import { startLocal } from './local/open.ts';"],
    ['bot/other-room/x.ts', ''],
  ])('notice what breaks them: %s with %s', (path, text) => {
    expect(forbidden(source(path, text))).toHaveLength(1);
  });

  it.each([
    ['dialogs/x/dialog.ts', "import type { PolicyPack } from '../policy/pack.ts';\nimport { z } from 'zod';"],
    [
      'bot/core/x.ts',
      "import { createHash } from 'node:crypto';\nimport { dialogs } from '../../dialogs/registry.ts';",
    ],
    [
      'bot/teams/x.ts',
      "import type { Route } from '../server.ts';\nimport { TurnContext } from 'botbuilder';",
    ],
    ['bot/main.ts', "import { createServer } from './server.ts';\nimport '@slack/bolt';"],
  ])('let pass what keeps them: %s with %s', (path, text) => {
    expect(forbidden(source(path, text))).toEqual([]);
  });

  it('read what a comment says as a comment', () => {
    expect(withoutComments("// Date.now()\n/** new Date() */\nconst a = 'https://x';")).not.toMatch(/Date/);
    expect(withoutComments("const a = 'https://x';")).toContain('https://x');
  });
});
