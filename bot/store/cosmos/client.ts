import { type ConnectionPolicy, CosmosClient, type CosmosClientOptions, PluginOn } from '@azure/cosmos';
import { watchRequest } from './trace.ts';

type Credential = NonNullable<CosmosClientOptions['aadCredentials']>;

export type ConnectOptions = {
  endpoint: string;
  /** The account key. Without it the identity of the machine is used. */
  key?: string | undefined;
  credential?: Credential | undefined;
  /** For tests and unusual networks; merged over ours. */
  connectionPolicy?: ConnectionPolicy | undefined;
};

const connectionPolicy: ConnectionPolicy = {
  requestTimeout: 5000,
  // Our own loop repeats throttled requests, with one limit over all kinds of trouble.
  retryOptions: { maxRetryAttemptCount: 0, fixedRetryIntervalInMilliseconds: 0, maxWaitTimeInSeconds: 0 },
};

/** Loaded only where it is needed: it takes a tenth of a second. */
const ownIdentity = async (): Promise<Credential> => {
  const { DefaultAzureCredential } = await import('@azure/identity');
  return new DefaultAzureCredential();
};

export const connect = async (options: ConnectOptions): Promise<CosmosClient> => {
  const { endpoint, key } = options;
  const access = key ? { key } : { aadCredentials: options.credential ?? (await ownIdentity()) };
  const hidden = { plugins: [{ on: PluginOn.request, plugin: watchRequest }] };
  const known: CosmosClientOptions = {
    endpoint,
    ...access,
    connectionPolicy: { ...connectionPolicy, ...options.connectionPolicy },
    userAgentSuffix: 'sharewell',
  };
  return new CosmosClient({ ...known, ...hidden });
};
