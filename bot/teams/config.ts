import type { ServiceClientCredentialsFactory } from 'botframework-connector';
import { SharewellError } from '../core/errors.ts';
import { isLoopback } from './service-urls.ts';

/** How callers prove who they are. `credentials` and the addresses differ from Microsoft's own only in tests. */
export type StrictConfig = {
  auth: 'strict';
  appId: string;
  tenantId: string;
  /** Without it the app signs in as a managed identity. */
  password?: string;
  /** Tenants served besides the app's own. */
  tenants?: readonly string[];
  openIdMetadataUrl?: string;
  /** How often signing keys are fetched again; a day unless told. */
  keyRefreshHours?: number;
  /** Hosts (`host:port`) that replies may be sent to besides Microsoft's. */
  serviceHosts?: readonly string[];
  credentials?: ServiceClientCredentialsFactory;
};

/** No proof at all: for one machine, and only while the server listens to nobody else. */
export type OpenConfig = { auth: 'open'; local: true; host: string };

export type TeamsConfig = (StrictConfig | OpenConfig) & {
  /** How long a person waits before being told that it is still being saved. */
  patienceMs?: number;
  /** How long one call to Teams may take. */
  sendTimeoutMs?: number;
};

/** Whoever can change the keys on their way can sign anything. */
const isTrustworthy = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
};

/** Types do not hold for settings that came from outside, so what must never happen is checked again here. */
export const checkConfig = (config: TeamsConfig): void => {
  if (config.auth === 'open') {
    if (config.local === true && isLoopback(config.host)) return;
    throw new SharewellError(
      'config',
      'Teams without an app id works only in local mode, listening on loopback',
    );
  }
  if (!config.appId.trim() || !config.tenantId.trim()) {
    throw new SharewellError('config', 'Teams needs an app id and a tenant id');
  }
  if (config.openIdMetadataUrl !== undefined && !isTrustworthy(config.openIdMetadataUrl)) {
    throw new SharewellError('config', 'signing keys for Teams must come over https');
  }
};
