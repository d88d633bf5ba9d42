import { SharewellError } from '../core/errors.ts';
import type { Timer } from '../core/patience.ts';
import type { WebApi } from './web-api.ts';

// Slack itself waits three seconds for the whole turn.
const longestWaitMs = 1500;

/**
 * For the answer to a person who is waiting: when Slack asks for a short pause, one pause and one more try. Only a
 * refused request is repeated; one that got no answer may have been carried out.
 */
export const retryOnce = (api: WebApi, timer: Timer): WebApi['call'] => {
  const pause = (ms: number) => new Promise<void>((resolve) => void timer(ms, resolve));
  return async (token, method, args) => {
    try {
      return await api.call(token, method, args);
    } catch (error) {
      const wait = error instanceof SharewellError ? error.retryAfterMs : undefined;
      if (wait === undefined || wait > longestWaitMs) throw error;
      await pause(wait);
      return api.call(token, method, args);
    }
  };
};
