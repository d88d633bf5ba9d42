import { SharewellError } from '../core/errors.ts';

/** What the packages are made with: flags first, then the environment that the bot itself is started with. */

export const options = {
  url: { type: 'string' },
  'app-id': { type: 'string' },
  authority: { type: 'string' },
  website: { type: 'string' },
  privacy: { type: 'string' },
  terms: { type: 'string' },
  name: { type: 'string', default: 'Sharewell' },
  only: { type: 'string' },
  out: { type: 'string', default: 'packages' },
} as const;

export type Flags = { [Flag in keyof typeof options]?: string | undefined };

export type TeamsSettings = {
  appId: string;
  authority: string;
  website: string;
  privacy: string;
  terms: string;
};

export type Settings = {
  /** Scheme, host and port, with nothing after it. */
  url: string;
  name: string;
  out: string;
  slack: boolean;
  teams?: TeamsSettings;
};

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const noGuid = /^[0-]+$/;

const httpsOf = (given: string | undefined): URL | undefined =>
  given && URL.canParse(given) && given.startsWith('https://') ? new URL(given) : undefined;

const urlFault = (given: string | undefined): string[] => {
  if (!given) return ['the address of the bot is missing: give --url https://… or set SHAREWELL_URL'];
  const url = httpsOf(given);
  return url && url.pathname === '/' && !url.search && !url.hash && !url.username
    ? []
    : [`${given} must be an https address alone, such as https://sharewell.example`];
};

const appIdFault = (given: string | undefined): string[] => {
  if (!given)
    return [
      'the app id of the bot is missing: give --app-id or set MICROSOFT_APP_ID (it is the output appId of the ' +
        'deployment), or make the Slack manifest alone with --only slack',
    ];
  return guid.test(given) && !noGuid.test(given)
    ? []
    : [`${given} is no app id: it looks like 1b4e28ba-2fa1-41d2-883f-0016d3cca427`];
};

const pageFaults = (flags: Flags): string[] =>
  (['website', 'privacy', 'terms'] as const).flatMap((flag) =>
    flags[flag] && !httpsOf(flags[flag]) ? [`--${flag} must begin with https://`] : [],
  );

const teamsFaults = (flags: Flags, appId: string | undefined): string[] => [
  ...appIdFault(appId),
  ...(flags.authority ? [] : ['who offers the app is missing: give --authority "Name of your authority"']),
  ...(flags.website ? [] : ['a page about your authority is missing: give --website https://…']),
  ...pageFaults(flags),
];

const onlyFault = (only: string | undefined): string[] =>
  only === undefined || only === 'teams' || only === 'slack'
    ? []
    : [`--only takes teams or slack, not ${only}`];

export const readSettings = (flags: Flags, env: Readonly<Record<string, string | undefined>>): Settings => {
  const address = flags.url ?? env.SHAREWELL_URL?.trim();
  const appId = flags['app-id'] ?? env.MICROSOFT_APP_ID?.trim();
  const { only, authority = '', website = '', name = 'Sharewell', out = 'packages' } = flags;
  const forTeams = only !== 'slack';
  const faults = [...urlFault(address), ...onlyFault(only), ...(forTeams ? teamsFaults(flags, appId) : [])];
  if (!address || faults.length > 0)
    throw new SharewellError('config', ['No package was made:', ...faults.map((f) => `- ${f}`)].join('\n'));
  const pages = { website, privacy: flags.privacy ?? website, terms: flags.terms ?? website };
  return {
    url: new URL(address).origin,
    ...{ name, out },
    slack: only !== 'teams',
    ...(forTeams ? { teams: { appId: appId?.toLowerCase() ?? '', authority, ...pages } } : {}),
  };
};
