/** Which licences a package may have that runs in production: all of them let anybody use, change and pass on. */
const agreedTo = new Set([
  ...['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause'],
  ...['ISC', 'MIT', 'Unlicense', 'Bitstream-Vera'],
]);

/** Licence files of packages that name none: how each begins to grant, so that a changed file is noticed. */
const texts: readonly (readonly [pattern: RegExp, licence: string])[] = [
  [/Bitstream Vera Fonts Copyright/, 'Bitstream-Vera'],
  [/Permission is hereby granted, free of charge, to any person obtaining a copy/, 'MIT'],
];

/** Named by a person who looked: the package says so in its readme only. */
const lookedAt: Readonly<Record<string, string>> = { 'semaphore@1.1.0': 'MIT' };

export type Locked = { version?: string; license?: string; dev?: boolean; link?: boolean };
export type Package = { name: string; version: string; licence: string; agreed: boolean };

const nameOf = (path: string): string => path.split('node_modules/').at(-1) ?? path;

const licenceOf = (
  path: string,
  { version = '', license }: Locked,
  fileIn: (path: string) => string | undefined,
): string => {
  if (license && agreedTo.has(license)) return license;
  const known = lookedAt[`${nameOf(path)}@${version}`];
  if (known) return known;
  const text = fileIn(path)?.replace(/\s+/g, ' ') ?? '';
  return texts.find(([pattern]) => pattern.test(text))?.[1] ?? license ?? 'none named';
};

/** `A OR B` is agreed to with either, `A AND B` with both. */
const isAgreed = (licence: string): boolean =>
  licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((either) => either.split(' AND ').every((each) => agreedTo.has(each.trim())));

/** Everything in the lock file but what only development needs. `fileIn`: the licence file in a package's folder. */
export const judge = (
  locked: Readonly<Record<string, Locked>>,
  fileIn: (path: string) => string | undefined,
): Package[] =>
  Object.entries(locked)
    .filter(([path, { dev, link }]) => path !== '' && !dev && !link)
    .map(([path, each]) => {
      const licence = licenceOf(path, each, fileIn);
      return { name: nameOf(path), version: each.version ?? '', licence, agreed: isAgreed(licence) };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
