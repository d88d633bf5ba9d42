import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/**
 * Bundles the bot: loading a few files instead of a thousand halves the start. Native modules stay outside.
 * `node build.mjs FOLDER` builds somewhere else, for tests that must not have it rebuilt under them.
 */
const outdir = process.argv[2] ?? '.build';

// Folders below hold other builds.
const old = existsSync(outdir) ? readdirSync(outdir, { withFileTypes: true }) : [];
for (const entry of old) if (entry.isFile()) rmSync(join(outdir, entry.name));
await build({
  entryPoints: {
    main: 'bot/main.ts',
    'guidance-worker': 'bot/guidance/worker.ts',
    'guidance-save': 'bot/cli/guidance-save.ts',
    seed: 'bot/cli/seed.ts',
    assess: 'bot/cli/assess.ts',
    map: 'bot/cli/map.ts',
    ask: 'bot/cli/ask.ts',
    eval: 'bot/cli/eval.ts',
    purge: 'bot/cli/purge.ts',
    export: 'bot/cli/export.ts',
    'guidance-check': 'bot/cli/guidance-check.ts',
    package: 'bot/cli/package.ts',
    licences: 'bot/cli/licences.ts',
    'guidance-edition': 'bot/cli/guidance-edition.ts',
    migrate: 'bot/cli/migrate.ts',
    backup: 'bot/cli/backup.ts',
    restore: 'bot/cli/restore.ts',
    verify: 'bot/cli/verify.ts',
  },
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  minifySyntax: true,
  sourcemap: 'linked',
  sourcesContent: false,
  // pdfkit reads files of its own package, and is loaded when the first file is made. The last two are for making app
  // packages, and are not there where the bot runs.
  external: ['libsql', 'pdfkit', '@microsoft/app-manifest', '@resvg/resvg-js'],
  logLevel: 'warning',
  // CommonJS packages inside an ES module still call require for node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; import { fileURLToPath as __toPath } from 'node:url'; import { dirname as __dir } from 'node:path'; const require = __createRequire(import.meta.url); const __filename = __toPath(import.meta.url); const __dirname = __dir(__filename);",
  },
});

/** The picture of the steps of a decision is the same for everybody, so it is drawn once, here. */
const map = 'bot/export/map.ts';
const mapFolder = join(outdir, 'map');
rmSync(mapFolder, { recursive: true, force: true });
if (existsSync(map)) {
  const { outputFiles } = await build({
    entryPoints: [map],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    write: false,
    logLevel: 'warning',
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  const { decisionOverview, decisionSvg } = await import(`data:text/javascript;base64,${code}`);
  const { Resvg } = await import('@resvg/resvg-js');
  const { resolve } = createRequire(import.meta.url);
  const fonts = ['DejaVuSans', 'DejaVuSans-Bold'].map((name) => resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`));
  // Chats show the overview; the whole map is for a browser.
  const drawing = new Resvg(decisionOverview(), {
    background: '#ffffff',
    fitTo: { mode: 'zoom', value: 1.5 },
    font: {
      fontFiles: fonts,
      loadSystemFonts: false,
      defaultFontFamily: 'DejaVu Sans',
      sansSerifFamily: 'DejaVu Sans',
    },
  });
  mkdirSync(mapFolder, { recursive: true });
  writeFileSync(join(mapFolder, 'decision.svg'), decisionSvg());
  writeFileSync(join(mapFolder, 'decision.png'), drawing.render().asPng());
}

copyFileSync(join('bot', 'guidance', 'meanings.bin'), join(outdir, 'meanings.bin'));

/** Weighing every way to ask takes seconds, so it is done once, here. */
const { savedGuidance, shippedNews } = await import(pathToFileURL(join(outdir, 'guidance-save.mjs')).href);
writeFileSync(join(outdir, 'guidance.bin'), savedGuidance());
writeFileSync(join(outdir, 'guidance-news.json'), JSON.stringify(shippedNews()));
