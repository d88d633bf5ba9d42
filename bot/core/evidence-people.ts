import { withoutIdentifiers } from '../../dialogs/engine/identifiers.ts';
import { dialogOf } from '../../dialogs/registry.ts';
import { belongs } from './access.ts';
import { roleOf, type Shown } from './document.ts';
import type { EvidenceItems } from './evidence-items.ts';
import { referencePattern } from './ids.ts';
import type { KeptRecord } from './records.ts';
import { subjectsOf } from './terms.ts';

/** Who is who in an evidence pack: by role and id, or where nobody may be known from it by role and a number. */

export type Naming = {
  /** As the reader is told of them. */
  who(id: string): string;
  /** Takes out of a text what tells who somebody is; leaves it as it is where people may be known. */
  mask?: (text: string) => string;
};

type Found = { id: string; role: string };

const isUser = (value: object): value is Found =>
  'id' in value && 'role' in value && typeof value.id === 'string' && typeof value.role === 'string';

/** People as the record names them, wherever it does. */
const usersIn = (value: unknown): Found[] => {
  if (Array.isArray(value)) return value.flatMap(usersIn);
  if (value === null || typeof value !== 'object') return [];
  return [...(isUser(value) ? [value] : []), ...Object.values(value).flatMap(usersIn)];
};

const idsIn = (record: KeptRecord, { versions, trail, notices }: EvidenceItems): string[] => [
  ...versions.map(({ by }) => by),
  ...notices.flatMap(({ from, to }) => [from, to]),
  ...trail.map(({ who }) => who),
  ...(record.asked ?? []),
  ...(record.readers ?? []),
];

/** What they were when they did it; else the post they hold. */
const rolesOf = (record: KeptRecord, items: EvidenceItems, { ctx }: Shown): Map<string, string> => {
  const { manager } = belongs(record);
  const posts = ctx.policy.agencies.find(({ id }) => id === record.agencyId)?.posts ?? {};
  const known: Found[] = [
    ...items.versions.flatMap((version) => usersIn(version.record)),
    ...usersIn(record),
    ...(manager ? [{ id: manager, role: 'manager' }] : []),
    ...Object.entries(posts).flatMap(([role, ids = []]) => ids.map((id) => ({ id, role }))),
    { id: ctx.person.id, role: ctx.person.roles[0] ?? 'unregistered' },
    ...idsIn(record, items).map((id) => ({ id, role: 'other' })),
  ];
  const roles = new Map<string, string>();
  for (const { id, role } of known) if (id !== 'clock' && !roles.has(id)) roles.set(id, role);
  return roles;
};

const numbered = (roles: ReadonlyMap<string, string>, { words }: Shown): Map<string, string> => {
  const counts = new Map<string, number>();
  return new Map(
    [...roles].map(([id, role]) => {
      const n = (counts.get(role) ?? 0) + 1;
      counts.set(role, n);
      return [id, words('papers.evidence.numbered', { role: roleOf(role, words), n })];
    }),
  );
};

const pattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

type Swap = readonly [text: string, instead: string];

/** The longest first, so that what is part of another text is not taken out of its middle. */
const swapped = (text: string, swaps: readonly Swap[]): string =>
  swaps.reduce(
    (rest, [from, instead]) =>
      rest.replace(new RegExp(`(?<![\\p{L}\\p{N}])${pattern(from)}(?![\\p{L}\\p{N}])`, 'giu'), () => instead),
    text,
  );

/** A day and a time as we say them ourselves tell nothing of anybody. */
const ourDay = /^(?:\d{2}:\d{2} on )?(?:\p{L}+day )?\d{1,2} \p{L}+ \d{4}(?:, \d{2}:\d{2})?$/u;

const maskFor = (
  record: KeptRecord,
  items: EvidenceItems,
  labels: ReadonlyMap<string, string>,
  { words, ctx }: Shown,
) => {
  const dialog = dialogOf(record);
  const kept = words('papers.evidence.kept-out');
  const everyVersion = [record, ...items.versions.map((version) => version.record)];
  const subjects = everyVersion
    .flatMap((each) => (dialog ? subjectsOf(dialog, each) : []))
    .filter((subject) => subject !== '' && !referencePattern.test(subject));
  const names = [
    ...items.notices.map(({ from, who }) => [from, who] as const),
    [ctx.person.id, ctx.person.name] as const,
  ];
  const swaps: Swap[] = [
    ...subjects.map((subject) => [subject, kept] as const),
    ...[...labels].map((each) => each),
    ...names.filter(([, name]) => name !== '').map(([id, name]) => [name, labels.get(id) ?? kept] as const),
  ];
  const longestFirst = swaps.sort(([a], [b]) => b.length - a.length);
  const year = ctx.now.getUTCFullYear();
  return (text: string): string =>
    ourDay.test(text) ? text : withoutIdentifiers(swapped(text, longestFirst), year);
};

export const namingOf = (record: KeptRecord, items: EvidenceItems, plain: boolean, shown: Shown): Naming => {
  const { words } = shown;
  const roles = rolesOf(record, items, shown);
  const labels = plain ? numbered(roles, shown) : new Map<string, string>();
  const who = (id: string): string => {
    if (id === 'clock') return words('copy.document.clock');
    const role = roleOf(roles.get(id) ?? 'other', words);
    return labels.get(id) ?? words('copy.document.person', { role, id });
  };
  return plain ? { who, mask: maskFor(record, items, labels, shown) } : { who };
};
