import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enrol } from '../../bot/core/register.ts';
import { type Collector, startCollector } from '../support/collector.ts';
import { accountKey } from '../support/cosmos/auth.ts';
import { registered, startWorld, type World } from '../support/peers-world.ts';
import { type Bot, startBot } from '../support/process-bot.ts';
import { builtBot } from '../support/process-build.ts';
import { faultyPlace } from '../support/process-places.ts';
import { eventually } from '../support/process-service.ts';

/**
 * The built bot with a recognisable secret in every setting that is one, and turns full of somebody's details, while
 * everything around it fails. Whatever it says to operators, collectors and strangers has neither in it.
 */

const secrets = {
  MICROSOFT_APP_PASSWORD: 'planted-app-password',
  SLACK_SIGNING_SECRET: 'planted-signing-secret',
  SHAREWELL_STORE_KEY: 'planted-store-key-that-is-long-enough',
};
const botToken = 'xoxb-planted-bot-token';
const oauth = {
  SLACK_CLIENT_ID: 'client-1',
  SLACK_CLIENT_SECRET: 'planted-client-secret',
  SLACK_STATE_SECRET: 'planted-state-secret-that-is-long-enough',
};
const collectorKey = 'planted-collector-key';
const everySecret = [
  ...Object.values(secrets),
  ...[botToken, accountKey, collectorKey, oauth.SLACK_CLIENT_SECRET, oauth.SLACK_STATE_SECRET],
];

/** Somebody's details, in whatever a person or a forger may send. */
const details = ['Zebedee Plantagenet', '943 476 5919', 'NE99 1ZZ', 'planted-case', 'p-ann', 'Person ANN'];
const story = `${details.slice(0, 4).join(', ')} is at risk`;

let world: World;
let place: Awaited<ReturnType<typeof faultyPlace>>;
let collector: Collector;
const answers: { status: number; text: string }[] = [];

beforeAll(async () => {
  world = await startWorld({ signingSecret: secrets.SLACK_SIGNING_SECRET });
  world.slack.api.tokens.set(botToken, { team: 'T1', botUser: 'UBOT', botId: 'B1' });
  place = await faultyPlace();
  collector = await startCollector();
  const store = await place.open();
  await enrol(store, registered('ANN', ['practitioner']), new Date().toISOString());
  await store.close();
});
afterAll(async () => {
  await world?.stop();
  await place?.remove();
  await collector?.close();
});

const start = async (more: Record<string, string>): Promise<Bot> => {
  const { SLACK_BOT_TOKEN: _, ...environment } = world.environment;
  const env = {
    ...{ ...environment, ...place.env, ...secrets, ...more },
    ...{ SHAREWELL_LOG_LEVEL: 'debug', SHAREWELL_URL: 'https://sharewell.example' },
    ...{ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_EXPORTER_OTLP_HEADERS: `api-key=${collectorKey}` },
    ...{ OTEL_BSP_SCHEDULE_DELAY: '200', OTEL_METRIC_EXPORT_INTERVAL: '3000' },
  };
  const bot = await startBot({ entry: builtBot(), env });
  world.aim(bot.url);
  return bot;
};

/** A stranger's request: what comes back is kept. */
const ask = async (bot: Bot, path: string, init: RequestInit = {}): Promise<void> => {
  const answer = await fetch(bot.url + path, { redirect: 'manual', ...init });
  answers.push({ status: answer.status, text: JSON.stringify([[...answer.headers], await answer.text()]) });
};

const strangers = async (bot: Bot): Promise<void> => {
  const json = { 'content-type': 'application/json' };
  const activity = world.teams.activities.message(story);
  const body = JSON.stringify(activity);
  await ask(bot, '/api/messages', { method: 'POST', headers: json, body });
  const forged = { ...json, authorization: `Bearer ${world.teams.idp.token({ aud: story }, {}, 'strange')}` };
  await ask(bot, '/api/messages', { method: 'POST', headers: forged, body });
  await ask(bot, '/api/messages', { method: 'POST', headers: json, body: `{"text":"${story}` });
  await ask(bot, '/slack/events', { method: 'POST', headers: json, body });
  const signed = { ...json, ...world.slack.sign(body) };
  await ask(bot, '/slack/events', { method: 'POST', headers: signed, body });
  for (const path of ['/export/planted-case.x', '/planted-case', '/map/none', '/health', '/ready'])
    await ask(bot, path);
};

const turns = async (): Promise<void> => {
  const hands = [world.hand('teams', 'ANN'), world.hand('slack', 'ANN')];
  for (const hand of hands) {
    await hand.type(story).send();
    await hand.type('urgent').send();
    await hand.type(`find ${story}`).send();
  }
};

/** What everybody but the person may see: the log, the collector, refusals. */
const said = (bot: Bot): string =>
  [
    bot.lines.join('\n'),
    collector.requests.map(({ path, text }) => `${path} ${text}`).join('\n'),
    ...answers.map(({ text }) => text),
  ].join('\n');

/** What was carried to Teams and Slack in bodies: a secret has no place there either. */
const carried = (): string =>
  JSON.stringify([
    world.teams.connector.calls.map(({ body }) => body),
    world.slack.api.calls.map(({ args }) => args),
  ]);

const found = (text: string, planted: readonly string[]): string[] =>
  planted.filter((each) => text.includes(each) || text.includes(encodeURIComponent(each)));

const events = (bot: Bot): Set<string> =>
  new Set(bot.lines.map((line) => (JSON.parse(line) as { event: string }).event));

describe('whatever goes wrong', () => {
  test('no secret and nobody’s details are said to anybody else', async () => {
    const bot = await start({ SLACK_BOT_TOKEN: botToken });
    await turns();
    await strangers(bot);
    const { api } = world.slack;
    world.teams.connector.fail({ status: 403, times: 4 });
    api.fail('chat.postMessage', { error: botToken, messages: [`${story} ${botToken}`] }, 2);
    api.fail('chat.postMessage', { error: 'invalid_blocks', messages: [`[ERROR] ${story} ${botToken}`] }, 2);
    api.fail('*', { raw: `<html>${botToken} ${story}` }, 2);
    await turns();
    api.heal();
    world.teams.connector.heal();
    place.faults.add({ on: 'any', times: 40, fault: { answer: 503 } });
    await turns();
    place.faults.clear();
    place.faults.add({ on: 'any', times: 6, fault: { answer: 400 } });
    await turns();
    place.faults.clear();
    await eventually(() => collector.spans().some(({ name }) => name === 'turn') || undefined, 'traces');
    await bot.stop();

    const text = said(bot);
    expect(found(text, [...everySecret, ...details])).toEqual([]);
    expect(found(carried(), everySecret)).toEqual([]);
    // It was no quiet day: what is looked through did happen.
    const names = events(bot);
    for (const name of [
      'teams.refused',
      'slack.failed',
      'slack.defect',
      'turn.failed',
      'http.failed',
    ] as const)
      expect(names).toContain(name);
    expect(collector.spans().some(({ status }) => status.code === 2)).toBe(true);
    const traced = bot.lines.map((line) => JSON.parse(line) as { event: string; trace?: string });
    const failed = traced.find(({ event }) => event === 'turn.failed');
    expect(collector.spans().map(({ traceId }) => traceId)).toContain(failed?.trace);
  }, 90_000);

  test('nor where workspaces sign in themselves and Slack refuses', async () => {
    const bot = await start(oauth);
    await ask(bot, '/slack/install');
    await ask(bot, '/slack/oauth_redirect?code=planted-case&state=forged');
    world.slack.api.fail('*', { raw: `${oauth.SLACK_CLIENT_SECRET} ${story}` }, 3);
    const install = await fetch(`${bot.url}/slack/install`, { redirect: 'manual' });
    const state = new URL(install.headers.get('location') ?? '').searchParams.get('state') ?? '';
    const cookie = (install.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const path = `/slack/oauth_redirect?code=x&state=${encodeURIComponent(state)}`;
    await ask(bot, path, { headers: { cookie } });
    await strangers(bot);
    world.slack.api.heal();
    await bot.stop();
    expect(found(said(bot), [...everySecret, ...details.slice(0, 4)])).toEqual([]);
    expect(answers.map(({ status }) => status)).toContain(302);
  }, 60_000);

  test('nor where the settings themselves are wrong', async () => {
    const wrong = start({ SLACK_BOT_TOKEN: botToken, ...oauth, COSMOS_ENDPOINT: 'planted' });
    const fault = await wrong.then(
      () => '',
      (error: Error) => error.message,
    );
    expect(fault).toContain('COSMOS_ENDPOINT');
    expect(found(fault, everySecret)).toEqual([]);
  });
});
