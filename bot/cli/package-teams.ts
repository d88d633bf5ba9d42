import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Icons } from './package-icons.ts';
import type { Settings } from './package-settings.ts';
import { zip } from './zip.ts';

/** The Teams app: our template with the authority's own ids and address, held against the schema and against the store. */

type Command = { id?: string; title: string };

export type TeamsManifest = {
  manifestVersion: string;
  version: string;
  id: string;
  name: { short: string; full: string };
  developer: Record<string, string>;
  bots: { botId: string; commandLists: { scopes: string[]; commands: Command[] }[] }[];
  composeExtensions: { botId: string; commands: Command[] }[];
  validDomains: string[];
  webApplicationInfo: { id: string; resource: string };
  authorization: { permissions: { resourceSpecific: { name: string }[] } };
};

const template = (): TeamsManifest =>
  JSON.parse(readFileSync(join('manifest', 'teams', 'manifest.json'), 'utf8'));

/** The id of the app, not of the bot. The same bot gives the same id, so a newer package updates the older one. */
const packageId = (appId: string): string => {
  const hex = createHash('sha256').update(`sharewell teams app ${appId}`).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

export const teamsManifest = (settings: Settings, version: string): TeamsManifest => {
  const made = template();
  const { appId = '', authority = '', website = '', privacy = '', terms = '' } = settings.teams ?? {};
  return {
    ...made,
    version,
    id: packageId(appId),
    developer: { name: authority, websiteUrl: website, privacyUrl: privacy, termsOfUseUrl: terms },
    name: { short: settings.name, full: made.name.full.replace('Sharewell', () => settings.name) },
    bots: made.bots.map((bot) => ({ ...bot, botId: appId })),
    composeExtensions: made.composeExtensions.map((extension) => ({ ...extension, botId: appId })),
    validDomains: [new URL(settings.url).host],
    webApplicationInfo: { id: appId, resource: settings.url },
  };
};

const repeated = (names: readonly string[]): string[] =>
  names.filter((name, at) => names.indexOf(name) !== at);

/** What the schema lets pass and the store does not. */
const storeFaults = (manifest: TeamsManifest): string[] => {
  const text = JSON.stringify(manifest);
  const titles = manifest.bots.flatMap(({ commandLists }) =>
    commandLists.flatMap(({ commands }) => repeated(commands.map(({ title }) => title.toLowerCase()))),
  );
  const ids = manifest.composeExtensions.flatMap(({ commands }) =>
    repeated(commands.map(({ id = '' }) => id)),
  );
  return [
    ...(text.includes('00000000-0000-0000-0000-000000000000') ? ['an id is still empty'] : []),
    ...(/sharewell\.example\b/.test(text) ? ['an address is still that of the sample'] : []),
    ...(/\b(teams|microsoft)\b/i.test(manifest.name.short)
      ? ['the name may not hold Teams or Microsoft']
      : []),
    ...titles.map((title) => `the command "${title}" stands twice in one list`),
    ...ids.map((id) => `the message action "${id}" stands twice`),
    ...(manifest.id === manifest.bots[0]?.botId ? ['the app and its bot have the same id'] : []),
  ];
};

/** The schemas come with the package: nothing is fetched. */
export const teamsFaults = async (manifest: TeamsManifest): Promise<string[]> => {
  const { AppManifestUtils } = await import('@microsoft/app-manifest');
  const faults = await AppManifestUtils.validateAgainstSchema(manifest as never);
  return [...faults, ...storeFaults(manifest)].map((fault) => `Teams: ${fault}`);
};

export const teamsPackage = (manifest: TeamsManifest, icons: Icons): Buffer =>
  zip([
    { name: 'manifest.json', data: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`) },
    { name: 'color.png', data: icons.color },
    { name: 'outline.png', data: icons.outline },
  ]);
