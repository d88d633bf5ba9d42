import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SharewellError } from '../core/errors.ts';
import { runCommand } from './command.ts';
import { drawIcons, type Icons } from './package-icons.ts';
import { options, readSettings, type Settings } from './package-settings.ts';
import { slackFaults, slackManifest } from './package-slack.ts';
import { teamsFaults, teamsManifest, teamsPackage } from './package-teams.ts';

/** Makes what is handed to Teams and to Slack, for one authority. */

const help = `npm run package -- --url https://sharewell.anytown.gov.uk --app-id ID --authority "Anytown Council" \\
  --website https://www.anytown.gov.uk

Makes the Teams app, the Slack app manifest and the icons, checks them without any network, and says what to do next.

--url URL        where the bot is reached, or SHAREWELL_URL
--app-id ID      the bot's app id, or MICROSOFT_APP_ID
--authority NAME who offers the app
--website URL    a page about you
--privacy URL    your privacy notice (else the website)
--terms URL      your terms of use (else the website)
--name NAME      what the app is called (Sharewell)
--only CHANNEL   teams or slack alone
--out FOLDER     where to put it (packages)
`;

type Made = { files: { name: string; data: string | Buffer }[]; next: string[] };

const reasons = (title: string, file: string, indent = 26): string[] => [
  title,
  ...Object.entries(JSON.parse(readFileSync(join('manifest', file), 'utf8'))).map(
    ([name, why]) =>
      `  ${name.padEnd(indent)} ${typeof why === 'string' ? why : (why as { why: string }).why}`,
  ),
];

const forTeams = async (settings: Settings, icons: Icons, faults: string[]): Promise<Made> => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const manifest = teamsManifest(settings, version);
  faults.push(...(await teamsFaults(manifest)));
  const name = `sharewell-teams-${version}.zip`;
  return {
    files: [{ name, data: teamsPackage(manifest, icons) }],
    next: [
      `Teams: upload ${name} in the Teams admin centre (Teams apps, Manage apps, Upload new app), then allow it.`,
      ...reasons('What Teams is asked for:', 'teams/permissions.json'),
    ],
  };
};

const forSlack = (settings: Settings, icons: Icons, faults: string[]): Made => {
  const manifest = slackManifest(settings);
  faults.push(...slackFaults(manifest));
  return {
    files: [
      { name: 'sharewell-slack.json', data: `${JSON.stringify(manifest, null, 2)}\n` },
      { name: 'sharewell-slack.png', data: icons.slack },
    ],
    next: [
      'Slack: make an app from sharewell-slack.json (api.slack.com/apps, Create New App, From a manifest),',
      '       and give it sharewell-slack.png as its icon. Start the bot with its secrets, then let Slack try the',
      '       address again under Event Subscriptions.',
      ...reasons('What Slack is asked for:', 'slack/scopes.json'),
    ],
  };
};

const make = async (settings: Settings): Promise<void> => {
  const { icons, faults } = await drawIcons();
  const made = [
    ...(settings.teams ? [await forTeams(settings, icons, faults)] : []),
    ...(settings.slack ? [forSlack(settings, icons, faults)] : []),
  ];
  if (faults.length > 0)
    throw new SharewellError('config', ['No package was made:', ...faults.map((f) => `- ${f}`)].join('\n'));
  mkdirSync(settings.out, { recursive: true });
  for (const { name, data } of made.flatMap(({ files }) => files)) {
    writeFileSync(join(settings.out, name), data);
    console.log(join(settings.out, name));
  }
  for (const { next } of made) console.log(`\n${next.join('\n')}`);
};

await runCommand({ help, options, run: (flags) => make(readSettings(flags, process.env)) });
