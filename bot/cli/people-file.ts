import { z } from 'zod';
import { type Registered, registeredSchema } from '../core/register.ts';

/** The people of a file, JSON or CSV, with where each stands in it, so that faults can be found. */

export type Entry = { where: string; person: Registered };
export type PeopleFile = { entries: Entry[]; faults: string[] };

/** Cells of a CSV text, with the line that each row begins at. Quoted cells may hold commas, quotes and line breaks. */
export const cellsIn = (text: string): { line: number; cells: string[] }[] => {
  const rows: { line: number; cells: string[] }[] = [];
  const pattern = /("(?:[^"]|"")*"|[^,"\r\n]*)(,|\r?\n|\r|$)/gy;
  let [line, start] = [1, 1];
  let cells: string[] = [];
  const source = text.replace(/^\ufeff/, '');
  while (pattern.lastIndex < source.length) {
    const match = pattern.exec(source);
    if (!match) {
      rows.push({ line, cells: ['"'] });
      return rows;
    }
    const [whole, cell = '', ends] = match;
    cells.push((cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell).trim());
    line += whole.split(/\r\n|\r|\n/).length - 1;
    if (ends === ',' && pattern.lastIndex < source.length) continue;
    // A comma at the very end: one more cell, and nothing in it.
    if (ends === ',') cells.push('');
    if (cells.some((one) => one !== '')) rows.push({ line: start, cells });
    [cells, start] = [[], line];
  }
  return rows;
};

const columns = [
  'id',
  'name',
  'agency',
  'post',
  'roles',
  'manager',
  'teams_tenant',
  'teams_user',
  'slack_workspace',
  'slack_user',
  'left',
] as const;
type Column = (typeof columns)[number];
export const header = columns.join(',');

const needed: readonly Column[] = ['id', 'name', 'agency', 'roles'];

const identityOf = (channel: 'teams' | 'slack', tenant: string | undefined, user: string | undefined) =>
  tenant || user ? [{ channel, tenant: tenant ?? '', user: user ?? '' }] : [];

const yes = /^(yes|y|true|1|left)$/i;

const fromRow = (row: Partial<Record<Column, string>>): unknown => ({
  id: row.id,
  name: row.name,
  agency: row.agency,
  roles: (row.roles ?? '').split(/[\s;|]+/).filter(Boolean),
  ...(row.post ? { post: row.post } : {}),
  ...(row.manager ? { manager: row.manager } : {}),
  identities: [
    ...identityOf('teams', row.teams_tenant, row.teams_user),
    ...identityOf('slack', row.slack_workspace, row.slack_user),
  ],
  ...(row.left && yes.test(row.left) ? { left: true } : {}),
});

type Raw = { where: string; value: unknown };

const rawOfCsv = (text: string): { raw: Raw[]; faults: string[] } => {
  const [head, ...rows] = cellsIn(text);
  const names = (head?.cells ?? []).map((name) => name.toLowerCase());
  const unknown = names.filter((name) => !(columns as readonly string[]).includes(name));
  const missing = needed.filter((name) => !names.includes(name));
  const faults = [
    ...(unknown.length > 0 ? [`line 1: there is no column ${unknown.join(', ')}; there are ${header}`] : []),
    ...(missing.length > 0 ? [`line 1: the column ${missing.join(', ')} is missing`] : []),
    ...rows
      .filter(({ cells }) => cells.length !== names.length)
      .map(({ line, cells }) => `line ${line}: ${cells.length} cells, and the header has ${names.length}`),
  ];
  if (faults.length > 0) return { raw: [], faults };
  const raw = rows.map(({ line, cells }) => ({
    where: `line ${line}`,
    value: fromRow(Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']))),
  }));
  return { raw, faults };
};

const list = z.object({ people: z.array(z.unknown()) });

const rawOfJson = (text: string): { raw: Raw[]; faults: string[] } => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { raw: [], faults: [`this is no JSON: ${(error as Error).message}`] };
  }
  const parsed = list.safeParse(value);
  if (!parsed.success) return { raw: [], faults: ['the file must hold {"people": [...]}'] };
  return { raw: parsed.data.people.map((one, at) => ({ where: `people.${at}`, value: one })), faults: [] };
};

/** What two people cannot both have. */
const twice = (entries: readonly Entry[], what: string, of: (person: Registered) => string[]): string[] => {
  const seen = new Map<string, string>();
  return entries.flatMap(({ where, person }) =>
    of(person).flatMap((key) => {
      const first = seen.get(key);
      seen.set(key, first ?? where);
      return first ? [`${where}: ${what} ${key} stands at ${first} already`] : [];
    }),
  );
};

/** All faults at once, each with where it is. */
export const readPeople = (text: string, isCsv: boolean, agencies: ReadonlySet<string>): PeopleFile => {
  const { raw, faults } = isCsv ? rawOfCsv(text) : rawOfJson(text);
  const entries: Entry[] = [];
  for (const { where, value } of raw) {
    const parsed = registeredSchema.safeParse(value);
    if (!parsed.success)
      faults.push(
        ...parsed.error.issues.map(({ path, message }) => `${[where, ...path].join('.')}: ${message}`),
      );
    else if (!agencies.has(parsed.data.agency))
      faults.push(`${where}.agency: the policy pack has no agency called ${parsed.data.agency}`);
    else entries.push({ where, person: parsed.data });
  }
  const ids = twice(entries, 'the person', ({ id }) => [id]);
  const identities = twice(entries, 'the identity', ({ left, identities: all }) =>
    left ? [] : all.map(({ channel, tenant, user }) => `${channel} ${tenant} ${user}`),
  );
  return { entries, faults: [...faults, ...ids, ...identities] };
};
