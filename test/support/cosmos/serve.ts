import { startCosmosServer } from './server.ts';

/** The same server as a process of its own, for tests that kill the bot: `node serve.mjs PORT`. */
const server = await startCosmosServer({ clock: () => new Date(), port: Number(process.argv[2] ?? 0) });
process.stdout.write(`listening ${new URL(server.endpoint).port}\n`);
process.on('SIGTERM', () => {
  void server.close();
});
