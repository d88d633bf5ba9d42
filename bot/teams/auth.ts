import { type Activity, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { type AuthenticateRequestResult, AuthenticationError } from 'botframework-connector';
import type { Clock } from '../core/ports.ts';
import type { StrictConfig } from './config.ts';
import { credentialsFor, signIn } from './credentials.ts';
import { createTokenCache, type TokenCache } from './token-cache.ts';

/** What the checks need of an activity, before anything else in it is believed. */
export type Claimed = { serviceUrl: string; channelId: string };

const issuer = 'https://api.botframework.com';
const microsoftKeys = 'https://login.botframework.com/v1/.well-known/openidconfiguration';
const bearer = /^Bearer ([\w-]+)\.([\w-]+)\.[\w-]+$/;
const toleranceSeconds = 5 * 60;

const refuse = (reason: string): never => {
  throw new AuthenticationError(reason, 401);
};

/**
 * The framework takes either all of these or none: with only some of them given, the rest get no default and every
 * genuine token is refused. The emulator's keys are never asked, because only the channel's issuer is let in.
 */
const settings = ({ appId, tenantId, openIdMetadataUrl = microsoftKeys }: StrictConfig) => ({
  MicrosoftAppId: appId,
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppTenantId: tenantId,
  ToBotFromChannelOpenIdMetadataUrl: openIdMetadataUrl,
  ToBotFromEmulatorOpenIdMetadataUrl: openIdMetadataUrl,
  ToBotFromChannelTokenIssuer: issuer,
  ToChannelFromBotOAuthScope: signIn.scope,
  ToChannelFromBotLoginUrl: signIn.url,
  OAuthUrl: 'https://api.botframework.com',
  CallerId: 'urn:botframework:azure',
});

const readPart = (part: string | undefined): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
};

/**
 * The framework's own check lets some tokens through (no end, other algorithms) and answers others with a fault of its
 * own. Whatever is not exactly what Teams sends is refused before it gets there.
 */
class StrictAuth extends ConfigurationBotFrameworkAuthentication {
  readonly #appId: string;
  readonly #clock: Clock;
  readonly #verified: TokenCache<AuthenticateRequestResult>;

  constructor(config: StrictConfig, clock: Clock) {
    const keys = { tokenRefreshInterval: config.keyRefreshHours ?? 24 };
    super(settings(config), credentialsFor(config), undefined, undefined, keys);
    this.#appId = config.appId;
    this.#clock = clock;
    this.#verified = createTokenCache(clock);
  }

  override async authenticateRequest(
    activity: Partial<Activity>,
    header: string,
  ): Promise<AuthenticateRequestResult> {
    const { serviceUrl, channelId } = activity;
    const parts = bearer.exec(header);
    if (!parts) return refuse('no bearer token');
    if (!serviceUrl || channelId !== 'msteams') return refuse('not a Teams activity');
    const known = this.#verified.get(channelId, header);
    if (known) {
      const named = known.claimsIdentity.getClaimValue('serviceurl');
      return named === serviceUrl ? known : refuse('another service address');
    }
    const exp = this.#precheck(readPart(parts[1]), readPart(parts[2]));
    const result = await super.authenticateRequest(activity as Activity, header);
    this.#verified.set(channelId, header, exp, result);
    return result;
  }

  #precheck(header: Record<string, unknown>, claims: Record<string, unknown>): number {
    const { iss, aud, exp, nbf } = claims;
    const now = this.#clock().getTime() / 1000;
    if (header.alg !== 'RS256') return refuse('algorithm');
    if (iss !== issuer || aud !== this.#appId) return refuse('issuer or audience');
    if (typeof exp !== 'number' || exp + toleranceSeconds < now) return refuse('expired');
    if (typeof nbf === 'number' && nbf - toleranceSeconds > now) return refuse('not yet valid');
    return exp;
  }
}

// Any other fault while verifying means that the token could not be verified, which is a refusal.
const keysUnavailable = (fault: unknown): boolean =>
  fault instanceof Error &&
  (fault.name === 'FetchError' || ('statusCode' in fault && fault.statusCode === 500));

export type Verdict = 'genuine' | 'refused' | 'keys-unavailable';

/** Says whether Teams itself sent this. Never throws. */
export const createTokenCheck = (config: StrictConfig, clock: Clock) => {
  const auth = new StrictAuth(config, clock);
  return async (claimed: Claimed, header: string | undefined): Promise<Verdict> => {
    try {
      await auth.authenticateRequest(claimed, header ?? '');
      return 'genuine';
    } catch (fault) {
      return keysUnavailable(fault) ? 'keys-unavailable' : 'refused';
    }
  };
};
