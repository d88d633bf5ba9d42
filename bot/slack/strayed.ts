import type { MessageRef } from '../core/turn.ts';

/** Where a message is that somebody reports, as Slack's own "Copy link" says it. */

type Message = { ts?: string | null; thread_ts?: string | null };

const digits = (ts: string): string => ts.replace('.', '');

export const strayedMessage = (
  { ts, thread_ts: thread }: Message,
  channel: string,
  domain: string | null | undefined,
): MessageRef => {
  const host = domain ? `${domain}.slack.com` : 'slack.com';
  const place = `https://${host}/archives/${channel}`;
  if (!ts) return { platform: 'slack', link: place };
  const within = thread && thread !== ts ? `?thread_ts=${thread}&cid=${channel}` : '';
  const sentAt = new Date(Math.floor(Number(ts) * 1_000)).toISOString();
  return { platform: 'slack', sentAt, link: `${place}/p${digits(ts)}${within}` };
};
