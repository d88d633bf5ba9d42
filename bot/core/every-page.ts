import type { Query, Store, Stored } from './ports.ts';

type Page = { items: Stored[]; cursor?: string };

/** Page after page of a list. */
export async function* pagesOf(
  store: Pick<Store, 'list'>,
  agency: string,
  query: Query,
): AsyncGenerator<Page> {
  let cursor: string | undefined;
  do {
    const page = await store.list(agency, query, cursor);
    yield page;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

/** The same at once, up to a bound. `partly`: there is more than was looked at. */
export const everyPage = async (
  store: Pick<Store, 'list'>,
  agency: string,
  query: Query,
  most = Number.POSITIVE_INFINITY,
): Promise<{ items: Stored[]; partly: boolean }> => {
  const all: Stored[] = [];
  for await (const { items, cursor } of pagesOf(store, agency, query)) {
    all.push(...items);
    if (all.length >= most) return { items: all, partly: cursor !== undefined };
  }
  return { items: all, partly: false };
};
