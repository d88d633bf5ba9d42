import { runRounds } from './rounds.mjs';

/** `npm run rehearse -- --records 100000 --seed 7 --cosmos`: the operator's commands on many records, measured. */
await runRounds('rehearse', (built, server) => ['--built', built, '--server', server]);
