import type { Answer, Asked } from '../chaos/proxy.ts';

/** What the store was asked for, as Cosmos DB would count it: requests, bytes, and request units by the published rules. */

export type Charges = {
  read: { ofOneKb: number; ofHundredKb: number };
  write: { ofOneKb: number; ofHundredKb: number };
  replaceIsTimes: number;
  indexedTerm: number;
  query: { least: number; perKb: number };
};

export type Cost = { requests: number; ru: number; read: number; written: number };

export const nothing: Cost = { requests: 0, ru: 0, read: 0, written: 0 };

export const plus = (a: Cost, b: Cost, times = 1): Cost => ({
  requests: a.requests + times * b.requests,
  ru: a.ru + times * b.ru,
  read: a.read + times * b.read,
  written: a.written + times * b.written,
});

/** Between the two sizes that are published, and on beyond them. */
const bySize = (bytes: number, { ofOneKb, ofHundredKb }: Charges['read']): number =>
  ofOneKb + ((ofHundredKb - ofOneKb) * Math.max(0, bytes / 1024 - 1)) / 99;

type Body = { terms?: readonly string[] };

const writing = (body: Body, charges: Charges, times: number): { ru: number; written: number } => {
  const written = Buffer.byteLength(JSON.stringify(body));
  const terms = (body.terms?.length ?? 0) * charges.indexedTerm;
  return { written, ru: (bySize(written, charges.write) + terms) * times };
};

type Part = { operationType: string; resourceBody?: Body };

const partOf = ({ operationType, resourceBody }: Part, charges: Charges) =>
  writing(resourceBody ?? {}, charges, operationType === 'Replace' ? charges.replaceIsTimes : 1);

const batch = (parts: readonly Part[], charges: Charges): Cost =>
  parts.reduce((sum, part) => plus(sum, { ...nothing, ...partOf(part, charges) }), {
    ...nothing,
    requests: 1,
  });

const says = ({ headers }: Asked, name: string): boolean =>
  String(headers[name] ?? '').toLowerCase() === 'true';

/** Undefined for what is no operation on items. */
export const costOf = (asked: Asked, answer: Answer, charges: Charges): Cost | undefined => {
  if (!asked.path.includes('/docs')) return undefined;
  const read = answer.body.length;
  if (asked.method === 'GET') return { requests: 1, ru: bySize(read, charges.read), read, written: 0 };
  if (says(asked, 'x-ms-documentdb-isquery'))
    return {
      requests: 1,
      ru: charges.query.least + (charges.query.perKb * read) / 1024,
      ...{ read, written: 0 },
    };
  if (asked.method === 'DELETE') return { requests: 1, ru: bySize(0, charges.write), read: 0, written: 0 };
  const body = JSON.parse(asked.body.toString()) as Body | Part[];
  if (Array.isArray(body)) return batch(body, charges);
  const times = asked.method === 'PUT' ? charges.replaceIsTimes : 1;
  return { requests: 1, read: 0, ...writing(body, charges, times) };
};
