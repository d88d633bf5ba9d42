import { z } from 'zod';

const text = z.string().min(1, 'write something here');
const date = z.iso.date('write a date as 2026-09-30');

/** What changed in something that people rely on, why, by whom and when. */
export const changeSchema = z.strictObject({
  version: text,
  change: text,
  reason: text,
  author: text,
  date,
});
export type EditionChange = z.infer<typeof changeSchema>;

/** Where nothing was changed since, it is the first edition. */
export const changes = z.array(changeSchema).default([]);

/** Who wrote it, since when it counts, and when its owner looks at it again. */
export type Edition = {
  version: string;
  author: string;
  owner: string;
  from: string;
  reviewOn: string;
  changes: readonly EditionChange[];
};

/** What everything in a collection has until it says otherwise. */
export type FirstEdition = Pick<Edition, 'author' | 'owner' | 'from' | 'reviewOn'>;

export const editionOf = (first: FirstEdition, changed: readonly EditionChange[]): Edition => {
  const last = changed.at(-1);
  return {
    ...first,
    version: last?.version ?? '1',
    author: last?.author ?? first.author,
    from: last?.date ?? first.from,
    changes: changed,
  };
};

/** Versions count up, and days go forward. */
export const changeFaults = (changed: readonly EditionChange[]): string[] =>
  changed.flatMap(({ version, date: day }, at) => {
    const before = changed[at - 1];
    return [
      ...(version === String(at + 2)
        ? []
        : [`change ${at + 1} makes version ${at + 2}, and says ${version}`]),
      ...(before && before.date > day ? [`version ${version} is older than the one before it`] : []),
    ];
  });
