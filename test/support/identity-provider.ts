import {
  constants,
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Stands for Microsoft's sign-in: publishes signing keys, and signs what a test asks for, genuine or not. */

export type Part = Record<string, unknown>;

type Key = { kid: string; endorsements: string[]; privateKey: KeyObject };

const newKey = (kid: string, endorsements: string[]): Key => ({
  kid,
  endorsements,
  privateKey: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
});

/** Making keys is slow, so all providers of one process begin with the same. */
const firstKeys = {
  k1: newKey('k1', ['msteams']),
  k2: newKey('k2', ['webchat']),
  /** Has the name of a genuine key and was never published. */
  strange: newKey('k1', ['msteams']),
};

const published = ({ kid, endorsements, privateKey }: Key): Part => ({
  ...createPublicKey(privateKey).export({ format: 'jwk' }),
  kid,
  use: 'sig',
  endorsements,
});

const encode = (part: Part): string => Buffer.from(JSON.stringify(part)).toString('base64url');

const publicPem = (key: KeyObject): string =>
  createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();

const signers: Record<string, (data: Buffer, key: KeyObject) => Buffer> = {
  RS256: (data, key) => sign('sha256', data, key),
  RS512: (data, key) => sign('sha512', data, key),
  PS256: (data, key) =>
    sign('sha256', data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }),
  HS256: (data) => createHmac('sha256', 'a shared secret').update(data).digest(),
  /** The public key taken for a shared secret: the classic confusion of algorithms. */
  HS256public: (data, key) => createHmac('sha256', publicPem(key)).update(data).digest(),
  none: () => Buffer.from('AA', 'base64url'),
};

const metadataPath = '/v1/.well-known/openidconfiguration';

/** `origin`: where the server that passes requests on to `handle` can be reached. */
export const createIdentityProvider = (origin: () => string) => {
  const { strange, ...genuine } = firstKeys;
  const keys = Object.values(genuine);
  let keyRequests = 0;
  let down = false;

  const pages: Record<string, () => Part> = {
    [metadataPath]: () => ({ issuer: 'https://api.botframework.com', jwks_uri: `${origin()}/keys` }),
    '/keys': () => {
      keyRequests += 1;
      return { keys: keys.map(published) };
    },
    '/oauth2/v2.0/token': () => ({ token_type: 'Bearer', expires_in: 3600, access_token: 'bot-token' }),
  };

  return {
    metadataUrl: () => origin() + metadataPath,
    /** Whether the request was for this provider, and so is answered. */
    handle: (req: IncomingMessage, res: ServerResponse): boolean => {
      const page = pages[req.url ?? ''];
      if (!page) return false;
      if (down) res.writeHead(503).end();
      else res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(page()));
      return true;
    },
    token: (claims: Part, header: Part = {}, by: 'k1' | 'k2' | 'strange' = 'k1', signer?: string): string => {
      const key = by === 'strange' ? strange : (keys.find(({ kid }) => kid === by) ?? strange);
      const full = { typ: 'JWT', alg: 'RS256', kid: key.kid, ...header };
      const data = `${encode(full)}.${encode(claims)}`;
      const make = signers[signer ?? String(full.alg)] ?? signers.RS256;
      return `${data}.${make?.(Buffer.from(data), key.privateKey).toString('base64url')}`;
    },
    /** From now on what the old keys signed is no longer genuine. */
    rotate: (): void => {
      keys.splice(0, keys.length, newKey('k1', ['msteams']), newKey('k2', ['webchat']));
    },
    setDown: (value: boolean): void => {
      down = value;
    },
    keyRequests: () => keyRequests,
  };
};

export type IdentityProvider = ReturnType<typeof createIdentityProvider>;
