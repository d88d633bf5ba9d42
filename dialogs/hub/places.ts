import { asUser } from '../engine/base.ts';
import type { Action } from '../engine/types.ts';
import { changed } from './notices.ts';
import type { HubRecord, PlaceAddress } from './record.ts';

/** Where a hub meets: channels, on either platform, that its leads have named. */

/** Within a channel, messages may have threads of their own. */
export const channelOf = (conversation: string): string => conversation.split(';')[0] ?? '';

export const isAt =
  ({ channel, tenant, conversation }: PlaceAddress) =>
  (one: PlaceAddress): boolean =>
    one.channel === channel &&
    one.tenant === tenant &&
    channelOf(one.conversation) === channelOf(conversation);

export const meetsAt = ({ places }: Pick<HubRecord, 'places'>, address: PlaceAddress): boolean =>
  places.some((place) => isAt(address)(place.address));

type Where = { address: PlaceAddress };

/** Only from the channel itself: whoever calls it has looked whether they lead. */
export const here: Action<HubRecord, Where> = {
  from: ['open'],
  by: ['clock'],
  when: () => false,
  apply: (record, { address }, ctx) => {
    const place = {
      address: { ...address, conversation: channelOf(address.conversation) },
      at: ctx.now.toISOString(),
      by: asUser(ctx.person),
    };
    return changed({ ...record, places: [...record.places, place] }, 'place-added');
  },
};

export const notHere: Action<HubRecord, Where> = {
  from: ['open'],
  by: ['clock'],
  when: () => false,
  apply: (record, { address }) =>
    changed(
      { ...record, places: record.places.filter((place) => !isAt(address)(place.address)) },
      'place-ended',
    ),
};
