import type { z } from 'zod';
import { tellingKinds } from '../core/overheard.ts';
import type { Turn } from '../core/turn.ts';
import { botOf, homeOf, isSpoken, teamOf } from './event-parts.ts';
import type { Parsed } from './origin.ts';
import type { Body } from './parse.ts';
import { type EventBody, said } from './payloads.ts';
import { plainText } from './plain-text.ts';

/**
 * What people write to each other in a channel, new or changed. It is looked at here and goes no further: where nothing in
 * it tells who somebody is, it is as if it had never come.
 */

type Read = <T>(schema: z.ZodType<T>, body: Body) => T;

type Written = {
  user: unknown;
  text: string;
  ts: string | null | undefined;
  id: string;
  team: Pick<EventBody['event'], 'team' | 'user_team'>;
};

/** Threads sent to the channel as well are written by people too. */
const writtenNew = ({ event }: EventBody, bot: string | undefined): Written | undefined => {
  const text = event.text ?? '';
  // Whoever mentions us hears from us about that.
  if (bot && text.includes(`<@${bot}>`)) return undefined;
  return { user: event.user, text, ts: event.ts, id: `${event.ts}`, team: event };
};

const writtenAnew = ({ event: { message, previous_message: before } }: EventBody): Written | undefined => {
  if (!message || message.bot_id || message.text === before?.text) return undefined;
  const { user, text, ts, edited } = message;
  return { user, text: text ?? '', ts, id: `${ts}:${edited?.ts}`, team: message };
};

const writtenIn = (body: EventBody): Written | undefined => {
  if (body.event.subtype === 'message_changed') return writtenAnew(body);
  const known = isSpoken(body) || (body.event.subtype === 'thread_broadcast' && !body.event.bot_id);
  return known ? writtenNew(body, botOf(body)) : undefined;
};

/** Ids of people and channels are Slack's own, and have digits of their own. */
const typed = (text: string): string => plainText(text.replace(/<[@#!][^<>]*>/g, ' '));

const yearOf = (ts: string): number => new Date(Number(ts) * 1_000).getUTCFullYear();

export const overheard = (body: EventBody, read: Read): Parsed => {
  const written = writtenIn(body);
  const kinds = written ? tellingKinds(typed(written.text), yearOf(written.ts ?? '')) : [];
  if (!written || kinds.length === 0) return { kind: 'ignored' };
  const home = homeOf(body);
  const { user, channel } = read(said, { ...written, channel: body.event.channel });
  const turn: Turn = {
    id: `slack:${home}:heard:${channel}:${written.id}`,
    actor: { channel: 'slack', tenant: teamOf(body, written.team), user },
    place: { kind: 'shared', address: { channel: 'slack', tenant: home, conversation: channel, user } },
    act: { kind: 'overheard', kinds },
  };
  return { kind: 'turn', home, turn, origin: { from: 'heard', channel } };
};
