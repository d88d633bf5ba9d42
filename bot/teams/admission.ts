import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../core/ports.ts';
import { type Claimed, createTokenCheck } from './auth.ts';
import type { StrictConfig, TeamsConfig } from './config.ts';
import { isLoopback, type ServiceUrls } from './service-urls.ts';

/** What an activity says about itself before anything of it is believed. */
export type Envelope = Claimed & { tenants: readonly string[] };

/**
 * 401: cannot prove who sent it. 403: genuine, but from an organisation or for an address that is not served (Teams
 * does not try again). 415: not JSON. 503: the signing keys could not be fetched, so Teams should try again.
 */
export type Refusal = { status: 401 | 403 | 415 | 503; reason: string };

export type Admit = (envelope: Envelope, headers: IncomingHttpHeaders) => Promise<Refusal | undefined>;

const strict = (config: StrictConfig, urls: ServiceUrls, clock: Clock): Admit => {
  const check = createTokenCheck(config, clock);
  const tenants = [config.tenantId, ...(config.tenants ?? [])];
  return async (envelope, headers) => {
    const verdict = await check(envelope, headers.authorization);
    if (verdict === 'refused') return { status: 401, reason: 'token' };
    if (verdict === 'keys-unavailable') return { status: 503, reason: 'keys' };
    if (!urls.resolve(envelope.serviceUrl)) return { status: 403, reason: 'service-url' };
    // Shared channels mix organisations: every tenant that is named must be one that is served.
    const served =
      envelope.tenants.length > 0 && envelope.tenants.every((tenant) => tenants.includes(tenant));
    return served ? undefined : { status: 403, reason: 'tenant' };
  };
};

const hostName = (host: string): string => host.replace(/:\d+$/, '');

/**
 * Local mode believes every caller on this machine. A web page in the same browser is a caller too: it can send a form
 * anywhere, or point a name of its own at this machine, but not JSON under this machine's name.
 */
const open =
  (urls: ServiceUrls): Admit =>
  async (envelope, headers) => {
    if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) return { status: 415, reason: 'type' };
    if (!isLoopback(hostName(headers.host ?? ''))) return { status: 403, reason: 'host' };
    return urls.resolve(envelope.serviceUrl) ? undefined : { status: 403, reason: 'service-url' };
  };

export const createAdmit = (config: TeamsConfig, urls: ServiceUrls, clock: Clock): Admit =>
  config.auth === 'open' ? open(urls) : strict(config, urls, clock);
