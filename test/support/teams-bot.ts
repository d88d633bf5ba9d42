import { systemTimer, type Timer } from '../../bot/core/patience.ts';
import type { Channel, Log } from '../../bot/core/ports.ts';
import type { Reply } from '../../bot/core/reply.ts';
import type { Address, Turn } from '../../bot/core/turn.ts';
import { createServer } from '../../bot/server.ts';
import { createTeamsChannel } from '../../bot/teams/channel.ts';
import type { TeamsConfig } from '../../bot/teams/config.ts';
import type { ChannelReplies } from '../../bot/teams/words.ts';

/** A Teams channel on a real server over a core that answers what the test says. */

export const reply = (
  title: string,
  over: Partial<Pick<Reply, 'how' | 'audience' | 'summary'>> = {},
): Reply => ({
  card: 'message',
  data: { title },
  summary: `summary of ${title}`,
  how: 'new',
  audience: 'place',
  ...over,
});

export const channelReplies: ChannelReplies = {
  pointer: () => reply('pointer'),
  unreachable: () => reply('unreachable'),
  saving: () => reply('saving'),
  tooLarge: () => reply('too large'),
};

/** The title of a rendered message card. */
export const titleOf = (card: unknown): string | undefined => {
  const texts = JSON.stringify(card ?? {}).match(/"text":"([^"]*)"/);
  return texts?.[1];
};

type Options = {
  config: TeamsConfig;
  answer?: (turn: Turn) => Reply[] | Promise<Reply[]>;
  timer?: Timer;
  clock?: () => Date;
};

export const startTeamsBot = async ({
  config,
  answer,
  timer = systemTimer,
  clock = () => new Date(),
}: Options) => {
  const turns: Turn[] = [];
  const logged: { event: string; fields?: Parameters<Log>[1] }[] = [];
  const opened: Address[] = [];
  const log: Log = (event, fields) => logged.push(fields ? { event, fields } : { event });
  let respond = answer ?? (() => [reply('answer')]);
  const channel = createTeamsChannel({
    config,
    runTurn: async (turn) => {
      turns.push(turn);
      return respond(turn);
    },
    replies: channelReplies,
    clock,
    log,
    timer,
    onAddress: (address) => opened.push(address),
  });
  await channel.start();
  const server = createServer({ routes: [channel.route], log });
  const { host, port } = await server.listen('127.0.0.1', 0);
  return {
    url: `http://${host}:${port}`,
    channel: channel as Channel,
    turns,
    logged,
    opened,
    setAnswer: (next: typeof respond): void => {
      respond = next;
    },
    reset: (): void => {
      turns.length = 0;
      logged.length = 0;
      opened.length = 0;
    },
    stop: async (): Promise<void> => {
      await server.close(200);
      await channel.stop();
    },
  };
};

export type TeamsBot = Awaited<ReturnType<typeof startTeamsBot>>;
