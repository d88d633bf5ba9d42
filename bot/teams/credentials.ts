import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import { AppCredentials, type ServiceClientCredentialsFactory } from 'botframework-connector';
import { SharewellError } from '../core/errors.ts';
import type { StrictConfig } from './config.ts';

export const signIn = {
  scope: 'https://api.botframework.com',
  url: 'https://login.microsoftonline.com/botframework.com',
} as const;

/** With a password the app signs in by itself; without one, as the managed identity it runs under. */
export const credentialsFor = (config: StrictConfig): ServiceClientCredentialsFactory => {
  if (config.credentials) return config.credentials;
  const { appId, tenantId, password } = config;
  return new ConfigurationServiceClientCredentialFactory({
    MicrosoftAppId: appId,
    MicrosoftAppTenantId: tenantId,
    ...(password
      ? { MicrosoftAppType: 'SingleTenant', MicrosoftAppPassword: password }
      : { MicrosoftAppType: 'UserAssignedMsi' }),
  });
};

/** The bot's own token for calls to Teams; `fresh` after Teams refused the one before. */
export type TokenSource = (fresh: boolean) => Promise<string | undefined>;

export const noToken: TokenSource = async () => undefined;

export const createTokenSource = (config: StrictConfig): TokenSource => {
  const factory = credentialsFor(config);
  let credentials: AppCredentials | undefined;
  let running: Promise<string> | undefined;

  const load = async (fresh: boolean): Promise<string> => {
    if (!credentials) {
      const made = await factory.createCredentials(config.appId, signIn.scope, signIn.url, true);
      if (!(made instanceof AppCredentials)) throw new SharewellError('config', 'unusable Teams credentials');
      credentials = made;
    }
    return credentials.getToken(fresh);
  };

  // One sign-in at a time: a burst of replies after the token's end would ask for as many tokens.
  return (fresh) => {
    running ??= load(fresh).finally(() => {
      running = undefined;
    });
    return running;
  };
};
