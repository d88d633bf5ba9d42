import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from './package-settings.ts';

/** The Slack app: our manifest with the authority's own address, held against the lengths that Slack documents. */

type Shortcut = { name: string; callback_id: string; description: string };
type SlashCommand = { command: string; description: string; usage_hint: string; url: string };

export type SlackManifest = {
  display_information: { name: string; description: string };
  features: {
    bot_user: { display_name: string };
    shortcuts: Shortcut[];
    slash_commands: SlashCommand[];
  };
  oauth_config: { scopes: { bot: string[] } };
  settings: { event_subscriptions: { bot_events: string[] } };
};

const sample = 'https://sharewell.example';

export const slackManifest = (settings: Settings): SlackManifest => {
  const text = readFileSync(join('manifest', 'slack', 'manifest.json'), 'utf8');
  const made: SlackManifest = JSON.parse(text.replaceAll(sample, () => settings.url));
  return {
    ...made,
    display_information: { ...made.display_information, name: settings.name },
    features: { ...made.features, bot_user: { ...made.features.bot_user, display_name: settings.name } },
  };
};

const tooLong = (what: string, text: string, most: number): string[] =>
  text.length <= most ? [] : [`Slack: ${what} has ${text.length} characters, and may have ${most}`];

export const slackFaults = ({ display_information: shown, features }: SlackManifest): string[] => [
  ...tooLong('the name', shown.name, 35),
  ...tooLong('the description', shown.description, 140),
  ...features.shortcuts.flatMap(({ name, description }) => [
    ...tooLong(`the shortcut "${name}"`, name, 24),
    ...tooLong(`what is said about "${name}"`, description, 150),
  ]),
  ...features.slash_commands.flatMap(({ command, description }) => [
    ...tooLong(`the command ${command}`, command, 32),
    ...tooLong(`what is said about ${command}`, description, 2000),
  ]),
];
