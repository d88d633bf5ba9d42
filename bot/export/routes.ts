import type { ServerResponse } from 'node:http';
import { hubPartition } from '../../dialogs/engine/hubs.ts';
import type { Context } from '../../dialogs/engine/types.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { type AnyDialog, dialogOf } from '../../dialogs/registry.ts';
import type { Words } from '../../dialogs/words.ts';
import { mayRead } from '../core/access.ts';
import { books } from '../core/books.ts';
import { type RecordDocument, recordDocument } from '../core/document.ts';
import { hasCode } from '../core/errors.ts';
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
import { readHub, seated } from '../core/hubs.ts';
import { exportPath, type Grant, type Links, linkMinutes } from '../core/links.ts';
import { mayHavePapers, paperDocument } from '../core/papers.ts';
import { actorOf, isRegistered, type Person } from '../core/people.ts';
import type { Change, Clock, Key, Log, Store, Stored } from '../core/ports.ts';
import { receiptDocument } from '../core/receipt.ts';
import { type KeptRecord, trail } from '../core/records.ts';
import type { Route } from '../server.ts';
import { entriesFor, figuresFile, fileType } from './figures.ts';
import { htmlPage, pageHeaders } from './pages.ts';

/**
 * Signed links to the file. Opening one shows a page with a button, since chat clients open links to preview them;
 * pressing the button uses it up: the claim and the trail entry are one commit, and only then the file goes out.
 */
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

type Why = 'altered' | 'expired' | 'used' | 'refused' | 'busy';

const statusOf: Readonly<Record<Why, number>> = {
  altered: 403,
  refused: 403,
  expired: 410,
  used: 410,
  busy: 503,
};

const safety = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Where a link is good: what the page offers. */
type Offer = 'offer' | 'receipt' | 'paper' | 'figures';

const offerOf = (what: Grant['what']): Offer => {
  if (what === 'copy') return 'offer';
  if (what === 'receipt') return 'receipt';
  return isPaperFile(what) ? 'paper' : 'figures';
};

const sendPage = (res: ServerResponse, status: number, name: Why | Offer, words: Words): void => {
  const key = `copy.page.${name}`;
  const html = htmlPage({
    title: words(`${key}.title`),
    lead: words.list(`${key}.lead`, { minutes: linkMinutes }),
    ...(words.has(`${key}.button`) ? { button: words(`${key}.button`) } : {}),
  });
  res.writeHead(status, { ...safety, ...pageHeaders, 'content-length': Buffer.byteLength(html) });
  res.end(html);
};

/** What a browser is told of the file. */
const fileOf = ({ ref, what }: Grant): { type: string; name: string } => {
  const figures = bookFileOf(what);
  if (figures) return fileType(figures.book, figures.form);
  const name = ref.replace(/[^A-Za-z0-9-]/g, '');
  if (what === evidenceLinesFile)
    return { type: 'application/jsonl; charset=utf-8', name: `evidence-${name}.jsonl` };
  return { type: 'application/pdf', name: what === 'copy' ? `${name}.pdf` : `${what}-${name}.pdf` };
};

const sendFile = (res: ServerResponse, grant: Grant, file: Buffer): void => {
  const { type, name } = fileOf(grant);
  res.writeHead(200, {
    ...safety,
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
    'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    'content-length': file.length,
  });
  res.end(file);
};

const causeOf = ({ nonce }: Grant): string => `export/${nonce}`;

const entryOf = (grant: Grant, at: string) =>
  trail('exported', grant.ref, grant.person, at, causeOf(grant)) as Extract<Change, { op: 'create' }>;

/** The trail entry that using the link leaves, whenever that is: while it is missing, the link is unused. */
const usedKey = (grant: Grant): Key => ({ kind: 'audit', id: entryOf(grant, '').item.id });

/** What the link is good for, made when it is used. */
type Look = { why: Why } | { grant: Grant; make(): Promise<Buffer> };

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
  if (!maySee(book, seated(person, partition, hub), registered)) return { why: 'refused' };
  const make = async () => {
    const entries = await entriesFor(deps.store, partition, book, filter, now);
    return figuresFile(form, { book, entries, filter, now, policy, words: deps.words }, deps.pdf);
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

const look = async (deps: ExportDeps, token: string): Promise<Look> => {
  const read = deps.links.read(token, deps.clock());
  if (!read.ok) return { why: read.why };
  const { grant } = read;
  const [person, record, used] = await deps.store.read(grant.agency, [
    { kind: 'person', id: grant.person },
    { kind: 'record', id: grant.ref },
    usedKey(grant),
  ]);
  if (used) return { why: 'used' };
  const stored = record as Stored<KeptRecord> | undefined;
  const dialog = stored && dialogOf(stored.body);
  const ctx = contextOf(deps, grant, person?.body as Person | undefined);
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

const dayMs = 86_400_000;

/** Fails as already done when somebody was faster. */
const use = async ({ store, clock }: ExportDeps, grant: Grant): Promise<void> => {
  await store.commit(grant.agency, [
    { op: 'claim', id: causeOf(grant), expiresAt: new Date(grant.until + dayMs).toISOString() },
    entryOf(grant, clock().toISOString()),
  ]);
};

const whyOf = (fault: unknown): Why => {
  if (hasCode(fault, 'already-done', 'conflict')) return 'used';
  if (hasCode(fault, 'store-unavailable')) return 'busy';
  throw fault;
};

const longest = 2_000;

const tokenOf = (url: string): string => (url.split('?', 1)[0] ?? '').slice(exportPath.length);

const open = async (deps: ExportDeps, url: string): Promise<Look> => {
  try {
    return url.length > longest ? { why: 'altered' } : await look(deps, tokenOf(url));
  } catch (fault) {
    return { why: whyOf(fault) };
  }
};

const download = async (
  deps: ExportDeps,
  url: string,
): Promise<{ why: Why } | { grant: Grant; file: Buffer }> => {
  const found = await open(deps, url);
  if ('why' in found) return found;
  // Made before the link is used up: a file that could not be made costs nobody their link.
  const file = await found.make();
  try {
    await use(deps, found.grant);
  } catch (fault) {
    return { why: whyOf(fault) };
  }
  return { grant: found.grant, file };
};

export const exportRoutes = (deps: ExportDeps): Route[] => {
  const refuse = (res: ServerResponse, why: Why): void => {
    deps.log('export-refused', { why });
    sendPage(res, statusOf[why], why, deps.words);
  };
  return [
    {
      method: 'GET',
      path: `${exportPath}*`,
      handle: async (req, res) => {
        const found = await open(deps, req.url ?? '');
        if ('why' in found) return refuse(res, found.why);
        sendPage(res, 200, offerOf(found.grant.what), deps.words);
      },
    },
    {
      method: 'POST',
      path: `${exportPath}*`,
      handle: async (req, res) => {
        const done = await download(deps, req.url ?? '');
        if ('why' in done) return refuse(res, done.why);
        deps.log('exported', { ref: done.grant.ref, what: done.grant.what });
        sendFile(res, done.grant, done.file);
      },
    },
  ];
};
