import { botAndServer, runRounds } from './rounds.mjs';

/** `npm run crash -- --rounds 200 --seed 7`: the bot is killed again and again. */
await runRounds('crash', botAndServer);
