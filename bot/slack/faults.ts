import { type ErrorCode, SharewellError } from '../core/errors.ts';

/** What Slack said, kept as the cause: a word of Slack's own and places in the blocks, never anybody's text. */
export type SlackCause = { slack: string; pointers?: readonly string[] };

/** Slack may take it later. Everything else that it answers with a word of its own, it will never take. */
const passing = new Set([
  'ratelimited',
  'rate_limited',
  'message_limit_exceeded',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'accesslimited',
]);

const oops = (code: ErrorCode, method: string, cause: SlackCause, retryAfterMs?: number) =>
  new SharewellError(code, `Slack ${method}: ${cause.slack}`, {
    cause,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });

const pointer = /\[json-pointer:([^\]]*)\]/;

/** `response_metadata.messages` quotes the text it objects to, so only the places in it are kept. */
const pointersIn = (metadata: unknown): string[] => {
  const messages = (metadata as { messages?: unknown } | undefined)?.messages;
  if (!Array.isArray(messages)) return [];
  return messages.flatMap((message) => {
    const found = typeof message === 'string' ? pointer.exec(message)?.[1] : undefined;
    return found === undefined ? [] : [found];
  });
};

const word = (value: unknown): string =>
  typeof value === 'string' && /^[\w.-]{1,64}$/.test(value) ? value : 'unknown_error';

export const answerFault = (method: string, answer: Record<string, unknown>): SharewellError => {
  const slack = word(answer.error);
  const pointers = pointersIn(answer.response_metadata);
  const cause = pointers.length > 0 ? { slack, pointers } : { slack };
  return oops(passing.has(slack) ? 'channel-unavailable' : 'channel-refused', method, cause);
};

export const statusFault = (
  method: string,
  status: number,
  retryAfter: string | undefined,
): SharewellError => {
  if (status === 429) {
    const seconds = Number(retryAfter);
    const wait = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 1000;
    return oops('channel-unavailable', method, { slack: 'ratelimited' }, wait);
  }
  const code = status >= 500 || status === 408 ? 'channel-unavailable' : 'channel-refused';
  return oops(code, method, { slack: `http_${status}` });
};

/** No answer at all, or one that cannot be read: `reason` is an error code such as ECONNREFUSED. */
export const networkFault = (method: string, reason: string): SharewellError =>
  oops('channel-unavailable', method, { slack: word(reason) });

export const slackCause = (error: unknown): SlackCause | undefined => {
  const cause = error instanceof SharewellError ? error.cause : undefined;
  return typeof cause === 'object' && cause !== null && 'slack' in cause ? (cause as SlackCause) : undefined;
};

/** Whether Slack answered with one of these words. */
export const saidSlack = (error: unknown, ...words: string[]): boolean =>
  words.includes(slackCause(error)?.slack ?? '');
