import type { MessageRef } from '../core/turn.ts';

/** Where a message is that somebody reports. Names of teams and channels may tell who a case is about: they are left out. */

type Payload =
  | { id?: string | null; createdDateTime?: string | null; linkToMessage?: string | null }
  | null
  | undefined;

const named = ['teamName', 'channelName'];
const longest = 1_000;

const givenLink = (text: string): string | undefined => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return undefined;
  for (const name of named) url.searchParams.delete(name);
  return url.href.length <= longest ? url.href : undefined;
};

/** Chats give no link: this one is made as Teams makes its own. */
const madeLink = (conversation: string, id: string): string => {
  const [place = ''] = conversation.split(';');
  return `https://teams.microsoft.com/l/message/${encodeURIComponent(place)}/${encodeURIComponent(id)}`;
};

const timeOf = (text: string): string | undefined => {
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
};

export const strayedMessage = (payload: Payload, conversation: string): MessageRef => {
  const { id, createdDateTime, linkToMessage } = payload ?? {};
  const sentAt = timeOf(createdDateTime ?? '');
  const link = givenLink(linkToMessage ?? '') ?? madeLink(conversation, id ?? '');
  return { platform: 'teams', ...(sentAt ? { sentAt } : {}), link };
};
