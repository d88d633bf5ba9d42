import type { Activity } from 'botbuilder';
import { hasCode } from '../core/errors.ts';
import type { Address, Identity } from '../core/turn.ts';
import { createBoundedMap } from './bounded-map.ts';
import type { Connector } from './connector.ts';

/** One person as one conversation's activities name them: `member` is the id that Teams opens a chat with. */
export type Person = {
  serviceUrl: string;
  identity: Identity;
  member: string;
  bot?: string;
};

export type PrivateChat = {
  /** Remembers a personal chat that somebody wrote in. */
  remember(person: Person, conversation: string): void;
  /** Faults as of the connector; a `channel-refused` means that this person has no chat with the bot. */
  send(person: Person, activity: Partial<Activity>): Promise<Sent>;
};

/** Where it went, and what it is called there. */
type Sent = { conversation: string; id: string | undefined };

type Options = { connector: Connector; onAddress?: (address: Address) => void };

const keyOf = ({ serviceUrl, identity }: Person): string =>
  JSON.stringify([serviceUrl, identity.tenant, identity.user]);

export const createPrivateChat = ({ connector, onAddress }: Options): PrivateChat => {
  const known = createBoundedMap<string>(1000);

  const open = async (person: Person): Promise<string> => {
    const { serviceUrl, identity, member, bot } = person;
    const conversation = await connector.open(serviceUrl, {
      member,
      tenant: identity.tenant,
      ...(bot ? { bot } : {}),
    });
    known.set(keyOf(person), conversation);
    onAddress?.({ ...identity, conversation, serviceUrl });
    return conversation;
  };

  return {
    remember: (person, conversation) => known.set(keyOf(person), conversation),
    send: async (person, activity) => {
      const { serviceUrl } = person;
      const before = known.get(keyOf(person));
      const conversation = before ?? (await open(person));
      const sendIn = async (there: string): Promise<Sent> => ({
        conversation: there,
        id: await connector.send({ serviceUrl, conversation: there }, activity),
      });
      try {
        return await sendIn(conversation);
      } catch (fault) {
        if (!before || !hasCode(fault, 'channel-refused')) throw fault;
        // The chat that we knew is gone; the person may have another one now.
        return sendIn(await open(person));
      }
    },
  };
};
