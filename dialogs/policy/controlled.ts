import { gatewayTitle } from './catalogue.ts';
import { type Edition, type EditionChange, editionOf, type FirstEdition } from './edition.ts';
import type { PolicyPack } from './pack.ts';

/** Whatever people rely on, with who keeps it and how it came to be as it is. */

export const controlledKinds = [
  'pack',
  'law',
  'gateways',
  'purposes',
  'reading',
  'checklist',
  'guidance',
] as const;
export type ControlledKind = (typeof controlledKinds)[number];

export type Controlled = Edition & { kind: ControlledKind; id: string; title: string };

export const isLate = ({ reviewOn }: Pick<Edition, 'reviewOn'>, today: string): boolean => reviewOn < today;

const parts = ['law', 'gateways', 'purposes', 'reading'] as const;

const titleOf = (entry: PolicyPack[(typeof parts)[number]][string]): string => {
  if ('family' in entry) return entry.label;
  return 'kind' in entry ? gatewayTitle(entry) : entry.title;
};

/** Each entry of the pack has an owner and a day of its own; its author is that of the pack. */
const entriesOf = (pack: PolicyPack, kind: (typeof parts)[number]): Controlled[] =>
  Object.entries(pack[kind]).map(([id, entry]) => {
    const { owner, from, reviewOn, changes } = entry;
    const first: FirstEdition = { author: pack.edition.author, owner, from, reviewOn };
    return { kind, id, title: titleOf(entry), ...editionOf(first, changes) };
  });

const whole = ({ id, owner, reviewOn, edition: { author, from, changes } }: PolicyPack): Controlled => ({
  ...{ kind: 'pack', id, title: id },
  ...editionOf({ author, owner, from, reviewOn }, changes),
});

export const controlledIn = (pack: PolicyPack): Controlled[] => [
  whole(pack),
  ...parts.flatMap((kind) => entriesOf(pack, kind)),
];

/** What should have been looked at again, the longest overdue first. It stays in use: a late review forbids nothing. */
export const overdueAmong = (all: readonly Controlled[], today: string): Controlled[] =>
  all
    .filter((one) => isLate(one, today))
    .sort((a, b) => a.reviewOn.localeCompare(b.reviewOn) || a.id.localeCompare(b.id));

/** One change of one of them, as people hear of it. */
export type News = EditionChange & Pick<Controlled, 'kind' | 'title'> & { id: string; of: string };

export const newsIn = (all: readonly Controlled[]): News[] =>
  all.flatMap(({ kind, id: of, title, changes }) =>
    changes.map((change) => ({ ...change, kind, title, of, id: `${kind}:${of}@${change.version}` })),
  );
