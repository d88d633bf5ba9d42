import { join } from 'node:path';
import { bundle, run, withPackages } from './bundle.mjs';

/** Bundles the soak and runs it: `npm run soak -- --minutes 10`. */
const outdir = join('.build', 'soak');
await bundle(outdir, { main: 'test/soak/main.ts', probe: 'test/soak/probe.ts' }, withPackages);
run(join(outdir, 'main.mjs'), ...process.argv.slice(2));
