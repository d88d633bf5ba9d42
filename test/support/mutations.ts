import fc from 'fast-check';

/** Real requests, spoiled: a few places of a sample hold something that nobody foresaw. */

const deep = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const deepObject = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

/** Values as JSON text, since some of them cannot be written from data: double keys, lone surrogates, `__proto__`. */
const nasty: readonly string[] = [
  ...['null', 'true', '0', '-1', '1e308', '1e999', '""', '" "', '[]', '{}', '[null]', '[[]]'],
  ...['"\\ud800"', '"\\udc00x"', '"\\u0000"', '"\\u202e"', '"\\ufeff"', '"<at>x</at>"', '"../../x"'],
  ...['{"__proto__":{"polluted":true}}', '{"constructor":{"prototype":{"polluted":true}}}', '"__proto__"'],
  ...['"constructor"', '"toString"', '{"length":1e9}', '{"toString":1}', '{"then":1}', '{"a":1,"a":2}'],
  ...['"2026-99-99T99:99:99Z"', '"D-7K3M-Q2"', '"<!channel> <@U1|x> *b*"', '"<script>alert(1)</script>"'],
  `"${'x'.repeat(20_000)}"`,
  `"${'😀'.repeat(5_000)}"`,
  `"${'a '.repeat(9_000)}"`,
  `"${'('.repeat(5_000)}"`,
  `"${'1'.repeat(5_000)}"`,
  `"${'<at>'.repeat(3_000)}"`,
  `[${'{},'.repeat(3_000)}{}]`,
  deep(5_000),
  deepObject(5_000),
];

const value = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...nasty) },
  fc.json({ maxDepth: 4 }),
  fc.string({ unit: 'binary', maxLength: 40 }).map((text) => JSON.stringify(text)),
);

type Spoil = { at: number; how: 'replace' | 'remove' | 'add' | 'rename'; json: string; key: string };

const spoil: fc.Arbitrary<Spoil> = fc.record({
  at: fc.nat(10_000),
  how: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add', 'rename'),
  json: value,
  key: fc.constantFrom('__proto__', 'constructor', 'type', 'value', 'text', 'id', '', 'data', 'action'),
});

type Place = { holder: Record<string, unknown>; key: string };

const placesIn = (node: unknown): Place[] =>
  typeof node !== 'object' || node === null
    ? []
    : Object.keys(node).flatMap((key) => {
        const holder = node as Record<string, unknown>;
        return [{ holder, key }, ...placesIn(holder[key])];
      });

const mark = (n: number): string => `@@spoiled-${n}@@`;

/** Marks stand for the nasty texts until everything is text. */
const spoiled = (sample: unknown, spoils: readonly Spoil[]): string => {
  const copy = structuredClone(sample);
  spoils.forEach(({ at, how, key }, n) => {
    const places = placesIn(copy);
    const place = places[at % Math.max(1, places.length)];
    if (!place) return;
    const { holder, key: old } = place;
    if (how === 'replace') holder[old] = mark(n);
    if (how === 'remove') delete holder[old];
    if (how === 'add')
      Object.defineProperty(holder, key, {
        value: mark(n),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    if (how === 'rename') {
      const kept = holder[old];
      delete holder[old];
      Object.defineProperty(holder, key, {
        value: kept,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
  });
  return spoils.reduce(
    (text, { json }, n) => text.replaceAll(`"${mark(n)}"`, () => json),
    JSON.stringify(copy),
  );
};

/** A sample with up to four places spoiled, as JSON text. */
export const spoiledOf = (samples: readonly unknown[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...samples), fc.array(spoil, { minLength: 1, maxLength: 4 }))
    .map(([sample, spoils]) => spoiled(sample, spoils));

/** What is no JSON at all, or no text. */
export const rubbish: fc.Arbitrary<Buffer> = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc
    .constantFrom('', '{', '[', 'null', '"x"', '1', '{"type":', deep(100_000), deepObject(60_000))
    .map((text) => Buffer.from(text)),
  fc.json().map((text) => Buffer.from(text, 'utf16le')),
  fc.json().map((text) => Buffer.from(`\ufeff${text}`)),
  fc.json().map((text) => Buffer.from(text.slice(0, -1))),
);

/** The same every time; more with FUZZ_RUNS, elsewhere with FUZZ_SEED. */
export const fuzzing = {
  seed: Number(process.env.FUZZ_SEED ?? 20_260_601),
  numRuns: Number(process.env.FUZZ_RUNS ?? 120),
};
