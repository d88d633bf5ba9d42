import type { Registered } from '../../bot/core/register.ts';
import { type Hand, slackHand, teamsHand } from './peers-hands.ts';
import { startSlackPeer } from './slack-peer.ts';
import { startTeamsPeer, type TeamsOptions } from './teams-peer.ts';

/** Teams and Slack as the bot's process meets them, and the people who use both. They outlive the bot. */

export const agency = 'northborough-council';

/** Somebody known on both channels by one short name of capitals and digits. */
export const registered = (name: string, roles: string[], manager?: string): Registered => ({
  id: `p-${name.toLowerCase()}`,
  name: `Person ${name}`,
  agency,
  roles,
  identities: [
    { channel: 'teams', tenant: 'tenant-1', user: name },
    { channel: 'slack', tenant: 'T1', user: `U${name}` },
  ],
  ...(manager ? { manager: `p-${manager.toLowerCase()}` } : {}),
});

export const startWorld = async ({ front, ...signing }: TeamsOptions & { signingSecret?: string } = {}) => {
  const teams = await startTeamsPeer(front ? { front } : {});
  const slack = await startSlackPeer(signing);

  const onTeams = (name: string, reference: string) =>
    teams.connector.done('send', 'reply').filter(({ conversation, body }) => {
      const { summary } = body as { summary?: string };
      return (
        conversation === `a:${name}` &&
        summary?.startsWith('For information:') &&
        JSON.stringify(body).includes(reference)
      );
    }).length;
  const onSlack = (name: string, reference: string) =>
    slack.api.messages.filter(
      ({ channel, text, blocks }) =>
        channel === `DU${name}` &&
        text.startsWith('For information:') &&
        JSON.stringify(blocks).includes(reference),
    ).length;

  return {
    teams,
    slack,
    environment: {
      ...teams.environment(),
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_BOT_TOKEN: slack.token,
      SLACK_API_URL: slack.api.url,
    },
    /** Where the bot listens now. */
    aim: (url: string): void => {
      teams.aim(url);
      slack.connect(url);
    },
    hand: (channel: Hand['channel'], name: string): Hand =>
      channel === 'teams' ? teamsHand(teams, name) : slackHand(slack, `U${name}`),
    /** How often a person was told of this urgent record, on either channel. */
    told: (name: string, reference: string): number => onTeams(name, reference) + onSlack(name, reference),
    stop: async (): Promise<void> => {
      await teams.stop();
      await slack.close();
    },
  };
};

export type World = Awaited<ReturnType<typeof startWorld>>;
