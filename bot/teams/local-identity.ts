import { AppCredentials, type ServiceClientCredentialsFactory } from 'botframework-connector';
import type { StrictConfig } from './config.ts';

/**
 * Tests stand in for Microsoft on this machine: one host serves the signing keys, the bot's own tokens and the
 * connector. Everything is checked as in production; only the addresses differ.
 */
class LocalCredentials extends AppCredentials {
  readonly #tokenUrl: string;

  constructor(appId: string, tokenUrl: string) {
    super(appId);
    this.#tokenUrl = tokenUrl;
  }

  async refreshToken() {
    const response = await fetch(this.#tokenUrl, { method: 'POST' });
    const { access_token: accessToken, expires_in: seconds } = (await response.json()) as {
      access_token: string;
      expires_in: number;
    };
    return { accessToken, expiresOn: new Date(Date.now() + seconds * 1000) };
  }
}

export const localIdentity = (metadataUrl: string): Pick<StrictConfig, 'credentials' | 'serviceHosts'> => {
  const { origin, host } = new URL(metadataUrl);
  const credentials: ServiceClientCredentialsFactory = {
    isValidAppId: async () => true,
    isAuthenticationDisabled: async () => false,
    createCredentials: async (appId) => new LocalCredentials(appId ?? '', `${origin}/oauth2/v2.0/token`),
  };
  return { credentials, serviceHosts: [host] };
};
