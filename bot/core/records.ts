import type { Effect, Notice, RecordBody } from '../../dialogs/engine/types.ts';
import { type AnyDialog, restsOf } from '../../dialogs/registry.ts';
import { digest } from './ids.ts';
import { bodyOf, type Keeper } from './keeper.ts';
import type { Change, Shown, Stored } from './ports.ts';
import { errand, tellChanges, threadChange } from './tellings.ts';
import { cardsTerm, refTerm, termsOf } from './terms.ts';

/** Records are append-only: each change adds a version, chained to the one before by its hash. */

export type VersionEntry = {
  n: number;
  at: string;
  by: string;
  reason: string;
  patch: string[];
  hash: string;
};

export type KeptRecord = RecordBody & { versions: VersionEntry[] };

export type Version = {
  ref: string;
  n: number;
  at: string;
  by: string;
  reason: string;
  record: RecordBody;
  previous: string;
  hash: string;
};

export type KeptNotice = Notice & {
  ref: string;
  from: string;
  /** Where the sender is registered, where that is not where the record is. */
  fromAgency?: string;
  /** The sender's name, as the reader knows them. */
  who: string;
  sentAt: string;
  deliveredAt?: string;
  acknowledgedAt?: string;
  attempts: number;
  failure?: string;
  /** The version and the state of its record when it asked, for the actions on it. */
  seq?: number;
  state?: string;
  /** Where its card is, and a mark of what it says; `gone` where nobody can rewrite it any more. */
  shown?: Shown & { face: string; gone?: boolean };
};

/** The same content always gives the same text, whatever order its fields were set in. */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map((v) => canonical(v ?? null)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`;
};

export const versionHash = (version: Omit<Version, 'hash'>): string => digest(canonical(version));

export const changedFields = (before: RecordBody | undefined, after: RecordBody): string[] => {
  // A field without a value is gone when the record is read again.
  if (!before) return Object.entries(after).flatMap(([name, field]) => (field === undefined ? [] : name));
  const old = before as unknown as Readonly<Record<string, unknown>>;
  const now = after as unknown as Readonly<Record<string, unknown>>;
  const fields = new Set([...Object.keys(old), ...Object.keys(now)]);
  fields.delete('versions');
  return [...fields].filter((field) => canonical(old[field] ?? null) !== canonical(now[field] ?? null));
};

const nextVersion = (
  record: RecordBody,
  before: KeptRecord | undefined,
  by: string,
  reason: string,
  at: string,
): Version => {
  const last = before?.versions.at(-1);
  const version = {
    ref: record.reference,
    n: (last?.n ?? 0) + 1,
    at,
    by,
    reason,
    record,
    previous: last?.hash ?? '',
  };
  return { ...version, hash: versionHash(version) };
};

/** On notices that ask something about a record. */
export const asksTerm = (ref: string): string => `asks:${ref}`;

/** A notice is named after the record that owes it, whatever it opens. */
export const noticeTerms = ({ id, to }: Pick<KeptNotice, 'id' | 'to'>, ...more: string[]): string[] => [
  `to:${to}`,
  ...more,
  refTerm(id.split('/')[0] ?? ''),
];

/** A notice and the work it owes, as changes of one batch. */
export const owe = (body: KeptNotice): Change[] => [
  {
    op: 'create',
    item: {
      kind: 'notice',
      id: body.id,
      at: body.sentAt,
      terms: noticeTerms(body, body.actions ? asksTerm(body.ref) : `waits:${body.to}`),
      body,
    },
  },
  { op: 'enqueue', queue: 'notices', id: body.id, due: body.sentAt, body: {} },
];

const noticeChanges = (
  notices: readonly Notice[],
  { reference: ref, status: state, versions, agencyId }: KeptRecord,
  ctx: Keeper,
): Change[] =>
  notices.flatMap(({ about, ...notice }) =>
    owe({
      ...notice,
      ...(notice.actions ? { seq: versions.length, state } : {}),
      id: `${ref}/${notice.id}`,
      ref: about ?? ref,
      from: ctx.by,
      ...(ctx.agency && ctx.agency !== agencyId ? { fromAgency: ctx.agency } : {}),
      who: ctx.who,
      sentAt: ctx.now.toISOString(),
      attempts: 0,
    }),
  );

const asks = ({ notices }: Effect<RecordBody>, stored: Stored<KeptRecord> | undefined): boolean =>
  notices.some(({ actions }) => actions) || (stored?.terms.includes(cardsTerm) ?? false);

/** Its cards say what it was: once it has moved on, or waits for somebody else, they are rewritten. */
const rewriting = (
  { reference: ref }: KeptRecord,
  { n, patch }: VersionEntry,
  stored: Stored<KeptRecord> | undefined,
  at: string,
): Change[] =>
  stored?.terms.includes(cardsTerm) && (patch.includes('status') || patch.includes('asked'))
    ? [errand(`${ref}/${n}/cards`, at, { do: 'rewrite', ref })]
    : [];

/** Everything that keeping a record entails, as one batch: record, version, notices, deadlines, trail. */
export const keep = (
  dialog: AnyDialog,
  effect: Effect<RecordBody>,
  ctx: Keeper,
  stored?: Stored<KeptRecord>,
): { changes: Change[]; record: KeptRecord } => {
  const at = ctx.now.toISOString();
  const body = bodyOf(dialog, effect, ctx, stored);
  const version = nextVersion(body, stored?.body, ctx.by, effect.reason, at);
  const { ref, n, reason, hash } = version;
  const entry: VersionEntry = { n, at, by: ctx.by, reason, patch: changedFields(stored?.body, body), hash };
  const record: KeptRecord = { ...body, versions: [...(stored?.body.versions ?? []), entry] };
  const item = {
    kind: 'record' as const,
    id: ref,
    at: body.createdAt,
    terms: termsOf(dialog, body, {
      waits: !restsOf(dialog).includes(body.status),
      cards: asks(effect, stored),
    }),
    body: record,
  };
  const changes: Change[] = [
    ...(effect.thread && !stored ? [threadChange(effect.thread, ref, at)] : []),
    stored ? { op: 'replace', item, rev: stored.rev } : { op: 'create', item },
    { op: 'create', item: { kind: 'version', id: `${ref}/${n}`, at, terms: [refTerm(ref)], body: version } },
    trail(stored ? 'changed' : 'created', ref, ctx.by, at, ctx.cause),
    ...noticeChanges(effect.notices, record, ctx),
    ...rewriting(record, entry, stored, at),
    ...(dialog.board ? [errand(`${ref}/${n}/board`, at, { do: 'board', ref, n })] : []),
    ...tellChanges(effect, ref, ctx),
    ...effect.due.map(
      (due): Change => ({
        op: 'enqueue',
        queue: 'deadlines',
        id: `${ref}/${due.id}`,
        due: due.at,
        body: { ref, action: due.action },
      }),
    ),
  ];
  return { changes, record };
};

export type TrailEntry = {
  what: 'created' | 'changed' | 'read' | 'searched' | 'exported' | 'cancelled' | 'closed' | 'purged';
  ref: string;
  who: string;
  at: string;
  /** Which copy, paper or file was made of it. */
  paper?: string;
};

/** Every read and change leaves an entry. `cause` is the turn or deadline, so that a repeat leaves none. */
export const trail = (
  what: TrailEntry['what'],
  ref: string,
  who: string,
  at: string,
  cause: string,
  paper?: string,
): Change => ({
  op: 'create',
  item: {
    kind: 'audit',
    id: digest(cause, what, ref),
    at,
    terms: [refTerm(ref), `who:${who}`],
    body: { what, ref, who, at, ...(paper ? { paper } : {}) } satisfies TrailEntry,
  },
});

/**
 * The number of the first version that does not follow from the ones before it, or undefined when all do. The record
 * names the hash of each version, so versions that were cut off or made anew are noticed too.
 */
export const firstBroken = (
  versions: readonly Version[],
  record?: Pick<KeptRecord, 'versions'>,
): number | undefined => {
  const sorted = [...versions].sort((a, b) => a.n - b.n);
  let previous = '';
  for (const [index, version] of sorted.entries()) {
    const { hash, ...rest } = version;
    const named = record ? record.versions[index]?.hash === hash : true;
    if (version.n !== index + 1 || version.previous !== previous || versionHash(rest) !== hash || !named)
      return index + 1;
    previous = hash;
  }
  return record && record.versions.length !== sorted.length ? sorted.length + 1 : undefined;
};
