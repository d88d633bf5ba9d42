import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '../../bot/cli/package-settings.ts';
import { type TeamsManifest, teamsFaults, teamsManifest } from '../../bot/cli/package-teams.ts';
import { zip } from '../../bot/cli/zip.ts';
import { temporaryFolder } from '../support/house.ts';
import { readPng } from '../support/png.ts';
import { unzip } from '../support/unzip.ts';

/** The built command, as `npm run package` runs it. */

const temporary = temporaryFolder();
afterAll(() => temporary.remove());

const appId = '1b4e28ba-2fa1-41d2-883f-0016d3cca427';
const given = [
  ...['--url', 'https://sharewell.anytown.gov.uk', '--app-id', appId],
  ...['--authority', 'Anytown Council', '--website', 'https://www.anytown.gov.uk'],
];
const run = (...args: string[]) =>
  spawnSync(process.execPath, [resolve('.build/package.mjs'), ...args], { env: {}, encoding: 'utf8' });
const out = (name: string) => join(temporary.folder, name);
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const files = (folder: string) => unzip(readFileSync(join(folder, `sharewell-teams-${version}.zip`)));
const dataOf = (folder: string, name: string): Buffer =>
  files(folder).find((each) => each.name === name)?.data ?? Buffer.alloc(0);

let made: ReturnType<typeof run>;
beforeAll(() => {
  made = run(...given, '--out', out('once'));
});

describe('npm run package', () => {
  it('makes a Teams app, a Slack manifest and an icon, and says what they ask for', () => {
    expect([made.status, made.stderr]).toEqual([0, '']);
    expect(readdirSync(out('once')).sort()).toEqual([
      'sharewell-slack.json',
      'sharewell-slack.png',
      `sharewell-teams-${version}.zip`,
    ]);
    for (const asked of ['ChannelMessage.Read.Group', 'im:history', 'pins:write'])
      expect(made.stdout).toContain(asked);
  });

  it('puts exactly what Teams wants into the app, with the ids and the address in every place', () => {
    expect(files(out('once')).map(({ name }) => name)).toEqual(['manifest.json', 'color.png', 'outline.png']);
    const text = dataOf(out('once'), 'manifest.json').toString();
    const manifest = JSON.parse(text) as TeamsManifest;
    expect(manifest).toMatchObject({
      version,
      developer: { name: 'Anytown Council', websiteUrl: 'https://www.anytown.gov.uk' },
      bots: [{ botId: appId }],
      composeExtensions: [{ botId: appId }],
      webApplicationInfo: { id: appId },
      validDomains: ['sharewell.anytown.gov.uk'],
      supportsChannelFeatures: 'tier1',
    });
    expect(text).not.toContain('example');
  });

  it('draws a full icon in colour, and an outline of white on nothing', () => {
    const color = readPng(dataOf(out('once'), 'color.png'));
    expect([color.width, color.height]).toEqual([192, 192]);
    expect(color.pixels.every((value, at) => at % 4 !== 3 || value === 255)).toBe(true);
    const outline = readPng(dataOf(out('once'), 'outline.png'));
    expect([outline.width, outline.height]).toEqual([32, 32]);
    const seen = outline.pixels.filter((_value, at) => at % 4 === 3);
    expect(seen.filter((value) => value === 0).length).toBeGreaterThan(256);
    expect(seen.filter((value) => value === 255).length).toBeGreaterThan(64);
    for (let at = 0; at < outline.pixels.length; at += 4)
      if (outline.pixels[at + 3]) expect([...outline.pixels.subarray(at, at + 3)]).toEqual([255, 255, 255]);
    const slack = readPng(readFileSync(join(out('once'), 'sharewell-slack.png')));
    expect([slack.width, slack.height]).toEqual([512, 512]);
  });

  it('gives the same bytes for the same settings', () => {
    run(...given, '--out', out('twice'));
    for (const name of readdirSync(out('once')))
      expect(readFileSync(join(out('twice'), name)).equals(readFileSync(join(out('once'), name))), name).toBe(
        true,
      );
  });

  it('is opened by another tool', ({ skip }) => {
    const { status, stdout, error } = spawnSync(
      'unzip',
      ['-t', join(out('once'), `sharewell-teams-${version}.zip`)],
      { encoding: 'utf8' },
    );
    if (error) return skip('unzip is not here');
    expect(status).toBe(0);
    expect(stdout).toContain('No errors detected');
  });

  it('says all that is missing at once, and what to set', () => {
    const { status, stderr } = run('--out', out('nothing'));
    expect(status).toBe(1);
    for (const name of ['SHAREWELL_URL', 'MICROSOFT_APP_ID', '--authority', '--website'])
      expect(stderr).toContain(name);
    expect(readdirSync(temporary.folder)).not.toContain('nothing');
  });

  it('makes the Slack manifest alone, from an address and nothing else', () => {
    expect(run('--only', 'slack', '--url', 'https://a.example', '--out', out('slack')).status).toBe(0);
    expect(readdirSync(out('slack')).sort()).toEqual(['sharewell-slack.json', 'sharewell-slack.png']);
    const text = readFileSync(join(out('slack'), 'sharewell-slack.json'), 'utf8');
    expect(text.match(/https:\/\/[^/"]+/g)).toEqual(Array(4).fill('https://a.example'));
  });

  it.each([
    [['--url', 'http://a.example'], /https address alone/],
    [['--url', 'https://a.example/bot'], /https address alone/],
    [['--app-id', '00000000-0000-0000-0000-000000000000'], /no app id/],
    [['--privacy', 'our page'], /--privacy must begin/],
    [['--only', 'email'], /teams or slack/],
    [['--name', 'Sharewell for Teams'], /may not hold Teams/],
    [['--name', 'A name that is much longer than Teams shows anywhere'], /name/],
  ])('refuses %j', (args, message) => {
    const { status, stderr } = run(...given, ...args, '--out', out('refused'));
    expect(status).toBe(1);
    expect(stderr).toMatch(message);
    expect(readdirSync(temporary.folder)).not.toContain('refused');
  });
});

describe('a Teams manifest', () => {
  const flags = { url: 'https://a.gov.uk', 'app-id': appId, authority: 'A', website: 'https://a.gov.uk' };
  const good = () => teamsManifest(readSettings(flags, {}), '1.2.3');

  it('keeps its id from version to version', () => {
    expect(teamsManifest(readSettings(flags, {}), '2.0.0').id).toBe(good().id);
    expect(good().id).not.toBe(appId);
  });

  it.each<[string, (manifest: TeamsManifest) => unknown, RegExp]>([
    ['no fault', () => undefined, /^$/],
    ['a field that is unknown', (manifest) => Object.assign(manifest, { colour: 'red' }), /additional/],
    ['an id that is empty', (manifest) => (manifest.id = '00000000-0000-0000-0000-000000000000'), /empty/],
    ['one id for two', (manifest) => (manifest.id = appId), /same id/],
    [
      'a command twice',
      (manifest) => manifest.bots[0]?.commandLists[0]?.commands.splice(1, 1, { title: 'Urgent' }),
      /"urgent" stands twice/,
    ],
    [
      'too many commands',
      (manifest) =>
        manifest.bots[0]?.commandLists[0]?.commands.push(
          ...Array.from({ length: 10 }, (_, at) => ({ title: `${at}` })),
        ),
      /more than 12 items/,
    ],
  ])('with %s', async (_name, change, message) => {
    const manifest = good();
    change(manifest);
    expect((await teamsFaults(manifest)).join('\n')).toMatch(message);
  });
});

describe('a zip', () => {
  it('gives back what was put in, empty files and names of other alphabets included', () => {
    const entries = [
      { name: 'a.txt', data: Buffer.from('one') },
      { name: 'ä/б.bin', data: Buffer.from([0, 1, 2, 255]) },
      { name: 'empty', data: Buffer.alloc(0) },
    ];
    expect(unzip(zip(entries))).toEqual(entries);
  });

  it('that was damaged is noticed', () => {
    const bytes = zip([{ name: 'a.txt', data: Buffer.from('one') }]);
    bytes[bytes.indexOf('one')] = 0;
    mkdirSync(out('damaged'));
    writeFileSync(join(out('damaged'), 'a.zip'), bytes);
    expect(() => unzip(bytes)).toThrow('damaged');
  });
});
