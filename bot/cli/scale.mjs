import { botAndServer, runRounds } from './rounds.mjs';

/** `npm run scale -- --model`: what a case asks of the store, and how far that goes. */
await runRounds('scale', botAndServer);
