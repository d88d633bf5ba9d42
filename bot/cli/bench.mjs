import { join } from 'node:path';
import { bundle, run, withPackages } from './bundle.mjs';

/** Bundles the bench and runs it: `npm run bench`, with `--json`, `--strict`, `--readme`, `--only=<row>` or `--profile`. */
const outdir = join('.build', 'bench');
await bundle(outdir, { main: 'test/bench/main.ts' }, withPackages);
// What the bot is measured against loads its packages as any bot does: from node_modules.
await bundle(outdir, { bare: 'test/bench/bare.ts' }, { packages: 'external' });
run(join(outdir, 'main.mjs'), ...process.argv.slice(2));
