import type { SharewellError } from '../core/errors.ts';
import type { Log, Measure } from '../core/ports.ts';
import { answerFault, networkFault, saidSlack, slackCause, statusFault } from './faults.ts';
import { createPost } from './http-post.ts';

export type ApiAnswer = Record<string, unknown>;

/**
 * The few Web API calls that a turn makes. Bolt's own client costs four times as much processor time a call (it
 * serialises every request for its debug log and form-encodes the blocks), which every button press would pay.
 */
export type WebApi = {
  call(token: string, method: string, args: Record<string, unknown>): Promise<ApiAnswer>;
  /** An answer to the one-off address that came with a request: needs no token. */
  respond(url: string, args: Record<string, unknown>): Promise<void>;
  close(): void;
};

const parseAnswer = (method: string, text: string): ApiAnswer => {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    throw networkFault(method, 'unreadable_answer');
  }
  if (typeof answer !== 'object' || answer === null) throw networkFault(method, 'unreadable_answer');
  return answer as ApiAnswer;
};

/** Blocks that Slack does not take are a defect of ours: the log says where, and never what stood there. */
const report = (log: Log, method: string, fault: SharewellError): void => {
  const pointers = slackCause(fault)?.pointers;
  if (pointers || saidSlack(fault, 'invalid_blocks', 'msg_blocks_too_long', 'invalid_arguments'))
    log('slack.defect', { method, reason: slackCause(fault)?.slack, pointers: pointers?.join(' ') });
};

type Options = { apiUrl: string; timeoutMs: number; log: Log; measure?: Measure };

export const createWebApi = (options: Options): WebApi => {
  const measure: Measure = options.measure ?? ((_name, work) => work());
  const { post, close } = createPost(options.timeoutMs);
  const base = options.apiUrl.endsWith('/') ? options.apiUrl : `${options.apiUrl}/`;
  const urls = new Map<string, URL>();
  const urlOf = (method: string): URL => {
    const url = urls.get(method) ?? new URL(method, base);
    urls.set(method, url);
    return url;
  };
  const call: WebApi['call'] = async (token, method, args) => {
    const sent = await post({ method, url: urlOf(method), body: JSON.stringify(args), token });
    if (sent.status !== 200) throw statusFault(method, sent.status, sent.retryAfter);
    const answer = parseAnswer(method, sent.text);
    if (answer.ok === true) return answer;
    const fault = answerFault(method, answer);
    report(options.log, method, fault);
    throw fault;
  };
  const respond: WebApi['respond'] = async (url, args) => {
    const method = 'response_url';
    const sent = await post({ method, url: new URL(url), body: JSON.stringify(args) });
    if (sent.status !== 200) throw statusFault(method, sent.status, sent.retryAfter);
  };
  return {
    close,
    call: (token, method, args) => measure(`slack.${method}`, () => call(token, method, args)),
    respond: (url, args) => measure('slack.response_url', () => respond(url, args)),
  };
};
