import type { Reply } from '../core/reply.ts';
import type { Aside } from './exchange.ts';
import type { Origin } from './origin.ts';
import { type Call, postReply, whisper } from './post.ts';
import { renderMessages, renderModal, type SlackPhrases } from './render.ts';
import type { WebApi } from './web-api.ts';

export type AsideTools = { call: Call; respond: WebApi['respond']; phrases: SlackPhrases };

const ephemeral = (reply: Reply) => ({
  response_type: 'ephemeral',
  replace_original: false,
  ...renderMessages(reply)[0],
});

/** Something the channel itself has to say to one person, by the way that fits where they are. */
export const aside = (tools: AsideTools, origin: Origin, user: string, reply: Reply): Aside => {
  const { call, respond, phrases } = tools;
  switch (origin.from) {
    case 'submit':
      return { answer: { response_action: 'update', view: renderModal(reply, phrases) } };
    case 'modal':
      return {
        send: async () => {
          await call('views.update', { view_id: origin.viewId, view: renderModal(reply, phrases) });
        },
      };
    case 'command':
      return { answer: ephemeral(reply) };
    case 'shortcut':
    case 'message': {
      // The one-off address works even where the bot is not a member.
      const { responseUrl, channel } = origin;
      if (responseUrl) return { send: () => respond(responseUrl, ephemeral(reply)) };
      return { send: () => whisper(call, channel, user, reply) };
    }
    case 'text': {
      const { channel } = origin;
      const personal = channel.startsWith('D');
      return {
        send: () => (personal ? postReply(call, channel, reply) : whisper(call, channel, user, reply)),
      };
    }
    case 'heard':
      // They wrote to others, and wait for nothing.
      return {};
    case 'home':
      // Opening the tab is no question; a button on it has no other place for an answer.
      return origin.triggerId ? { send: () => postReply(call, user, reply) } : {};
  }
};
