import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';

/** `npm run rehearse -- --records 100000 --seed 7 --cosmos`: the operator's commands on many records, measured. */
const outdir = join('.build', 'rehearse');
const run = (...args) => {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};

const built = join(outdir, 'bot');
run(join('bot', 'cli', 'build.mjs'), built);
await build({
  entryPoints: { main: 'test/rehearse/main.ts', cosmos: 'test/support/cosmos/serve.ts' },
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
});
run(
  join(outdir, 'main.mjs'),
  ...['--built', built],
  ...['--server', join(outdir, 'cosmos.mjs')],
  ...process.argv.slice(2),
);
