import { afterEach, describe, expect, it } from 'vitest';
import { type MapPictures, mapRoutes } from '../../bot/export/map-routes.ts';
import { createServer, type HttpServer } from '../../bot/server.ts';

let server: HttpServer | undefined;
afterEach(() => server?.close(0));

const serve = async (pictures: MapPictures) => {
  server = createServer({ routes: mapRoutes(pictures), log: () => undefined });
  const { port } = await server.listen('127.0.0.1', 0);
  return (name: string) => fetch(`http://127.0.0.1:${port}/map/${name}`);
};

const svg = '<svg xmlns="http://www.w3.org/2000/svg"><title>Ŵ</title></svg>';
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

describe('the picture of the steps of a decision', () => {
  it.each([
    ['decision.svg', 'image/svg+xml; charset=utf-8', Buffer.from(svg)],
    ['decision.png', 'image/png', png],
  ])('is public and may be kept for an hour: %s', async (name, type, bytes) => {
    const answer = await (await serve({ mapSvg: () => svg, mapPng: async () => png }))(name);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=3600');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
  });

  it('is not found while it was not made, and that is not kept', async () => {
    const get = await serve({ mapSvg: () => undefined, mapPng: async () => undefined });
    for (const name of ['decision.svg', 'decision.png', 'other.svg']) {
      const answer = await get(name);
      expect(answer.status).toBe(404);
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
  });
});
