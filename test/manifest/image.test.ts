import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder, testKey, urgentAnswers } from '../support/house.ts';
import { done } from '../support/peers-hands.ts';
import { registered, startWorld } from '../support/peers-world.ts';
import { startBot } from '../support/process-bot.ts';
import { builtBot } from '../support/process-build.ts';
import { faultyPlace } from '../support/process-places.ts';
import { startService } from '../support/process-service.ts';

/** What the container image holds is enough: put together by the same command, started alone, unable to write to it. */

const dockerfile = readFileSync('manifest/azure/Dockerfile', 'utf8');
const isRoot = process.getuid?.() === 0;
/** The user of the image; whoever runs the tests, where they may not become another. */
const user = isRoot ? 1000 : undefined;

/** Away from the repository, whose packages a folder below it would find. */
const folder = mkdtempSync(join(tmpdir(), 'sharewell-image-'));
const entry = join(folder, '.build', 'main.mjs');

const everything = (): string[] => [
  folder,
  ...readdirSync(folder, { recursive: true }).map((name) => join(folder, `${name}`)),
];

beforeAll(() => {
  const built = dirname(builtBot());
  execFileSync(process.execPath, [join('bot', 'cli', 'assemble.mjs'), folder, built]);
  for (const path of everything()) chmodSync(path, lstatSync(path).isDirectory() ? 0o555 : 0o444);
}, 120_000);
afterAll(() => {
  for (const path of everything()) if (lstatSync(path).isDirectory()) chmodSync(path, 0o755);
  rmSync(folder, { recursive: true });
});

const inTheFolder = (code: string): string =>
  execFileSync(process.execPath, ['--input-type=module', '-e', code], {
    ...{ cwd: folder, encoding: 'utf8', env: {} },
    ...(user === undefined ? {} : { uid: user, gid: user }),
  });

describe('what the image holds', () => {
  it('takes somebody through the urgent lane over Cosmos DB, and answers a question', async () => {
    const people = [registered('SAM', ['practitioner'], 'MO'), registered('MO', ['manager'])];
    const service = await startService(await faultyPlace(), people, { entry, user });
    try {
      const hand = service.world.hand('teams', 'SAM');
      await done(hand, hand.type('urgent'));
      const kept = await done(hand, hand.press('Record and go', urgentAnswers));
      expect(kept.buttons).toContain('Complete the record');
      const answer = await done(hand, hand.type('do I need consent to share about a child'));
      expect(answer.buttons).toContain('Tell me more');
    } finally {
      await service.close();
    }
  });

  it('starts with the encrypted file, and writes to the folder it was given and nowhere else', async () => {
    const data = temporaryFolder();
    if (user !== undefined) chownSync(data.folder, user, user);
    const world = await startWorld();
    const own = { SHAREWELL_DATA: data.folder, SHAREWELL_STORE_KEY: testKey };
    const before = everything();
    const bot = await startBot({ entry, env: { ...world.environment, ...own }, user });
    expect((await bot.get('/health')).status).toBe(200);
    await bot.stop();
    await world.stop();
    expect(readdirSync(data.folder)).toContain('sharewell.db');
    expect(everything()).toEqual(before);
    data.remove();
  });

  it('draws a page with our fonts', () => {
    const code = `import PDF from 'pdfkit'; import { createRequire } from 'node:module';
      const { resolve } = createRequire(import.meta.url);
      new PDF().font(resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')).text('Ł').end();
      console.log('drawn');`;
    expect(inTheFolder(code)).toBe('drawn\n');
  });

  it('has nothing of the workbench', () => {
    const names = readdirSync(join(folder, 'node_modules'));
    for (const name of [
      'esbuild',
      'vitest',
      'typescript',
      '@resvg',
      '@microsoft',
      'playwright-core',
      'botbuilder',
    ])
      expect(names).not.toContain(name);
    expect(names.length).toBeLessThan(40);
    expect(existsSync(join(folder, '.build', 'package.mjs'))).toBe(false);
  });

  it('cannot be changed by whoever runs it', () => {
    const code = `import { writeFileSync } from 'node:fs';
      try { writeFileSync('.build/main.mjs', ''); console.log('changed'); } catch (e) { console.log(e.code); }`;
    expect(inTheFolder(code)).toBe('EACCES\n');
  });
});

describe('the Dockerfile', () => {
  const lines = dockerfile
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => /^[A-Z]/.test(line));
  const given = (instruction: string) =>
    lines
      .filter((line) => line.startsWith(`${instruction} `))
      .map((line) => line.slice(instruction.length + 1));

  it('puts the image together as this test did', () => {
    expect(given('RUN').at(-1)).toBe('node bot/cli/build.mjs && node bot/cli/assemble.mjs /out');
    expect(given('COPY').at(-1)).toBe('--from=build /out ./');
  });

  it('names its base by an exact version, and a user by number', () => {
    expect(given('ARG')).toEqual([expect.stringMatching(/^NODE_IMAGE=node:\d+\.\d+\.\d+-\w+-slim$/)]);
    expect(given('FROM')).toEqual(['${NODE_IMAGE} AS build', '${NODE_IMAGE}']);
    expect(given('USER')).toEqual(['1000:1000']);
  });

  it('is stopped by the signal that the bot listens for, with nothing between', () => {
    expect(given('STOPSIGNAL')).toEqual(['SIGTERM']);
    const start = JSON.parse(given('CMD').at(-1) ?? '') as string[];
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { start: string } };
    expect(scripts.start.endsWith(start.join(' '))).toBe(true);
  });

  it('asks a running bot whether it lives, by a command that works', async () => {
    const world = await startWorld();
    const place = await faultyPlace();
    const bot = await startBot({ entry: builtBot(), env: { ...world.environment, ...place.env } });
    const [, , script = ''] = JSON.parse(given('HEALTHCHECK').at(-1)?.split(' CMD ')[1] ?? '[]') as string[];
    const ask = (port: string) =>
      new Promise<number | null>((resolve) => {
        spawn(process.execPath, ['-e', script], { env: { PORT: port } }).on('exit', resolve);
      });
    expect(await ask(new URL(bot.url).port)).toBe(0);
    await bot.stop();
    expect(await ask(new URL(bot.url).port)).toBe(1);
    await world.stop();
    await place.remove();
  });

  it('brings in by name only what it may', () => {
    const ignored = readFileSync('manifest/azure/Dockerfile.dockerignore', 'utf8').split('\n');
    expect(ignored).toContain('*');
    const allowed = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    const copied = given('COPY')
      .filter((line) => !line.startsWith('--from'))
      .flatMap((line) => line.split(' ').slice(0, -1));
    expect(copied.sort()).toEqual(allowed.sort());
  });
});
