import { hubPartition } from '../../dialogs/engine/hubs.ts';
import type { Context } from '../../dialogs/engine/types.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { type AnyDialog, dialogOf } from '../../dialogs/registry.ts';
import type { Words } from '../../dialogs/words.ts';
import { mayRead } from '../core/access.ts';
import { books } from '../core/books.ts';
import { type RecordDocument, recordDocument } from '../core/document.ts';
import { evidenceLines } from '../core/evidence.ts';
import { gatherEvidence } from '../core/evidence-items.ts';
import { unpackFilter } from '../core/figures.ts';
import {
  type BookName,
  bookFileOf,
  evidenceLinesFile,
  type Form,
  isPaperFile,
  type PaperFile,
} from '../core/file-names.ts';
import { maySee } from '../core/handlers/figures.ts';
import { partitionOf, readHub, seated } from '../core/hubs.ts';
import type { Grant, Links } from '../core/links.ts';
import { mayHavePapers, paperDocument } from '../core/papers.ts';
import { actorOf, isRegistered, type Person } from '../core/people.ts';
import type { Change, Clock, Key, Log, Store, Stored } from '../core/ports.ts';
import { receiptDocument } from '../core/receipt.ts';
import { type KeptRecord, trail } from '../core/records.ts';
import { entriesFor, figuresFile } from './figures.ts';

/** What a link leads to, for whoever may have it now: nothing is made before it is asked for. */

export type ExportDeps = {
  store: Store;
  links: Pick<Links, 'read'>;
  policy: PolicyPack;
  words: Words;
  clock: Clock;
  log: Log;
  /** Makes the file. Passed in, so that its maker is loaded only when somebody wants one. */
  pdf(document: RecordDocument): Promise<Buffer>;
};

export type Why = 'altered' | 'expired' | 'used' | 'refused' | 'busy';

export const causeOf = ({ nonce }: Grant): string => `export/${nonce}`;

export const entryOf = (grant: Grant, at: string) =>
  trail('exported', grant.ref, grant.person, at, causeOf(grant), grant.what) as Extract<
    Change,
    { op: 'create' }
  >;

/** The trail entry that using the link leaves, whenever that is: while it is missing, the link is unused. */
const usedKey = (grant: Grant): Key => ({ kind: 'audit', id: entryOf(grant, '').item.id });

/** What the link is good for, made when it is used. */
export type Look = { why: Why } | { grant: Grant; make(): Promise<Buffer> };

/** Whoever was on the register and no longer is has no rights left; a visitor keeps their own record. */
const contextOf = (deps: ExportDeps, grant: Grant, person: Person | undefined): Context | undefined => {
  if (grant.registered && !person?.identities.length) return undefined;
  const known = { agency: grant.agency, person: grant.person, registered: grant.registered };
  return {
    person: actorOf(known, person, deps.words('user'), deps.policy),
    now: deps.clock(),
    policy: deps.policy,
    via: { platform: 'teams', channelKind: 'personal' },
    reference: grant.ref,
  };
};

/** With the seat that they have there, where it is a record of a hub. */
const atTable = async (ctx: Context, place: string, { store }: ExportDeps): Promise<Context> => {
  const { hub } = await readHub(place, store, ctx);
  return hub ? { ...ctx, hub, person: seated(ctx.person, place, hub) } : ctx;
};

/** Figures have no record: whoever may see them may have them, as they are when the link is used. */
const lookFigures = async (
  deps: ExportDeps,
  grant: Grant,
  { book: name, form }: { book: BookName; form: Form },
  { person, now, policy }: Context,
  registered: boolean,
): Promise<Look> => {
  const book = books[name];
  const filter = unpackFilter(book, grant.ref, policy);
  const partition = book.ofHub ? hubPartition(filter.hub ?? '') : grant.agency;
  const { hub } = await readHub(partition, deps.store, { now, policy });
  const actor = seated(person, partition, hub);
  if (!maySee(book, actor, registered)) return { why: 'refused' };
  const make = async () => {
    const asking = { now, policy, actor, registered };
    const found = await entriesFor(deps.store, partition, book, filter, asking);
    return figuresFile(form, { book, ...found, ...asking, filter, words: deps.words }, deps.pdf);
  };
  return { grant, make };
};

type Kept = { record: KeptRecord; dialog: AnyDialog };

/** As it is when the link is used: the pack is checked while it is made. */
const lookPaper = (
  deps: ExportDeps,
  grant: Grant,
  what: PaperFile,
  { record, dialog }: Kept,
  ctx: Context,
  registered: boolean,
): Look => {
  if (!mayHavePapers(ctx, registered, dialog, record)) return { why: 'refused' };
  const make = async () => {
    const items = await gatherEvidence(deps.store, grant.agency, grant.ref);
    if (what === evidenceLinesFile) return Buffer.from(evidenceLines(record, items));
    return deps.pdf(paperDocument(what, record, dialog, items, { words: deps.words, ctx }));
  };
  return { grant, make };
};

export const look = async (deps: ExportDeps, token: string): Promise<Look> => {
  const read = deps.links.read(token, deps.clock());
  if (!read.ok) return { why: read.why };
  const { grant } = read;
  const place = partitionOf(grant.ref) ?? grant.agency;
  const [[person, used], [record]] = await Promise.all([
    deps.store.read(grant.agency, [{ kind: 'person', id: grant.person }, usedKey(grant)]),
    deps.store.read(place, [{ kind: 'record', id: grant.ref }]),
  ]);
  if (used) return { why: 'used' };
  const stored = record as Stored<KeptRecord> | undefined;
  const dialog = stored && dialogOf(stored.body);
  const own = contextOf(deps, grant, person?.body as Person | undefined);
  const ctx = own && (await atTable(own, place, deps));
  const registered = isRegistered(person?.body as Person | undefined);
  const figures = bookFileOf(grant.what);
  if (ctx && figures) return await lookFigures(deps, grant, figures, ctx, registered);
  if (!stored || !dialog || !ctx) return { why: 'refused' };
  if (isPaperFile(grant.what))
    return lookPaper(deps, grant, grant.what, { record: stored.body, dialog }, ctx, registered);
  if (!mayRead(ctx.person, registered, dialog, stored.body)) return { why: 'refused' };
  const shown = { words: deps.words, ctx };
  const document =
    grant.what === 'receipt'
      ? receiptDocument(stored.body, dialog, shown)
      : recordDocument(stored.body, dialog, shown);
  return document ? { grant, make: () => deps.pdf(document) } : { why: 'refused' };
};
