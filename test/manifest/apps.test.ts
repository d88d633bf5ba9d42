import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { SlackManifest } from '../../bot/cli/package-slack.ts';
import type { TeamsManifest } from '../../bot/cli/package-teams.ts';
import { createMatcher, normalise } from '../../bot/core/matcher.ts';
import { words } from '../../bot/core/words.ts';
import { botScopes } from '../../bot/slack/oauth.ts';
import { checkShortcut, hubShortcut, reportShortcut } from '../../bot/slack/parse.ts';
import { startable } from '../../dialogs/registry.ts';
import { filesUnder } from '../support/sources.ts';

/** What the app packages promise is what the bot does: every command, action, event and scope. */

const json = <T>(file: string): T => JSON.parse(readFileSync(`manifest/${file}`, 'utf8'));
const teams = json<TeamsManifest>('teams/manifest.json');
const slack = json<SlackManifest>('slack/manifest.json');
type Scope = { why: string; methods?: string[]; events?: string[]; features?: string[] };
const scopes = json<Record<string, Scope>>('slack/scopes.json');

const coreWords = JSON.parse(readFileSync('bot/core/words.en-GB.json', 'utf8')) as {
  commands: Record<string, unknown>;
};
const matcher = createMatcher(words, Object.keys(coreWords.commands));
const understood = (typed: string): boolean => {
  const name = matcher.word(normalise(typed));
  return name !== undefined && (name in coreWords.commands || startable.includes(name));
};

const codeOf = (room: string): string =>
  filesUnder(room)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');

describe('the Teams app', () => {
  const titles =
    teams.bots[0]?.commandLists.flatMap(({ commands }) => commands.map(({ title }) => title)) ?? [];

  it('knows what nobody would understand', () => {
    expect(understood('flurb the gadget')).toBe(false);
  });

  it.each([...new Set(titles)])('offers "%s", and the bot understands it', (title) => {
    expect(understood(title)).toBe(true);
  });

  it('offers exactly the actions on a message that the bot knows', () => {
    const known = [...codeOf('bot/teams').matchAll(/const \w+Command = '(\w+)'/g)].map(([, id]) => id);
    const offered = teams.composeExtensions.flatMap(({ commands }) => commands.map(({ id }) => id));
    expect(known.length).toBeGreaterThan(0);
    expect(offered.sort()).toEqual(known.sort());
  });

  it('says why it asks for each permission', () => {
    const asked = teams.authorization.permissions.resourceSpecific.map(({ name }) => name);
    expect(Object.keys(json('teams/permissions.json')).sort()).toEqual(asked.sort());
  });
});

describe('the Slack app', () => {
  /** What Slack asks for each method and event, by its reference; nothing for the others. */
  const needs: Readonly<Record<string, string | undefined>> = {
    'auth.test': undefined,
    'chat.postEphemeral': 'chat:write',
    'chat.postMessage': 'chat:write',
    'chat.update': 'chat:write',
    'pins.add': 'pins:write',
    'pins.remove': 'pins:write',
    'views.open': undefined,
    'views.publish': undefined,
    'views.update': undefined,
    app_home_opened: undefined,
    app_mention: 'app_mentions:read',
    app_uninstalled: undefined,
    'message.channels': 'channels:history',
    'message.groups': 'groups:history',
    'message.im': 'im:history',
    tokens_revoked: undefined,
  };
  const code = codeOf('bot/slack');
  const method = /'((?:api|auth|chat|conversations|pins|reactions|team|users|views)\.\w+)'/g;
  const called = [...new Set([...code.matchAll(method)].map(([, name = '']) => name))];
  const subscribed = slack.settings.event_subscriptions.bot_events;
  const asked = slack.oauth_config.scopes.bot;

  it('asks for the same scopes in its manifest, when it is installed, and where they are explained', () => {
    expect(asked).toEqual(botScopes);
    expect(Object.keys(scopes)).toEqual(asked);
  });

  it('has the scope for each method it calls and each event it hears', () => {
    expect(called.length).toBeGreaterThan(5);
    for (const name of [...called, ...subscribed]) {
      expect(Object.keys(needs), 'a new one: add what Slack asks for it').toContain(name);
      const scope = needs[name];
      if (scope) expect(asked).toContain(scope);
    }
  });

  it.each(Object.entries(scopes))('uses %s', (name, { why, methods = [], events = [], features = [] }) => {
    expect(why).toMatch(/^[A-Z].*\.$/);
    expect([...methods, ...events, ...features].length).toBeGreaterThan(0);
    for (const method of methods) expect(called).toContain(method);
    for (const event of events) expect(subscribed).toContain(event);
    for (const feature of features) expect(Object.keys(slack.features)).toContain(feature);
    // A conversation is begun by writing to a person's id; which scope that takes, Slack's pages do not agree on.
    if (name !== 'im:write') for (const each of [...methods, ...events]) expect(needs[each]).toBe(name);
  });

  it('hears every event that it knows what to do with, and no other', () => {
    const cases = [...code.matchAll(/case '((?:app|tokens)_\w+)'/g)].map(([, name]) => name);
    const channels = subscribed.filter((name) => name.startsWith('message.'));
    expect(subscribed.filter((name) => !channels.includes(name)).sort()).toEqual(cases.sort());
    expect(code).toContain("case 'message'");
  });

  it('offers exactly the actions on a message that the bot knows', () => {
    const offered = slack.features.shortcuts.map(({ callback_id }) => callback_id);
    expect(offered.sort()).toEqual([checkShortcut, hubShortcut, reportShortcut].sort());
  });

  const hint = slack.features.slash_commands[0]?.usage_hint ?? '';
  it.each(hint.split(' | '))('hints at "%s", and the bot understands it', (typed) => {
    expect(understood(typed)).toBe(true);
  });
});
