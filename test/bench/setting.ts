import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../bot/store/sqlite/store.ts';
import { busyPolicy, openBusyHub } from './board.ts';
import { type Bot, type Launch, startBot } from './bots.ts';
import { endLoad } from './load.ts';
import { agency, enrolAll, people, storeKey, tenantId } from './people.ts';
import { type SlackShots, slackShots } from './slack-shots.ts';
import { type TeamsShots, teamsShots } from './teams-shots.ts';
import { hubRoom, startWorld, type World } from './world.ts';

/** One world, the people in it, and both bots with the same settings. */
export type Setting = {
  world: World;
  teams: TeamsShots;
  slack: SlackShots;
  folder: string;
  storeFile: string;
  launch(kind: Bot['kind'], flags?: readonly string[]): Promise<Bot>;
  close(): void;
};

const inMemory = 0x01021994;

/** A commit to a file system in memory waits for nothing and would flatter us. */
export const diskFolder = (): string => {
  const build = join('.build', 'bench');
  mkdirSync(build, { recursive: true });
  return mkdtempSync(join(statfsSync(tmpdir()).type === inMemory ? build : tmpdir(), 'sharewell-bench-'));
};

const fillHub = async (file: string, policyFolder: string, serviceUrl: string): Promise<void> => {
  const store = await openSqliteStore({ file, key: storeKey, clock: () => new Date() });
  const place = { channel: 'teams' as const, tenant: tenantId, conversation: `19:${hubRoom}`, serviceUrl };
  await openBusyHub({ store, policyFolder, people, agency, place });
  await store.close();
};

export const openSetting = async (profile?: string): Promise<Setting> => {
  const folder = diskFolder();
  // However the run ends; the bots are ended before this.
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const world = await startWorld();
  const appId = randomUUID();
  const signingSecret = 'a signing secret for the bench';
  const storeFile = join(folder, 'sharewell.db');
  await enrolAll(storeFile);
  const policyFolder = busyPolicy(folder);
  await fillHub(storeFile, policyFolder, `${world.origin}/`);
  const env = {
    MICROSOFT_APP_ID: appId,
    MICROSOFT_APP_TENANT_ID: tenantId,
    BOT_OPENID_METADATA_URL: world.idp.metadataUrl(),
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_API_URL: `${world.origin}/api/`,
    SHAREWELL_STORE_KEY: storeKey,
    SHAREWELL_DATA: folder,
    SHAREWELL_POLICY: policyFolder,
  };
  const launch: Launch = { env, folder };
  return {
    world,
    teams: teamsShots(world, appId),
    slack: slackShots(world, signingSecret),
    folder,
    storeFile,
    launch: (kind, flags = []) =>
      startBot(kind, { ...launch, flags, ...(profile && kind === 'sharewell' ? { profile } : {}) }),
    close: () => {
      endLoad();
      world.close();
    },
  };
};
