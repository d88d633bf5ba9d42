import { botAndServer, runRounds } from './rounds.mjs';

/** `npm run chaos -- --seed 7`: everything fails at once. */
await runRounds('chaos', botAndServer);
