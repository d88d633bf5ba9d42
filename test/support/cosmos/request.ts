import type { IncomingMessage } from 'node:http';
import type { OperationKind } from './faults.ts';

/** What a request to the items of a container asks for. */

export type Target = { database: string; container: string; id: string | undefined };

export const targetOf = (url: string): Target | undefined => {
  const path = new URL(`http://x/${url.replace(/^\/+/, '')}`).pathname;
  const match = /^\/dbs\/([^/]+)\/colls\/([^/]+)\/docs(?:\/([^/]+))?\/?$/.exec(path);
  if (!match?.[1] || !match[2]) return undefined;
  return { database: match[1], container: match[2], id: match[3] && decodeURIComponent(match[3]) };
};

export const header = (req: IncomingMessage, name: string): string | undefined => {
  const value = req.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

const says = (req: IncomingMessage, name: string): boolean => header(req, name)?.toLowerCase() === 'true';

export const kindOf = (req: IncomingMessage): OperationKind => {
  if (req.method === 'GET') return 'read';
  if (req.method === 'PUT') return 'replace';
  if (req.method === 'DELETE') return 'delete';
  if (says(req, 'x-ms-cosmos-is-batch-request')) return 'batch';
  if (says(req, 'x-ms-documentdb-isquery')) return 'query';
  return says(req, 'x-ms-documentdb-is-upsert') ? 'upsert' : 'create';
};

export const partitionOf = (req: IncomingMessage): string | undefined => {
  const value: unknown = JSON.parse(header(req, 'x-ms-documentdb-partitionkey') ?? '[]');
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  return typeof first === 'string' ? first : undefined;
};

export const readBody = async (req: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part);
  return Buffer.concat(parts).toString();
};
