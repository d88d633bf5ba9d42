import type { App } from '@slack/bolt';

/**
 * Every kind of request goes the same way; which kind it was is settled in the parser. One link in Bolt's chain does
 * for all of them: a listener for each kind would be tried on every request.
 */
export const listen = (app: App, handle: (body: unknown) => Promise<void>): void => {
  app.use(({ body }) => handle(body));
};
