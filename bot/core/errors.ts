/** The closed list of what can go wrong. Nothing matches on messages; everything matches on the code. */
export type ErrorCode =
  | 'conflict' // a lost race: somebody else changed the same thing first
  | 'already-done' // this very turn was kept before
  | 'store-unavailable' // the store did not answer, or answered that it is busy
  | 'store-refused' // the store answered that this can never work (too large, wrong key, wrong shape)
  | 'channel-unavailable' // Teams or Slack did not answer; try again later
  | 'channel-refused' // Teams or Slack will never take this (gone, blocked, forbidden)
  | 'unauthenticated' // a request that cannot prove who sent it
  | 'bad-request' // a request that cannot be read
  | 'too-large'
  | 'config'; // start-up settings that cannot work

export class SharewellError extends Error {
  readonly code: ErrorCode;
  /** When known, how long to wait before another try. */
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; retryAfterMs?: number } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'SharewellError';
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Whether it is an error of ours: with one of these codes, or with any where none is named. */
export const hasCode = (error: unknown, ...codes: ErrorCode[]): error is SharewellError =>
  error instanceof SharewellError && (codes.length === 0 || codes.includes(error.code));
