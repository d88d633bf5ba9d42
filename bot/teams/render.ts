import type { Activity } from 'botbuilder';
import type { CardName } from '../../cards/catalogue.ts';
import { renderCard } from '../../cards/render.ts';
import type { AdaptiveCard } from '../../cards/types.ts';
import type { Reply } from '../core/reply.ts';

const cardType = 'application/vnd.microsoft.card.adaptive';

/** What Teams takes in one message. */
const mostBytes = 28 * 1024;

const cardOf = (reply: Reply): AdaptiveCard => renderCard<CardName>(reply.card, reply.data, reply.summary);

/**
 * `summary` is what notifications show in place of the card. No `text` beside it: Teams makes two messages of a text
 * and a card, notifies twice, and gives back no id, so that the card could not be rewritten.
 */
const activityOf = (card: AdaptiveCard, summary: string): Partial<Activity> => ({
  type: 'message',
  summary,
  attachments: [{ contentType: cardType, content: card }],
});

export type Rendered = Pick<Reply, 'how' | 'audience' | 'summary'> & {
  card: AdaptiveCard;
  activity: Partial<Activity>;
  bytes: number;
};

export const renderReply = (reply: Reply): Rendered => {
  const card = cardOf(reply);
  const activity = activityOf(card, reply.summary);
  const { how, audience, summary } = reply;
  return { how, audience, summary, card, activity, bytes: Buffer.byteLength(JSON.stringify(activity)) };
};

export const fits = ({ bytes }: Rendered): boolean => bytes <= mostBytes;

/** Answers of adaptiveCard/action: the outcome is in the body, the HTTP status is always 200. */
export type InvokeBody = Record<string, unknown>;

/** The card in place of the pressed one. */
export const cardAnswer = ({ card }: Rendered): InvokeBody => ({
  statusCode: 200,
  type: cardType,
  value: card,
});

/** A line for the person who pressed, and nobody else; the card stays. */
export const lineAnswer = (text: string): InvokeBody => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.activity.message',
  value: text,
});

export const errorAnswer = (statusCode: 400 | 500 | 501, code: string): InvokeBody => ({
  statusCode,
  type: 'application/vnd.microsoft.error',
  value: { code, message: code },
});

type Plain = { [key: string]: unknown };

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Dialogs do not know Action.Execute, and take no fallback for it either: there its Action.Submit stands itself. */
const withSubmits = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withSubmits);
  if (!isPlain(value)) return value;
  if (value.type === 'Action.Execute' && isPlain(value.fallback)) return value.fallback;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withSubmits(inner)]));
};

/** The card in the dialog of a message action, seen only by the person who opened it. */
export const dialogAnswer = ({ card, summary }: Rendered): InvokeBody => ({
  task: {
    type: 'continue',
    value: {
      title: summary,
      height: 'medium',
      width: 'medium',
      card: { contentType: cardType, content: withSubmits(card) },
    },
  },
});
