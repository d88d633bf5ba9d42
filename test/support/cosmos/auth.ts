import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The fixed key of every test account. */
export const accountKey = Buffer.from('a key for tests only, made for this front').toString('base64');

/** What Entra gives the one identity that may work with the data of every test account. */
export const identityToken = 'a token for tests only';

const isIdentity = (req: IncomingMessage): boolean =>
  decodeURIComponent(String(req.headers.authorization ?? '')) === `type=aad&ver=1.0&sig=${identityToken}`;

/** Whoever signs in as somebody works with items, and neither makes nor changes nor removes what holds them. */
export const mayNot = (req: IncomingMessage, onItems: boolean): boolean =>
  isIdentity(req) && !onItems && req.method !== 'GET';

/** What a request is about, as the signature names it: type and link of the parent for lists, of the thing itself else. */
const resourceOf = (path: string): { type: string; link: string } => {
  const parts = path.split('/').filter((part) => part !== '');
  const named = parts.length % 2 === 0;
  return {
    type: (named ? parts.at(-2) : parts.at(-1)) ?? '',
    link: (named ? parts : parts.slice(0, -1)).join('/'),
  };
};

export const isSigned = (req: IncomingMessage): boolean => {
  const { type, link } = resourceOf(decodeURIComponent(new URL(req.url ?? '/', 'http://x').pathname));
  const date = String(req.headers['x-ms-date'] ?? '').toLowerCase();
  const text = `${(req.method ?? '').toLowerCase()}\n${type.toLowerCase()}\n${link}\n${date}\n\n`;
  const signature = createHmac('sha256', Buffer.from(accountKey, 'base64')).update(text).digest('base64');
  return (
    isIdentity(req) ||
    decodeURIComponent(String(req.headers.authorization ?? '')) === `type=master&ver=1.0&sig=${signature}`
  );
};
