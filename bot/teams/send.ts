import type { ConversationReference } from 'botbuilder';
import { SharewellError } from '../core/errors.ts';
import type { Channel } from '../core/ports.ts';
import type { TeamsAdapter } from './adapter.ts';
import { createGate } from './gate.ts';
import { lastingOutlet } from './outlet.ts';
import type { PrivateChat } from './private-chat.ts';
import type { Prepare } from './words.ts';

type Options = { adapter: TeamsAdapter; prepare: Prepare; privateChat: PrivateChat };

/** Teams names every channel and group chat in this way, and no personal chat. */
const namesSharedPlace = (conversation: string): boolean => conversation.startsWith('19:');

/** Notices and other messages that no turn asked for. They queue on their own, so that replies never wait for them. */
export const createSend = ({ adapter, prepare, privateChat }: Options): Channel['send'] => {
  const gate = createGate({ running: 16, waiting: 1000 });
  return (to, reply) =>
    gate(async () => {
      const { tenant, user, conversation, serviceUrl } = to;
      if (!serviceUrl) throw new SharewellError('channel-refused', 'an address without a service');
      const { activity, audience } = prepare(reply);
      if (audience === 'person' && namesSharedPlace(conversation)) {
        if (!user) throw new SharewellError('channel-refused', 'a private message needs a person');
        const identity = { channel: 'teams', tenant, user } as const;
        return privateChat.send({ serviceUrl, identity, member: user }, activity);
      }
      const reference = { serviceUrl, channelId: 'msteams', conversation: { id: conversation } };
      await lastingOutlet(adapter, reference as ConversationReference).post(activity);
    });
};
