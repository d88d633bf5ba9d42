import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';

/** `npm run chaos -- --seed 7`: bundles the rounds and runs them on a build of their own. */
const outdir = join('.build', 'chaos');
const run = (...args) => {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};

const bot = join(outdir, 'bot');
run(join('bot', 'cli', 'build.mjs'), bot);
await build({
  entryPoints: { main: 'test/chaos/main.ts', cosmos: 'test/support/cosmos/serve.ts' },
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
  ...['--bot', join(bot, 'main.mjs')],
  ...['--cosmos', join(outdir, 'cosmos.mjs')],
  ...process.argv.slice(2),
);
