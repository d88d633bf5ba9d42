import { type Activity, type InvokeResponse, TurnContext } from 'botbuilder';
import { type Timer, withPatience } from '../core/patience.ts';
import type { Log, RunTurn } from '../core/ports.ts';
import type { Turn } from '../core/turn.ts';
import type { TeamsAdapter } from './adapter.ts';
import { onAction } from './on-action.ts';
import { onDialog } from './on-dialog.ts';
import { onHeard } from './on-heard.ts';
import { onMessage } from './on-message.ts';
import { lastingOutlet, outletOf } from './outlet.ts';
import type { Person } from './private-chat.ts';
import { errorAnswer } from './render.ts';
import type { After, Task, Tools } from './task.ts';

export type TurnResult = { response: InvokeResponse | undefined; after: After };

/** Runs one turn as the surface it came from demands. */
export type Turns = (turn: Turn, activity: Activity) => Promise<TurnResult>;

type Options = {
  adapter: TeamsAdapter;
  runTurn: RunTurn;
  tools: Tools;
  timer: Timer;
  patienceMs: number;
  log: Log;
};

const personOf = ({ actor }: Turn, { serviceUrl, from, recipient }: Activity): Person => {
  const { channel, tenant, user } = actor;
  return { serviceUrl, identity: { channel, tenant, user }, member: from.id, bot: recipient.id };
};

const handlerOf = (
  { act }: Turn,
  { type, name }: Activity,
): ((task: Task, tools: Tools) => Promise<After>) => {
  if (act.kind === 'overheard') return onHeard;
  if (type !== 'invoke') return onMessage;
  return name === 'adaptiveCard/action' ? onAction : onDialog;
};

const wasPressed = ({ act }: Turn): boolean => act.kind === 'pressed' || act.kind === 'unknown-press';

export const createTurns = ({ adapter, runTurn, tools, timer, patienceMs, log }: Options): Turns => {
  const taskOf = (turn: Turn, activity: Activity, context: TurnContext): Task => {
    const person = personOf(turn, activity);
    const shared = turn.place.kind === 'shared';
    if (!shared) tools.privateChat.remember(person, activity.conversation.id);
    const lasting = lastingOutlet(adapter, TurnContext.getConversationReference(activity));
    return {
      context,
      scene: { shared, outlet: outletOf(context), lasting, person },
      pressed: wasPressed(turn) ? activity.replyToId : undefined,
      outcome: withPatience(runTurn(turn), patienceMs, timer),
    };
  };

  return async (turn, activity) => {
    let after: After;
    try {
      const response = await adapter.run(activity, async (context) => {
        after = await handlerOf(turn, activity)(taskOf(turn, activity, context), tools);
      });
      return { response, after };
    } catch (fault) {
      // A failed invoke is told in the body, or Teams shows nothing at all.
      if (activity.type !== 'invoke' || fault instanceof RangeError) throw fault;
      log('teams.turn-failed', { kind: fault instanceof Error ? fault.name : typeof fault });
      return { response: { status: 200, body: errorAnswer(500, 'InternalServerError') }, after };
    }
  };
};
