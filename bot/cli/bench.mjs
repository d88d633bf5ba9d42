import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Bundles the bench and runs it: `npm run bench`, with `--json`, `--strict`, `--readme`, `--only=<row>` or `--profile`. */
const outdir = join('.build', 'bench');
const common = {
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  logLevel: 'warning',
};

await build({
  ...common,
  entryPoints: { main: 'test/bench/main.ts' },
  external: ['libsql'],
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});
// What the bot is measured against loads its packages as any bot does: from node_modules.
await build({ ...common, entryPoints: { bare: 'test/bench/bare.ts' }, packages: 'external' });

const { status } = spawnSync(process.execPath, [join(outdir, 'main.mjs'), ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
