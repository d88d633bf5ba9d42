import { join } from 'node:path';
import { bundle, run } from './bundle.mjs';

/**
 * Bundles the rounds of `test/<name>` and runs them on a build of their own: `handed` says how they hear where the built
 * bot and the store's test server are. What was typed behind the command comes last.
 */
export const runRounds = async (name, handed) => {
  const outdir = join('.build', name);
  const built = join(outdir, 'bot');
  run(join('bot', 'cli', 'build.mjs'), built);
  const entries = { main: join('test', name, 'main.ts'), cosmos: 'test/support/cosmos/serve.ts' };
  await bundle(outdir, entries, { packages: 'external', sourcemap: 'linked' });
  run(
    '--enable-source-maps',
    join(outdir, 'main.mjs'),
    ...handed(built, join(outdir, 'cosmos.mjs')),
    ...process.argv.slice(2),
  );
};

export const botAndServer = (built, server) => ['--bot', join(built, 'main.mjs'), '--cosmos', server];
