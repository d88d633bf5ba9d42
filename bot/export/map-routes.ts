import type { ServerResponse } from 'node:http';
import type { Route } from '../server.ts';

/** The picture of the steps of a decision: the same for everybody, so everybody may see it and keep it for an hour. */

type Maybe<T> = T | undefined | Promise<T | undefined>;

export type MapPictures = {
  mapSvg(): Maybe<string>;
  mapPng(): Maybe<Buffer>;
};

const headers = {
  'cache-control': 'public, max-age=3600',
  // Chat clients show it from their own address.
  'cross-origin-resource-policy': 'cross-origin',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
} as const;

const send = (res: ServerResponse, type: string, picture: string | Buffer | undefined): void => {
  if (picture === undefined) {
    res.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
    res.end('Not Found');
    return;
  }
  const body = Buffer.from(picture);
  res.writeHead(200, { ...headers, 'content-type': type, 'content-length': body.length });
  res.end(body);
};

export const mapRoutes = ({ mapSvg, mapPng }: MapPictures): Route[] => [
  {
    method: 'GET',
    path: '/map/decision.svg',
    handle: async (_req, res) => send(res, 'image/svg+xml; charset=utf-8', await mapSvg()),
  },
  {
    method: 'GET',
    path: '/map/decision.png',
    handle: async (_req, res) => send(res, 'image/png', await mapPng()),
  },
];
