import type { z } from 'zod';
import type { Act, Place, Turn } from '../core/turn.ts';
import { botOf, homeOf, isSpoken, teamOf } from './event-parts.ts';
import type { Origin, Parsed } from './origin.ts';
import { overheard } from './overheard.ts';
import type { Body } from './parse.ts';
import { byUser, type EventBody, event as eventBody, said } from './payloads.ts';
import { plainText, withoutMention } from './plain-text.ts';

type Read = <T>(schema: z.ZodType<T>, body: Body) => T;

const ignored: Parsed = { kind: 'ignored' };

const spoken = (body: EventBody, place: Place['kind'], text: string, read: Read): Parsed => {
  const { event } = body;
  const home = homeOf(body);
  const { user, channel, ts } = read(said, event);
  const origin: Origin = { from: 'text', channel };
  const team = teamOf(body, event);
  const act: Act = { kind: 'typed', text: plainText(text), attachments: event.files?.length ?? 0 };
  const turn: Turn = {
    // By place and time, not by delivery: one text can arrive both as a message and as a mention.
    id: `slack:${home}:said:${channel}:${ts}`,
    actor: { channel: 'slack', tenant: team, user },
    place: { kind: place, address: { channel: 'slack', tenant: home, conversation: channel, user } },
    act,
  };
  if (team !== home) return { kind: 'visitor', home, team, turn, origin };
  const bot = botOf(body);
  return { kind: 'turn', home, turn, origin, ...(bot ? { bot } : {}) };
};

const openedHome = (body: EventBody, read: Read): Parsed => {
  const home = homeOf(body);
  const { user } = read(byUser, body.event);
  const turn: Turn = {
    id: `slack:${home}:event:${body.event_id}`,
    actor: { channel: 'slack', tenant: home, user },
    place: { kind: 'personal', address: { channel: 'slack', tenant: home, conversation: user, user } },
    act: { kind: 'opened-home' },
  };
  return { kind: 'turn', home, turn, origin: { from: 'home' } };
};

export const parseEvent = (read: Read, raw: Body): Parsed => {
  const body = read(eventBody, raw);
  const { event } = body;
  const text = event.text ?? '';
  switch (event.type) {
    case 'message':
      if (event.channel_type !== 'im') return overheard(body, read);
      return isSpoken(body) ? spoken(body, 'personal', text, read) : ignored;
    case 'app_mention': {
      // A mention inside the bot's own conversation is the same text that arrives as a message.
      const place =
        typeof event.channel === 'string' && event.channel.startsWith('D') ? 'personal' : 'shared';
      return isSpoken(body) ? spoken(body, place, withoutMention(text, botOf(body)), read) : ignored;
    }
    case 'app_home_opened':
      return event.tab === 'home' ? openedHome(body, read) : ignored;
    case 'app_uninstalled':
      return { kind: 'removed', home: homeOf(body) };
    case 'tokens_revoked':
      return event.tokens?.bot?.length ? { kind: 'removed', home: homeOf(body) } : ignored;
    default:
      return ignored;
  }
};
