import type { ServerResponse } from 'node:http';
import type { Words } from '../../dialogs/words.ts';
import { hasCode } from '../core/errors.ts';
import { bookFileOf, evidenceLinesFile, isPaperFile } from '../core/file-names.ts';
import { exportPath, type Grant, linkMinutes } from '../core/links.ts';
import type { Route } from '../server.ts';
import { fileType } from './figures.ts';
import { causeOf, type ExportDeps, entryOf, type Look, look, type Why } from './looks.ts';
import { htmlPage, pageHeaders } from './pages.ts';

/**
 * Signed links to the file. Opening one shows a page with a button, since chat clients open links to preview them;
 * pressing the button uses it up: the claim and the trail entry are one commit, and only then the file goes out.
 */
const statusOf: Readonly<Record<Why, number>> = {
  altered: 403,
  refused: 403,
  expired: 410,
  used: 410,
  busy: 503,
};

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
  res.writeHead(status, { ...pageHeaders, 'content-length': Buffer.byteLength(html) });
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
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
    'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    'content-length': file.length,
  });
  res.end(file);
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
    deps.log('export.refused', { why });
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
        deps.log('export.taken', { ref: done.grant.ref, what: done.grant.what });
        sendFile(res, done.grant, done.file);
      },
    },
  ];
};
