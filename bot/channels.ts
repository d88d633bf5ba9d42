import type { Config } from './config.ts';
import { codeOf } from './core/again.ts';
import { type Directory, keepAddress } from './core/people.ts';
import type { Channel, Clock, Log, Measure, RunTurn, Store } from './core/ports.ts';
import type { ChannelName } from './core/turn.ts';
import type { Admits } from './core/visitors.ts';
import { words } from './core/words.ts';
import { channelPhrases } from './phrases.ts';
import type { Route } from './server.ts';

/** The channels that are configured. Each SDK is loaded only when its channel is. */

export type Channels = Partial<Record<ChannelName, Channel>>;
export type Served = { channels: Channels; routes: Route[] };

type Parts = {
  config: Config;
  store: Store;
  directory: Directory;
  runTurn: RunTurn;
  admits: Admits;
  clock: Clock;
  log: Log;
  measure?: Measure;
};

const teams = async ({ config, store, directory, runTurn, clock, log, measure }: Parts): Promise<Served> => {
  if (!config.teams && !config.local) return { channels: {}, routes: [] };
  const { createTeamsChannel } = await import('./teams/channel.ts');
  const { localIdentity } = await import('./teams/local-identity.ts');
  const testing = config.teams?.openIdMetadataUrl ? localIdentity(config.teams.openIdMetadataUrl) : {};
  const phrases = channelPhrases(words);
  const channel = createTeamsChannel({
    config: config.teams
      ? { auth: 'strict', ...config.teams, ...testing }
      : { auth: 'open', local: true, host: config.host },
    runTurn,
    replies: {
      pointer: () => phrases.pointer,
      unreachable: () => phrases.unreachable,
      saving: () => phrases.saving,
      tooLarge: () => phrases.tooLarge,
    },
    clock,
    log,
    ...(measure ? { measure } : {}),
    onAddress: (address) => {
      keepAddress(store, directory, address).catch((fault: unknown) =>
        log('person.address-not-kept', { code: codeOf(fault) }),
      );
    },
  });
  return { channels: { teams: channel }, routes: [channel.route] };
};

const slack = async ({ config, store, runTurn, admits, clock, log, measure }: Parts): Promise<Served> => {
  if (!config.slack) return { channels: {}, routes: [] };
  const { createSlackChannel } = await import('./slack/channel.ts');
  const { createInstallations } = await import('./slack/installations.ts');
  const channel = createSlackChannel({
    config: config.slack,
    runTurn,
    admits,
    installations: createInstallations(store, clock),
    phrases: channelPhrases(words),
    clock,
    log,
    ...(measure ? { measure } : {}),
  });
  return { channels: { slack: channel }, routes: channel.routes };
};

export const openChannels = async (parts: Parts): Promise<Served> => {
  const served = [await teams(parts), await slack(parts)];
  return {
    channels: Object.assign({}, ...served.map((each) => each.channels)),
    routes: served.flatMap((each) => each.routes),
  };
};
