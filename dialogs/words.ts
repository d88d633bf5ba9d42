/** Every sentence a person reads stands in a word file. A key without words is a fault of ours, so it throws. */
export type Words = {
  (key: string, params?: Readonly<Record<string, string | number>>): string;
  /** The same for several paragraphs; a single one is a list of one. */
  list(key: string, params?: Readonly<Record<string, string | number>>): readonly string[];
  has(key: string): boolean;
};

type Bundle = { readonly [key: string]: string | readonly string[] | Bundle };

const find = (bundle: Bundle, key: string): string | readonly string[] | Bundle | undefined =>
  key
    .split('.')
    .reduce<string | readonly string[] | Bundle | undefined>(
      (at, part) =>
        typeof at === 'object' && !Array.isArray(at) && Object.hasOwn(at, part)
          ? (at as Bundle)[part]
          : undefined,
      bundle,
    );

const fill = (text: string, params: Readonly<Record<string, string | number>>): string =>
  !text.includes('{')
    ? text
    : text.replace(/\{(\w+)\}/g, (_, name: string) => {
        const value = params[name];
        if (value === undefined) throw new Error(`words need a value for {${name}}`);
        return String(value);
      });

export const createWords = (bundle: Bundle): Words => {
  // A card asks for some fifty; the files do not change while we run.
  const known = new Map<string, ReturnType<typeof find>>();
  const look = (key: string) => {
    if (!known.has(key)) known.set(key, find(bundle, key));
    return known.get(key);
  };
  const words = (key: string, params: Readonly<Record<string, string | number>> = {}) => {
    const found = look(key);
    if (typeof found !== 'string') throw new Error(`no words for ${key}`);
    return fill(found, params);
  };
  const list = (key: string, params: Readonly<Record<string, string | number>> = {}) => {
    const found = look(key);
    const texts = typeof found === 'string' ? [found] : found;
    if (!Array.isArray(texts)) throw new Error(`no list of words for ${key}`);
    return texts.map((text: string) => fill(text, params));
  };
  return Object.assign(words, { list, has: (key: string) => look(key) !== undefined });
};
