import { z } from 'zod';
import { SharewellError } from './core/errors.ts';
import { type Running, runningOf, runningShape } from './running.ts';

/** The environment comes in, frozen settings go out, and every fault is told at once, with what to change. */

const text = z.string().trim().min(1);
const url = z.url({ protocol: /^https?$/ });

/** Ids with commas between them. */
const ids = text.transform((all) => all.split(',').flatMap((id) => id.trim() || []));

const schema = z.object({
  HOST: text.optional(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3978),
  MICROSOFT_APP_ID: text.optional(),
  MICROSOFT_APP_PASSWORD: text.optional(),
  MICROSOFT_APP_TENANT_ID: text.optional(),
  MICROSOFT_ALLOWED_TENANTS: ids.optional(),
  BOT_OPENID_METADATA_URL: url.optional(),
  SLACK_SIGNING_SECRET: text.optional(),
  SLACK_BOT_TOKEN: text.optional(),
  SLACK_CLIENT_ID: text.optional(),
  SLACK_CLIENT_SECRET: text.optional(),
  SLACK_STATE_SECRET: text.optional(),
  SLACK_ALLOWED_TEAMS: ids.optional(),
  SLACK_API_URL: url.optional(),
  COSMOS_ENDPOINT: url.optional(),
  COSMOS_KEY: text.optional(),
  COSMOS_DATABASE: text.default('sharewell'),
  SHAREWELL_DATA: text.default('.sharewell'),
  SHAREWELL_STORE_KEY: text.optional(),
  SHAREWELL_BACKUP_KEY: text.optional(),
  SHAREWELL_POLICY: text.optional(),
  SHAREWELL_GUIDANCE: text.optional(),
  SHAREWELL_URL: url.optional(),
  ...runningShape,
});

type Settings = z.infer<typeof schema>;

/** Every variable that is read. */
export const settingNames: readonly string[] = Object.keys(schema.shape);

export type Config = Readonly<{
  /** One machine, one person, nothing to prove: the sample partnership and a Teams-like client in the browser. */
  local: boolean;
  host: string;
  port: number;
  teams?: {
    appId: string;
    tenantId: string;
    /** Other organisations whose people may act in channels that are shared with them. */
    tenants?: readonly string[];
    password?: string;
    openIdMetadataUrl?: string;
  };
  slack?: {
    signingSecret: string;
    access: { botToken: string } | { clientId: string; clientSecret: string; stateSecret: string };
    /** The only workspaces that are served, one's own among them; all, where none is named. */
    allowedTeams?: readonly string[];
    apiUrl?: string;
  };
  cosmos?: { endpoint: string; key?: string; database: string };
  dataFolder: string;
  storeKey?: string;
  /** Seals backups. The bot itself never needs it. */
  backupKey?: string;
  policyFolder?: string;
  guidanceFolder?: string;
  /** Where people reach this service with a browser: links to files begin with it. */
  publicUrl?: string;
  running: Running;
}>;

export const isLoopback = (host: string): boolean =>
  /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i.test(host);

const together = (settings: Settings, names: readonly (keyof Settings)[]): string[] => {
  const given = names.filter((name) => settings[name] !== undefined);
  const missing = names.filter((name) => settings[name] === undefined);
  return given.length === 0 || missing.length === 0
    ? []
    : [`${given.join(', ')} also needs ${missing.join(', ')}`];
};

/** Only who signs with something that every instance knows can read its own links again. */
const hasSecret = (s: Settings): boolean =>
  Boolean(s.SHAREWELL_STORE_KEY ?? s.SLACK_SIGNING_SECRET ?? s.MICROSOFT_APP_PASSWORD ?? s.COSMOS_KEY);

const urlFaults = (s: Settings, local: boolean): string[] => {
  if (!s.SHAREWELL_URL) return [];
  const { protocol, hostname, pathname, search, hash, username } = new URL(s.SHAREWELL_URL);
  return [
    ...(protocol === 'https:' || isLoopback(hostname) ? [] : ['SHAREWELL_URL must begin with https://']),
    ...(`${pathname}${search}${hash}${username}` === '/'
      ? []
      : ['SHAREWELL_URL must be an address alone, such as https://sharewell.example, with nothing after it']),
    ...(local || hasSecret(s) ? [] : ['SHAREWELL_URL also needs SHAREWELL_STORE_KEY, to sign links with']),
  ];
};

const faultsOf = (s: Settings, local: boolean): string[] => {
  const slackWays = Number(Boolean(s.SLACK_BOT_TOKEN)) + Number(Boolean(s.SLACK_CLIENT_ID));
  const hostOf = (address: string | undefined) => address && new URL(address).hostname;
  return [
    ...together(s, ['MICROSOFT_APP_ID', 'MICROSOFT_APP_TENANT_ID']),
    ...together(s, ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET']),
    ...(s.MICROSOFT_APP_PASSWORD && !s.MICROSOFT_APP_ID
      ? ['MICROSOFT_APP_PASSWORD also needs MICROSOFT_APP_ID']
      : []),
    ...(s.SLACK_SIGNING_SECRET && slackWays !== 1
      ? [
          'SLACK_SIGNING_SECRET needs either SLACK_BOT_TOKEN (one workspace) or SLACK_CLIENT_ID (many), not both',
        ]
      : []),
    ...(slackWays > 0 && !s.SLACK_SIGNING_SECRET
      ? ['Slack needs SLACK_SIGNING_SECRET to know its requests']
      : []),
    ...(s.COSMOS_KEY && !s.COSMOS_ENDPOINT ? ['COSMOS_KEY also needs COSMOS_ENDPOINT'] : []),
    ...(s.BOT_OPENID_METADATA_URL && !isLoopback(hostOf(s.BOT_OPENID_METADATA_URL) ?? '')
      ? ['BOT_OPENID_METADATA_URL is for tests and must be on this machine']
      : []),
    ...(local && !isLoopback(s.HOST ?? '127.0.0.1')
      ? [
          'without MICROSOFT_APP_ID or Slack settings anyone could write to the bot, so HOST must be 127.0.0.1',
        ]
      : []),
    ...(!local && !s.COSMOS_ENDPOINT && !s.SHAREWELL_STORE_KEY
      ? ['set COSMOS_ENDPOINT, or SHAREWELL_STORE_KEY for the encrypted file of one machine']
      : []),
    ...urlFaults(s, local),
  ];
};

const teamsOf = (s: Settings): Pick<Config, 'teams'> =>
  s.MICROSOFT_APP_ID && s.MICROSOFT_APP_TENANT_ID
    ? {
        teams: {
          appId: s.MICROSOFT_APP_ID,
          tenantId: s.MICROSOFT_APP_TENANT_ID,
          ...(s.MICROSOFT_ALLOWED_TENANTS ? { tenants: s.MICROSOFT_ALLOWED_TENANTS } : {}),
          ...(s.MICROSOFT_APP_PASSWORD ? { password: s.MICROSOFT_APP_PASSWORD } : {}),
          ...(s.BOT_OPENID_METADATA_URL ? { openIdMetadataUrl: s.BOT_OPENID_METADATA_URL } : {}),
        },
      }
    : {};

const slackOf = (s: Settings): Pick<Config, 'slack'> => {
  if (!s.SLACK_SIGNING_SECRET) return {};
  const many = {
    clientId: s.SLACK_CLIENT_ID ?? '',
    clientSecret: s.SLACK_CLIENT_SECRET ?? '',
    stateSecret: s.SLACK_STATE_SECRET ?? '',
  };
  return {
    slack: {
      signingSecret: s.SLACK_SIGNING_SECRET,
      access: s.SLACK_BOT_TOKEN ? { botToken: s.SLACK_BOT_TOKEN } : many,
      ...(s.SLACK_ALLOWED_TEAMS ? { allowedTeams: s.SLACK_ALLOWED_TEAMS } : {}),
      ...(s.SLACK_API_URL ? { apiUrl: s.SLACK_API_URL } : {}),
    },
  };
};

const cosmosOf = (s: Settings): Pick<Config, 'cosmos'> =>
  s.COSMOS_ENDPOINT
    ? {
        cosmos: {
          endpoint: s.COSMOS_ENDPOINT,
          database: s.COSMOS_DATABASE,
          ...(s.COSMOS_KEY ? { key: s.COSMOS_KEY } : {}),
        },
      }
    : {};

const urlOf = (s: Settings, local: boolean): Pick<Config, 'publicUrl'> => {
  if (s.SHAREWELL_URL) return { publicUrl: new URL(s.SHAREWELL_URL).origin };
  return local ? { publicUrl: `http://localhost:${s.PORT}` } : {};
};

const refuse = (faults: readonly string[]): never => {
  throw new SharewellError(
    'config',
    ['Sharewell cannot start with these settings:', ...faults.map((f) => `- ${f}`)].join('\n'),
  );
};

export const readConfig = (env: Readonly<Record<string, string | undefined>>): Config => {
  // An empty variable is one that nobody set: deployment templates leave them behind.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = schema.safeParse(given);
  if (!parsed.success)
    return refuse(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  const settings = parsed.data;
  const local =
    !settings.MICROSOFT_APP_ID &&
    !settings.SLACK_SIGNING_SECRET &&
    !settings.SLACK_BOT_TOKEN &&
    !settings.SLACK_CLIENT_ID;
  const faults = faultsOf(settings, local);
  if (faults.length > 0) refuse(faults);
  return Object.freeze({
    local,
    host: settings.HOST ?? (local ? '127.0.0.1' : '0.0.0.0'),
    port: settings.PORT,
    ...teamsOf(settings),
    ...slackOf(settings),
    ...cosmosOf(settings),
    dataFolder: settings.SHAREWELL_DATA,
    ...(settings.SHAREWELL_STORE_KEY ? { storeKey: settings.SHAREWELL_STORE_KEY } : {}),
    ...(settings.SHAREWELL_BACKUP_KEY ? { backupKey: settings.SHAREWELL_BACKUP_KEY } : {}),
    ...(settings.SHAREWELL_POLICY ? { policyFolder: settings.SHAREWELL_POLICY } : {}),
    ...(settings.SHAREWELL_GUIDANCE ? { guidanceFolder: settings.SHAREWELL_GUIDANCE } : {}),
    ...urlOf(settings, local),
    running: runningOf(settings, local),
  });
};
