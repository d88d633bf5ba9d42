import { tellingKinds } from '../core/overheard.ts';
import type { Act } from '../core/turn.ts';
import type { Inbound } from './activity.ts';
import { wordsOfHtml } from './text.ts';

/**
 * What people write to each other in a channel, new or changed, where the team's owner lets us hear it. It is looked at
 * here and goes no further: where nothing in it tells who somebody is, it is as if it had never come.
 */

export const isInChannel = ({ conversation }: Inbound): boolean =>
  conversation.conversationType === 'channel';

/** In a channel, what does not mention us is not for us. */
export const isToOthers = (activity: Inbound): boolean => {
  const { recipient, entities } = activity;
  const mentioned = (entities ?? []).some(
    (one) => one.type === 'mention' && one.mentioned?.id === recipient.id,
  );
  return isInChannel(activity) && !mentioned;
};

const yearOf = ({ timestamp }: Inbound): number => {
  const at = Date.parse(timestamp ?? '');
  return new Date(Number.isNaN(at) ? 0 : at).getUTCFullYear();
};

export const overheard = (activity: Inbound): Act | undefined => {
  const kinds = tellingKinds(wordsOfHtml(activity.text ?? ''), yearOf(activity));
  return kinds.length > 0 ? { kind: 'overheard', kinds } : undefined;
};
