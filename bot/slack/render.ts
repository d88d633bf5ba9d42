import { renderCard } from '../../cards/render.ts';
import type { AdaptiveCard } from '../../cards/types.ts';
import { SharewellError } from '../core/errors.ts';
import type { Reply } from '../core/reply.ts';
import { toBlockKit } from './block-kit.ts';
import { limits } from './limits.ts';

type Block = ReturnType<typeof toBlockKit>['blocks'][number];

/** What the channel itself has to say. These are seen by one person only, and say nothing of any case. */
export type SlackPhrases = {
  /** Where others read along, when the answer went to the personal conversation. */
  pointer: Reply;
  /** The store is slow: it is still being saved, and the outcome follows. */
  saving: Reply;
  /** To somebody from another workspace. */
  visitor: Reply;
  /** The button that closes a modal, and the one that hands in what was written in it. */
  close: string;
  next: string;
};

export type Message = { text: string; blocks: Block[] };
export type View = Record<string, unknown>;

const cardOf = (reply: Reply): AdaptiveCard => renderCard(reply.card, reply.data, reply.summary);

/** What does not fit one message follows in further ones. */
export const renderMessages = (reply: Reply): [Message, ...Message[]] => {
  const { blocks, overflow, text } = toBlockKit(cardOf(reply), 'message');
  return [{ text, blocks }, ...overflow.map((more) => ({ text, blocks: more }))];
};

const plain = (text: string) => ({ type: 'plain_text', text });

const modal = (blocks: readonly Block[], close: string): View => ({
  type: 'modal',
  callback_id: 'sharewell',
  title: plain('Sharewell'),
  close: plain(close),
  blocks,
});

/** Only a page asks for anything, and only what asks needs a modal. */
export const hasInputs = (reply: Reply): boolean =>
  reply.card === 'page' && (reply.data.inputs?.length ?? 0) > 0;

/** A modal with something to write needs a button of its own that hands it in, also where an answer is pressed. */
const handedIn = (reply: Reply, next: string): Reply => {
  const option = reply.card === 'page' ? reply.data.options?.[0] : undefined;
  if (reply.card !== 'page' || !option || !hasInputs(reply)) return reply;
  const { ask: _, value: __, ...press } = option.button.press;
  const button = { title: next, press, style: 'positive' as const };
  return { ...reply, data: { ...reply.data, buttons: [button, ...(reply.data.buttons ?? [])] } };
};

/** Undefined when the card is longer than a modal: then it is for a message, which can be continued in a second. */
export const renderModal = (
  asked: Reply,
  { close, next }: Pick<SlackPhrases, 'close' | 'next'>,
): View | undefined => {
  const reply = handedIn(asked, next);
  // A card that asks nothing is shown as on the home tab: every button stays in the card and none becomes a submit.
  const { blocks, submit, overflow } = toBlockKit(cardOf(reply), hasInputs(reply) ? 'modal' : 'home');
  if (overflow.length > 0) return undefined;
  const view = modal(blocks, close);
  if (!submit) return view;
  if (submit.value.length > limits.view.privateMetadata)
    throw new SharewellError('too-large', 'A submit button carries more than Slack takes.');
  return { ...view, submit: plain(submit.title), private_metadata: submit.value };
};

/** A home tab has no second page, so what is left over is reported. */
export const renderHome = (reply: Reply): { view: View; left: number } => {
  const { blocks, overflow } = toBlockKit(cardOf(reply), 'home');
  return { view: { type: 'home', callback_id: 'sharewell', blocks }, left: overflow.length };
};
