import { createBoundedMap } from './bounded-map.ts';

/**
 * Activities name the address that replies go to, and replies carry the bot's own token: so only Microsoft's hosts, or
 * in local mode only this machine, are ever called.
 */
export type ServiceUrls = { resolve(serviceUrl: string | undefined): URL | undefined };

const microsoftHosts = ['smba.trafficmanager.net'];
const microsoftDomains = ['.botframework.com'];

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);

const isMicrosoft = ({ protocol, hostname, port }: URL): boolean =>
  protocol === 'https:' &&
  port === '' &&
  (microsoftHosts.includes(hostname) || microsoftDomains.some((domain) => hostname.endsWith(domain)));

type Rule = (url: URL) => boolean;

const localRule: Rule = (url) => isLoopback(url.hostname);

/** A further host must speak https as well, unless it is this machine. */
const strictRule =
  (extraHosts: readonly string[]): Rule =>
  (url) =>
    isMicrosoft(url) ||
    (extraHosts.includes(url.host) && (url.protocol === 'https:' || isLoopback(url.hostname)));

const parse = (text: string): URL | undefined => {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol) || url.username || url.password) return undefined;
  url.search = '';
  url.hash = '';
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
};

export const createServiceUrls = (rule: { local: true } | { hosts: readonly string[] }): ServiceUrls => {
  const allowed = 'local' in rule ? localRule : strictRule(rule.hosts);
  const known = createBoundedMap<URL>(100);
  return {
    resolve: (text) => {
      if (!text) return undefined;
      const before = known.get(text);
      if (before) return before;
      const url = parse(text);
      if (!url || !allowed(url)) return undefined;
      known.set(text, url);
      return url;
    },
  };
};
