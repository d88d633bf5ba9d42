import { hasCode } from '../core/errors.ts';
import type { Log, RunTurn } from '../core/ports.ts';
import { aside } from './aside.ts';
import { deliver } from './deliver.ts';
import type { Exchange } from './exchange.ts';
import type { Installations } from './installations.ts';
import type { Origin, Parsed } from './origin.ts';
import type { Call } from './post.ts';
import type { SlackPhrases } from './render.ts';
import type { WebApi } from './web-api.ts';

type Tools = {
  runTurn: RunTurn;
  call(token: string): Call;
  respond: WebApi['respond'];
  phrases: SlackPhrases;
  installations: Installations | undefined;
  log: Log;
};

/** An event that Slack will never let us answer is not worth delivering again; a press shows the fault instead. */
const isHopeless = (error: unknown, origin: Origin): boolean =>
  hasCode(error, 'channel-refused') && (origin.from === 'text' || origin.from === 'home');

/** What is done with a request once it is known to be Slack's and from a workspace of ours. */
export const createTurns = (tools: Tools) => {
  const { runTurn, respond, phrases, log } = tools;
  const asideTools = (call: Call) => ({ call, respond, phrases });

  const take = async (exchange: Exchange, parsed: Parsed & { kind: 'turn' }, call: Call): Promise<void> => {
    const { turn, origin } = parsed;
    exchange.late = () => aside(asideTools(call), origin, turn.actor.user, phrases.saving);
    const replies = await runTurn(turn);
    await deliver({ call, respond, phrases, log, turn, origin, exchange }, replies).catch(
      (error: unknown) => {
        if (!isHopeless(error, origin)) throw error;
        log('slack-unanswered', { code: 'channel-refused' });
      },
    );
  };

  const sendAway = async (exchange: Exchange, origin: Origin, user: string, call: Call): Promise<void> => {
    const { answer, send } = aside(asideTools(call), origin, user, phrases.visitor);
    exchange.answer = answer;
    await send?.();
  };

  return async (exchange: Exchange): Promise<void> => {
    const { parsed, credentials } = exchange;
    if (parsed.kind === 'removed') return tools.installations?.delete(parsed.home);
    if (parsed.kind === 'ignored' || !credentials) return;
    const call = tools.call(credentials.token);
    // With one token, a request that names another workspace comes from somebody visiting through a shared channel.
    const ours = credentials.team === undefined || credentials.team === parsed.home;
    if (parsed.kind === 'turn' && ours) return take(exchange, parsed, call);
    const user = parsed.kind === 'turn' ? parsed.turn.actor.user : parsed.user;
    await sendAway(exchange, parsed.origin, user, call);
  };
};
