import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `node assemble.mjs FOLDER [BUILD]` puts together what a machine needs to run the bot: the bundle, and the few packages
 * that stay outside it with what they depend on, as the lock file has them. The container image holds this and Node.
 */
const [out, built = '.build'] = process.argv.slice(2);
if (!out) {
  process.stderr.write('node bot/cli/assemble.mjs FOLDER\n');
  process.exit(2);
}

/** The last one is data of pdfkit's pages: its fonts. */
const outside = ['libsql', 'pdfkit', 'dejavu-fonts-ttf'];
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));

/** Node looks beside whoever asks first, then further up. */
const placeOf = (name, from) => {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    const place = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (packages[place] || at === '') return place;
  }
};

const places = new Set();
const gather = (place) => {
  // Those for other systems are in the lock file, and not on the disk.
  if (places.has(place) || !existsSync(place)) return;
  places.add(place);
  const { dependencies, optionalDependencies } = packages[place];
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) gather(placeOf(name, place));
};
for (const name of outside) {
  if (!existsSync(placeOf(name, ''))) throw new Error(`${name} is not installed: run npm ci first`);
  gather(placeOf(name, ''));
}

// Making app packages and measuring is for the workbench. Maps of the sources would only make the image larger.
const stays = (name) => !/\.map$|^(package|eval|map)\.mjs$|^stamp$/.test(name);
mkdirSync(join(out, '.build'), { recursive: true });
for (const entry of readdirSync(built, { withFileTypes: true }))
  if (entry.isFile() && stays(entry.name)) cpSync(join(built, entry.name), join(out, '.build', entry.name));
cpSync(join(built, 'map'), join(out, '.build', 'map'), { recursive: true });
for (const place of places)
  cpSync(place, join(out, place), {
    recursive: true,
    filter: (from) => !/\.(map|d\.ts)$/.test(from) && !from.slice(place.length).includes('node_modules'),
  });
cpSync('LICENSE', join(out, 'LICENSE'));
