import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readConfig, settingNames } from '../../bot/config.ts';
import { runningShape } from '../../bot/running.ts';
import { bicepFile } from '../support/bicep.ts';

/** What the template hands to the container is what the bot reads. */

const app = 'manifest/azure/modules/app.bicep';
const main = bicepFile('manifest/azure/main.bicep');
const { declared } = bicepFile(app);
const rows = (name: string) => declared.find((each) => each.name === name)?.value as Record<string, string>[];

describe('the container', () => {
  const settings = rows('settings').map(({ name = '' }) => name);
  const secrets = (...names: string[]) => names.flatMap((name) => rows(name).map(({ env = '' }) => env));
  const everySecret = ['always', 'withPassword', 'withSlack', 'withOneWorkspace', 'withManyWorkspaces'];

  /** As it would find them, with every text that Azure fills in. */
  const filled = (names: readonly string[]) => ({
    ...Object.fromEntries(names.map((name) => [name, 'a value that is long enough'])),
    ...Object.fromEntries(
      rows('settings').flatMap(({ name, value = '' }) => (/^\d+$/.test(value) ? [[name, value]] : [])),
    ),
    COSMOS_ENDPOINT: 'https://a.documents.azure.com:443/',
    SHAREWELL_URL: 'https://a.azurecontainerapps.io',
  });

  it('gets settings that the bot knows, and no others', () => {
    const names = [...settings, ...secrets(...everySecret)];
    expect(names.filter((name) => !settingNames.includes(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    const given = [...readFileSync(app, 'utf8').matchAll(/(?:name|env): '([A-Z_]+)'/g)].map(
      ([, name]) => name,
    );
    // How it runs has defaults that suit a container, but for what stands before and behind it.
    expect(given).toEqual(expect.arrayContaining(['SHAREWELL_PROXIES', 'OTEL_EXPORTER_OTLP_ENDPOINT']));
    const left = settingNames.filter((name) => !given.includes(name) && !(name in runningShape));
    // A key, for tests, for one machine, or right here as it is by default.
    const wanted = [
      'BOT_OPENID_METADATA_URL',
      'COSMOS_KEY',
      'HOST',
      'SHAREWELL_BACKUP_KEY',
      'SHAREWELL_DATA',
      'SLACK_API_URL',
    ];
    expect(left.sort(), 'a new setting: give it to the container, or say here why not').toEqual(wanted);
  });

  it.each([
    ['Teams alone', ['always'], { teams: { appId: expect.any(String) } }],
    ['Teams with a password', ['always', 'withPassword'], { teams: { password: expect.any(String) } }],
    [
      'one workspace',
      ['always', 'withSlack', 'withOneWorkspace'],
      { slack: { access: { botToken: expect.any(String) } } },
    ],
    [
      'many workspaces',
      ['always', 'withSlack', 'withManyWorkspaces'],
      { slack: { access: { clientId: expect.any(String) } } },
    ],
  ])('starts with %s', (_name, groups, expected) => {
    expect(readConfig(filled([...settings, ...secrets(...groups)]))).toMatchObject({
      local: false,
      host: '0.0.0.0',
      teams: { appId: expect.any(String) },
      cosmos: { endpoint: expect.any(String) },
      storeKey: expect.any(String),
      publicUrl: 'https://a.azurecontainerapps.io',
      ...expected,
    });
  });

  it('takes an empty setting for none', () => {
    const empty = [
      'MICROSOFT_ALLOWED_TENANTS',
      'SLACK_ALLOWED_TEAMS',
      'SHAREWELL_POLICY',
      'SHAREWELL_GUIDANCE',
    ];
    const nothing = Object.fromEntries(empty.map((name) => [name, '']));
    expect(settings).toEqual(expect.arrayContaining(empty));
    const config = readConfig({ ...filled([...settings, ...secrets('always')]), ...nothing });
    expect([config.teams?.tenants, config.policyFolder, config.guidanceFolder]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('takes no secret in clear', () => {
    const text = readFileSync(app, 'utf8');
    for (const name of secrets(...everySecret)) {
      expect(settings).not.toContain(name);
      expect(text).not.toContain(`{ name: '${name}', value`);
    }
    for (const { secret = '' } of everySecret.flatMap(rows)) expect(secret).toMatch(/^[a-z][a-z0-9-]{2,40}$/);
  });

  it('is asked where the bot answers, on the port it listens on', () => {
    const text = readFileSync(app, 'utf8');
    const port = readConfig({}).port;
    expect([...text.matchAll(/(?:targetPort|port): (\d+)/g)].map(([, at]) => Number(at))).toEqual(
      Array(4).fill(port),
    );
    const answered = [...readFileSync('bot/health.ts', 'utf8').matchAll(/path: '([^']+)'/g)].map(
      ([, at]) => at,
    );
    const asked = [...text.matchAll(/httpGet: \{ path: '([^']+)'/g)].map(([, at]) => at);
    expect(asked).toEqual(['/ready', '/health', '/health']);
    expect(answered).toEqual(expect.arrayContaining(asked));
  });

  it('is called where Teams is served', () => {
    const bot = main.declared.find(({ kind, name }) => kind === 'module' && name === 'bot');
    expect(bot?.value).toMatchObject({ params: { endpoint: expect.stringMatching(/\/api\/messages$/) } });
    expect(readFileSync('bot/teams/route.ts', 'utf8')).toContain("'/api/messages'");
  });
});
