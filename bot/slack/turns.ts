import { hasCode } from '../core/errors.ts';
import type { Log, RunTurn } from '../core/ports.ts';
import type { Turn } from '../core/turn.ts';
import { aside } from './aside.ts';
import { deliver } from './deliver.ts';
import type { Exchange } from './exchange.ts';
import type { Installations } from './installations.ts';
import type { Origin } from './origin.ts';
import type { Call } from './post.ts';
import type { SlackPhrases } from './render.ts';
import type { WebApi } from './web-api.ts';

type Tools = {
  runTurn: RunTurn;
  call(token: string): Call;
  respond: WebApi['respond'];
  phrases: SlackPhrases;
  installations: Installations | undefined;
  /** Whether somebody from another workspace may act here; those of workspaces that are not served never may. */
  admits(turn: Turn): Promise<boolean>;
  serves(team: string): boolean;
  log: Log;
};

/** An event that Slack will never let us answer is not worth delivering again; a press shows the fault instead. */
const isHopeless = (error: unknown, origin: Origin): boolean =>
  hasCode(error, 'channel-refused') && ['text', 'home', 'heard'].includes(origin.from);

type Taken = { turn: Turn; origin: Origin };

/** The channel is ours, whatever workspace the request names. */
const placedIn = (team: string, turn: Turn): Turn => ({
  ...turn,
  place: { ...turn.place, address: { ...turn.place.address, tenant: team } },
});

/** What is done with a request once it is known to be Slack's and from a workspace of ours. */
export const createTurns = (tools: Tools) => {
  const { runTurn, respond, phrases, log } = tools;
  const asideTools = (call: Call) => ({ call, respond, phrases });

  const take = async (exchange: Exchange, { turn, origin }: Taken, call: Call): Promise<void> => {
    exchange.late = () => aside(asideTools(call), origin, turn.actor.user, phrases.saving);
    const replies = await runTurn(turn);
    await deliver({ call, respond, phrases, log, turn, origin, exchange }, replies).catch(
      (error: unknown) => {
        if (!isHopeless(error, origin)) throw error;
        log('slack.unanswered', { code: 'channel-refused' });
      },
    );
  };

  const sendAway = async (exchange: Exchange, origin: Origin, user: string, call: Call): Promise<void> => {
    const { answer, send } = aside(asideTools(call), origin, user, phrases.visitor);
    exchange.answer = answer;
    await send?.();
  };

  const visit = async (exchange: Exchange, { turn, origin }: Taken, call: Call): Promise<void> => {
    if (tools.serves(turn.actor.tenant) && (await tools.admits(turn)))
      return take(exchange, { turn, origin }, call);
    await sendAway(exchange, origin, turn.actor.user, call);
  };

  return async (exchange: Exchange): Promise<void> => {
    const { parsed, credentials } = exchange;
    if (parsed.kind === 'removed') return tools.installations?.delete(parsed.home);
    if (parsed.kind === 'ignored' || !credentials) return;
    const call = tools.call(credentials.token);
    // With one token, a request that names another workspace comes from somebody visiting through a shared channel.
    const ours = credentials.team === undefined || credentials.team === parsed.home;
    if (ours) return parsed.kind === 'turn' ? take(exchange, parsed, call) : visit(exchange, parsed, call);
    const turn = credentials.team ? placedIn(credentials.team, parsed.turn) : parsed.turn;
    await visit(exchange, { turn, origin: parsed.origin }, call);
  };
};
