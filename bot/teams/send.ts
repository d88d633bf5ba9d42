import type { ConversationReference } from 'botbuilder';
import { SharewellError } from '../core/errors.ts';
import type { Channel, Shown } from '../core/ports.ts';
import type { Address } from '../core/turn.ts';
import type { TeamsAdapter } from './adapter.ts';
import { createGate } from './gate.ts';
import { lastingOutlet, type Outlet } from './outlet.ts';
import type { PrivateChat } from './private-chat.ts';
import type { Prepare } from './words.ts';

type Options = { adapter: TeamsAdapter; prepare: Prepare; privateChat: PrivateChat };

/** Teams names every channel and group chat in this way, and no personal chat. */
const namesSharedPlace = (conversation: string): boolean => conversation.startsWith('19:');

const outletAt = (adapter: TeamsAdapter, { serviceUrl, conversation }: Address): Outlet => {
  if (!serviceUrl) throw new SharewellError('channel-refused', 'an address without a service');
  const reference = { serviceUrl, channelId: 'msteams', conversation: { id: conversation } };
  return lastingOutlet(adapter, reference as ConversationReference);
};

const shownAt = (to: Address, conversation: string, id: string | undefined): Shown | undefined =>
  id ? { at: { ...to, conversation }, id } : undefined;

/** Notices and other messages that no turn asked for. They queue on their own, so that replies never wait for them. */
export const createSend = ({ adapter, prepare, privateChat }: Options): Pick<Channel, 'send' | 'update'> => {
  const gate = createGate({ running: 16, waiting: 1000 });
  const send: Channel['send'] = (to, reply) =>
    gate(async () => {
      const { tenant, user, conversation, serviceUrl } = to;
      const outlet = outletAt(adapter, to);
      const { activity, audience } = prepare(reply);
      if (audience === 'person' && serviceUrl && namesSharedPlace(conversation)) {
        if (!user) throw new SharewellError('channel-refused', 'a private message needs a person');
        const identity = { channel: 'teams', tenant, user } as const;
        const sent = await privateChat.send({ serviceUrl, identity, member: user }, activity);
        return shownAt(to, sent.conversation, sent.id);
      }
      return shownAt(to, conversation, await outlet.post(activity));
    });
  return {
    send,
    update: ({ at, id }, reply) =>
      gate(async () => outletAt(adapter, at).rewrite(id, prepare(reply).activity)),
  };
};
