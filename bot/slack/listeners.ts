import type { App } from '@slack/bolt';

/** Every kind of request goes the same way; which kind it was is settled in the parser. */
export const listen = (app: App, handle: (body: unknown) => Promise<void>): void => {
  const run = ({ body }: { body: unknown }): Promise<void> => handle(body);
  const any = /^/;
  app.event(any, run);
  app.command(any, run);
  app.action(any, run);
  app.view(any, run);
  app.shortcut(any, run);
};
