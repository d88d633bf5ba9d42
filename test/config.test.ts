import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../bot/config.ts';
import { readPolicy } from '../bot/policy.ts';
import { temporaryFolder } from './support/house.ts';

const teams = { MICROSOFT_APP_ID: 'app', MICROSOFT_APP_TENANT_ID: 'tenant' };
const slack = { SLACK_SIGNING_SECRET: 's', SLACK_BOT_TOKEN: 'xoxb' };
const file = { SHAREWELL_STORE_KEY: 'a key that is long enough' };

describe('the settings', () => {
  test('without any it is local mode, on loopback', () => {
    expect(readConfig({})).toMatchObject({ local: true, host: '127.0.0.1', port: 3978 });
  });

  test('an empty variable is one that nobody set', () => {
    expect(readConfig({ MICROSOFT_APP_ID: '', COSMOS_ENDPOINT: ' ' }).local).toBe(true);
  });

  test('other organisations and workspaces are named one after the other', () => {
    const env = {
      ...teams,
      ...slack,
      ...file,
      MICROSOFT_ALLOWED_TENANTS: 'a, b,',
      SLACK_ALLOWED_TEAMS: 'T1,T9',
    };
    expect(readConfig(env)).toMatchObject({
      teams: { tenants: ['a', 'b'] },
      slack: { allowedTeams: ['T1', 'T9'] },
    });
    expect(readConfig({ ...teams, ...slack, ...file }).teams).not.toHaveProperty('tenants');
  });

  test.each([
    ['Teams', { ...teams, ...file }],
    ['Slack, one workspace', { ...slack, ...file }],
    ['both on Cosmos', { ...teams, ...slack, COSMOS_ENDPOINT: 'https://x.documents.azure.com' }],
    [
      'Slack, many workspaces',
      {
        SLACK_SIGNING_SECRET: 's',
        SLACK_CLIENT_ID: 'c',
        SLACK_CLIENT_SECRET: 'd',
        SLACK_STATE_SECRET: 'e',
        ...file,
      },
    ],
  ])('%s listens to everybody', (_, env) => {
    expect(readConfig(env)).toMatchObject({ local: false, host: '0.0.0.0' });
  });

  test.each([
    ['local mode open to others', { HOST: '0.0.0.0' }, 'HOST must be 127.0.0.1'],
    ['an app without its tenant', { MICROSOFT_APP_ID: 'a', ...file }, 'MICROSOFT_APP_TENANT_ID'],
    ['a password without an app', { MICROSOFT_APP_PASSWORD: 'p' }, 'also needs MICROSOFT_APP_ID'],
    ['a Slack token without the secret', { SLACK_BOT_TOKEN: 'x', ...file }, 'SLACK_SIGNING_SECRET'],
    ['a Slack secret without access', { SLACK_SIGNING_SECRET: 's', ...file }, 'SLACK_BOT_TOKEN'],
    [
      'both kinds of Slack access',
      { ...slack, SLACK_CLIENT_ID: 'c', SLACK_CLIENT_SECRET: 'd', SLACK_STATE_SECRET: 'e', ...file },
      'not both',
    ],
    [
      'half of the Slack sign-in',
      { SLACK_SIGNING_SECRET: 's', SLACK_CLIENT_ID: 'c', ...file },
      'SLACK_STATE_SECRET',
    ],
    ['no store for a real service', teams, 'SHAREWELL_STORE_KEY'],
    ['a Cosmos key without its address', { COSMOS_KEY: 'k' }, 'COSMOS_ENDPOINT'],
    [
      'signing keys from elsewhere',
      { ...teams, ...file, BOT_OPENID_METADATA_URL: 'https://evil.example/keys' },
      'for tests',
    ],
    ['a port that is none', { PORT: 'eighty' }, 'PORT'],
    ['an address that is none', { COSMOS_ENDPOINT: 'here', ...teams }, 'COSMOS_ENDPOINT'],
  ])('%s is refused, and the message says what to change', (_, env, said) => {
    expect(() => readConfig(env)).toThrowError(said);
  });

  test.each([
    ['https://sharewell.example', 'https://sharewell.example'],
    ['https://Sharewell.example:8443/', 'https://sharewell.example:8443'],
    ['http://127.0.0.1:3978', 'http://127.0.0.1:3978'],
  ])('the public address %s is taken as %s', (given, taken) => {
    expect(readConfig({ ...teams, ...file, SHAREWELL_URL: given }).publicUrl).toBe(taken);
  });

  test('nobody guesses the public address, except in local mode', () => {
    expect(readConfig({ ...teams, ...file }).publicUrl).toBeUndefined();
    expect(readConfig({ PORT: '4000' }).publicUrl).toBe('http://localhost:4000');
    expect(readConfig({ SHAREWELL_URL: 'https://tunnel.example' }).publicUrl).toBe('https://tunnel.example');
  });

  test.each([
    ['without encryption', 'http://sharewell.example', 'https://'],
    ['with a path', 'https://sharewell.example/bot', 'with nothing after it'],
    ['with a question', 'https://sharewell.example/?a=b', 'with nothing after it'],
    ['with a name in it', 'https://me:secret@sharewell.example', 'with nothing after it'],
    ['that is none', 'sharewell.example', 'SHAREWELL_URL'],
  ])('a public address %s is refused', (_, SHAREWELL_URL, said) => {
    expect(() => readConfig({ ...teams, ...file, SHAREWELL_URL })).toThrowError(said);
  });

  test('a public address needs something to sign links with that every instance knows', () => {
    const cosmos = { ...teams, COSMOS_ENDPOINT: 'https://x.documents.azure.com' };
    const SHAREWELL_URL = 'https://sharewell.example';
    expect(() => readConfig({ ...cosmos, SHAREWELL_URL })).toThrowError('SHAREWELL_STORE_KEY');
    for (const secret of [file, slack, { MICROSOFT_APP_PASSWORD: 'p' }, { COSMOS_KEY: 'k' }])
      expect(readConfig({ ...cosmos, ...secret, SHAREWELL_URL }).publicUrl).toBe(SHAREWELL_URL);
  });

  test('every fault is told at once', () => {
    const many = { MICROSOFT_APP_ID: 'a', SLACK_SIGNING_SECRET: 's', COSMOS_KEY: 'k' };
    expect(() => readConfig(many)).toThrowError(/TENANT_ID[\s\S]*SLACK_BOT_TOKEN[\s\S]*COSMOS_ENDPOINT/);
  });

  test('no secret is in any message', () => {
    const secret = 'do-not-print-me';
    const env = {
      MICROSOFT_APP_PASSWORD: secret,
      SLACK_BOT_TOKEN: secret,
      COSMOS_KEY: secret,
      SHAREWELL_STORE_KEY: secret,
    };
    expect(() => readConfig(env)).toThrowError(/^(?![\s\S]*do-not-print-me)/);
  });
});

describe('the policy pack', () => {
  const withFiles = (files: Record<string, string>) => {
    const temporary = temporaryFolder();
    mkdirSync(temporary.folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(temporary.folder, name), text);
    try {
      return readPolicy(temporary.folder);
    } finally {
      temporary.remove();
    }
  };

  test('is the sample where a deployment says nothing else', () => {
    expect(readPolicy().urgentContacts[0]?.text).toBe('999');
  });

  test('takes parts from files, the last one by name wins', () => {
    const contacts = (text: string) => JSON.stringify({ urgentContacts: [{ title: 'Duty team', text }] });
    expect(withFiles({ 'b.json': contacts('2'), 'a.json': contacts('1') }).urgentContacts).toEqual([
      { title: 'Duty team', text: '2' },
    ]);
  });

  test.each([
    ['a file that is no JSON', { 'a.json': '{' }, 'not readable JSON'],
    ['a list in place of parts', { 'a.json': '[]' }, 'one JSON object'],
    ['no contacts at all', { 'a.json': '{"urgentContacts":[]}' }, 'urgentContacts'],
    [
      'a link that is not https',
      { 'a.json': '{"procedure":{"title":"x","url":"javascript:alert(1)"}}' },
      'procedure.url',
    ],
    ['an agency that is not listed', { 'a.json': '{"hostAgency":"nowhere"}' }, '"nowhere"'],
  ])('%s is refused, and the message names it', (_, files, said) => {
    expect(() => withFiles(files)).toThrowError(said);
  });
});
