import type { Channel } from './ports.ts';
import type { Reply } from './reply.ts';
import type { Address, ChannelName } from './turn.ts';

type Channels = { channels: Partial<Record<ChannelName, Pick<Channel, 'send'>>> };

/** Tries each address in turn; the last fault counts. */
export const send = async (
  to: readonly Address[],
  reply: Reply,
  { channels }: Channels,
): Promise<unknown> => {
  let fault: unknown = 'no address yet';
  for (const address of to) {
    const channel = channels[address.channel];
    if (!channel) continue;
    try {
      await channel.send(address, reply);
      return undefined;
    } catch (error) {
      fault = error;
    }
  }
  return fault;
};
