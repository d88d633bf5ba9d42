import type { Channel, Shown } from './ports.ts';
import type { Reply } from './reply.ts';
import type { Address, ChannelName } from './turn.ts';

type Channels = { channels: Partial<Record<ChannelName, Pick<Channel, 'send'>>> };

/** Where it is shown now, or why it is not. */
export type Sending = { shown?: Shown } | { fault: unknown };

/** Tries each address in turn; the last fault counts. */
export const send = async (
  to: readonly Address[],
  reply: Reply,
  { channels }: Channels,
): Promise<Sending> => {
  let fault: unknown = 'no address yet';
  for (const address of to) {
    const channel = channels[address.channel];
    if (!channel) continue;
    try {
      const shown = await channel.send(address, reply);
      return shown ? { shown } : {};
    } catch (error) {
      fault = error;
    }
  }
  return { fault };
};
