import type { Query, Store, Stored } from './ports.ts';

/** Page after page of a list, up to a bound. `partly`: there is more than was looked at. */
export const everyPage = async (
  store: Pick<Store, 'list'>,
  agency: string,
  query: Query,
  most = Number.POSITIVE_INFINITY,
): Promise<{ items: Stored[]; partly: boolean }> => {
  const items: Stored[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.list(agency, query, cursor);
    items.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined && items.length < most);
  return { items, partly: cursor !== undefined };
};
