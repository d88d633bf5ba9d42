import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';

/** What the long runs share: their own bundle, and a run of it that ends as the run ended. */

export const bundle = (outdir, entryPoints, more) =>
  build({
    outdir,
    entryPoints,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'warning',
    ...more,
  });

/** With the packages inside, but for the one that is a binary. */
export const withPackages = {
  external: ['libsql'],
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
};

export const run = (...args) => {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};
