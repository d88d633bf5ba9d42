import type { Log } from '../core/ports.ts';
import type { Reply } from '../core/reply.ts';
import type { Turn } from '../core/turn.ts';
import type { Exchange } from './exchange.ts';
import { saidSlack } from './faults.ts';
import type { Origin } from './origin.ts';
import { type Call, postReply, publishHome, updateReply, whisper } from './post.ts';
import { hasInputs, renderMessages, renderModal, type SlackPhrases } from './render.ts';
import type { WebApi } from './web-api.ts';

export type Delivery = {
  call: Call;
  respond: WebApi['respond'];
  phrases: SlackPhrases;
  log: Log;
  turn: Turn;
  origin: Origin;
  exchange: Exchange;
};

/** Slack's words for "this place is gone": the reply then goes to the personal conversation instead. */
const gone = [
  'expired_trigger_id',
  'exchanged_trigger_id',
  'invalid_trigger_id',
  'not_found',
  'view_closed',
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'http_404',
];
const notThere = ['not_in_channel', 'channel_not_found', 'is_archived', 'restricted_action'];

const elseIf = async (words: readonly string[], first: Promise<unknown>, other: () => Promise<unknown>) => {
  try {
    await first;
  } catch (error) {
    if (!saidSlack(error, ...words)) throw error;
    await other();
  }
};

const visits = ({ turn: { actor, place } }: Delivery): boolean =>
  place.kind === 'shared' && actor.tenant !== place.address.tenant;

/** Nobody from another workspace has a conversation of their own with us here: they are told where they are. */
const toPerson = (delivery: Delivery, reply: Reply): Promise<unknown> => {
  const { call, turn } = delivery;
  return visits(delivery)
    ? whisper(call, turn.place.address.conversation, turn.actor.user, reply)
    : postReply(call, turn.actor.user, reply);
};

/** Said to whoever wrote it, where they wrote it, and seen by nobody else. */
const murmur = (delivery: Delivery, reply: Reply): Promise<unknown> => {
  const { call, turn } = delivery;
  return elseIf(
    [...notThere, 'user_not_in_channel'],
    whisper(call, turn.place.address.conversation, turn.actor.user, reply),
    () => toPerson(delivery, reply),
  );
};

/** Others read along: the answer goes to the person, and the place only shows them where to look. */
const privately = async (delivery: Delivery, reply: Reply): Promise<void> => {
  const { call, respond, phrases, turn, origin } = delivery;
  await toPerson(delivery, reply);
  if (visits(delivery)) return;
  const { conversation } = turn.place.address;
  const url = 'responseUrl' in origin ? origin.responseUrl : undefined;
  const { pointer } = phrases;
  await elseIf(
    [...notThere, 'user_not_in_channel'],
    whisper(call, conversation, turn.actor.user, pointer),
    async () => {
      const [message] = renderMessages(pointer);
      if (url) await respond(url, { response_type: 'ephemeral', replace_original: false, ...message });
    },
  );
};

const inPlace = (delivery: Delivery, reply: Reply): Promise<unknown> =>
  elseIf(notThere, postReply(delivery.call, delivery.turn.place.address.conversation, reply), () =>
    toPerson(delivery, reply),
  );

const post = (delivery: Delivery, reply: Reply): Promise<unknown> =>
  reply.audience === 'person' && delivery.turn.place.kind === 'shared'
    ? privately(delivery, reply)
    : inPlace(delivery, reply);

const openModal = async (delivery: Delivery, triggerId: string, reply: Reply): Promise<unknown> => {
  const view = renderModal(reply, delivery.phrases);
  if (!view) return post(delivery, reply);
  const opened = delivery.call('views.open', { trigger_id: triggerId, view });
  return elseIf(gone, opened, () => post(delivery, reply));
};

const updateModal = async (delivery: Delivery, viewId: string, reply: Reply): Promise<unknown> => {
  const view = renderModal(reply, delivery.phrases);
  if (!view) return toPerson(delivery, reply);
  const { exchange, origin, call } = delivery;
  if (origin.from === 'submit' && !exchange.answered) {
    exchange.answer = { response_action: 'update', view };
    return undefined;
  }
  return elseIf(gone, call('views.update', { view_id: viewId, view }), () => toPerson(delivery, reply));
};

const rewrite = (
  delivery: Delivery,
  origin: Origin & { from: 'message' },
  reply: Reply,
): Promise<unknown> => {
  const { call, respond } = delivery;
  const { channel, ts, ephemeral, responseUrl } = origin;
  const rewriting =
    ephemeral && responseUrl
      ? respond(responseUrl, { replace_original: true, ...renderMessages(reply)[0] })
      : updateReply(call, channel, ts, reply);
  return elseIf(gone, rewriting, () => post(delivery, reply));
};

/** Questions, and all answers before they count. */
const asks = ({ card }: Reply): boolean => card === 'page' || card === 'check';

/** The first reply goes where the person is looking. */
const first = (delivery: Delivery, reply: Reply): Promise<unknown> => {
  const { origin, turn } = delivery;
  switch (origin.from) {
    case 'submit':
    case 'modal':
      return updateModal(delivery, origin.viewId, reply);
    case 'home':
      // A message would arrive on another tab, where nobody who pressed a button here would see it.
      return origin.triggerId ? openModal(delivery, origin.triggerId, reply) : post(delivery, reply);
    case 'command':
    case 'shortcut':
      return hasInputs(reply) ? openModal(delivery, origin.triggerId, reply) : post(delivery, reply);
    case 'message': {
      const exposed = reply.audience === 'person' && turn.place.kind === 'shared' && !origin.ephemeral;
      const { triggerId } = origin;
      if (exposed && triggerId && asks(reply)) return openModal(delivery, triggerId, reply);
      return reply.how === 'replace' && !exposed ? rewrite(delivery, origin, reply) : post(delivery, reply);
    }
    case 'heard':
      return murmur(delivery, reply);
    case 'text':
      return post(delivery, reply);
  }
};

export const deliver = async (delivery: Delivery, replies: readonly Reply[]): Promise<void> => {
  let shown = false;
  for (const reply of replies) {
    if (reply.how === 'home') {
      const whole = await publishHome(delivery.call, delivery.turn.actor.user, reply);
      if (!whole) delivery.log('slack.home-cut');
    } else {
      await (shown ? post(delivery, reply) : first(delivery, reply));
      shown = true;
    }
  }
};
