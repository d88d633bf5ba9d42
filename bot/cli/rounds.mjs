import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';

const run = (...args) => {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};

/**
 * Bundles the rounds of `test/<name>` and runs them on a build of their own: `handed` says how they hear where the built
 * bot and the store's test server are. What was typed behind the command comes last.
 */
export const runRounds = async (name, handed) => {
  const outdir = join('.build', name);
  const built = join(outdir, 'bot');
  run(join('bot', 'cli', 'build.mjs'), built);
  await build({
    entryPoints: { main: join('test', name, 'main.ts'), cosmos: 'test/support/cosmos/serve.ts' },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: 'linked',
    logLevel: 'warning',
  });
  run(
    '--enable-source-maps',
    join(outdir, 'main.mjs'),
    ...handed(built, join(outdir, 'cosmos.mjs')),
    ...process.argv.slice(2),
  );
};

export const botAndServer = (built, server) => ['--bot', join(built, 'main.mjs'), '--cosmos', server];
