import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb'
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams'

export type Connection = {
  /** Absent: AWS in `region`. */
  endpoint?: string | undefined
  region: string
  credentials: NonNullable<DynamoDBClientConfig['credentials']>
  /** At least 3 characters of a-z A-Z 0-9 _ . - */
  table: string
}

const MAX_SOCKETS = 128
const CONNECT_TIMEOUT_MS = 1_000

/** The SDK’s own way to try once is to count, to classify and to wait for what will not be. */
const ONCE: Exclude<DynamoDBClientConfig['retryStrategy'], undefined> = {
  mode: 'standard',
  retry: (next, args) => next(args),
}

/** Where regions apart from the common ones have their names; each by how it begins. */
const NAMES: readonly [region: string, suffix: string][] = [
  ['cn-', 'amazonaws.com.cn'],
  ['us-iso-', 'c2s.ic.gov'],
  ['us-isob-', 'sc2s.sgov.gov'],
  ['us-isof-', 'csp.hci.ic.gov'],
  ['eu-isoe-', 'cloud.adc-e.uk'],
  ['eusc-', 'amazonaws.eu'],
]

type Asked = { Region?: string | undefined; Endpoint?: string | undefined }

/** Where a service is: under its name in a region, or at the address that was given. The SDK’s way there has 20 KB. */
export const endpointOf =
  (service: 'dynamodb' | 'streams.dynamodb') =>
  ({ Region = '', Endpoint }: Asked): { url: URL } => {
    const [, suffix] = NAMES.find(([begins]) => Region.startsWith(begins)) ?? ['', 'amazonaws.com']
    return { url: new URL(Endpoint ?? `https://${service}.${Region}.${suffix}`) }
  }

/**
 * Clients that keep their connections, try once (we retry ourselves) and take nothing from the environment: whatever
 * the SDK would look for there, or in files, is said here. The hosted bundle leaves out what would look.
 */
const clientConfig = ({ endpoint, region, credentials }: Connection) => ({
  region,
  credentials,
  ...(endpoint === undefined ? {} : { endpoint }),
  maxAttempts: 1,
  retryMode: 'standard',
  retryStrategy: ONCE,
  defaultsMode: 'standard' as const,
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  ignoreConfiguredEndpointUrls: true,
  accountIdEndpointMode: 'disabled' as const,
  authSchemePreference: [],
  disableClockSkewCorrection: false,
  endpointDiscoveryEnabledProvider: async () => false,
  userAgentAppId: async () => undefined,
  requestHandler: {
    connectionTimeout: CONNECT_TIMEOUT_MS,
    httpAgent: new HttpAgent({ keepAlive: true, maxSockets: MAX_SOCKETS }),
    httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: MAX_SOCKETS }),
  },
})

/** What the SDK would write of each call into a log that we don't keep was a twentieth of the call. */
const unlogged = <Client extends DynamoDBClient | DynamoDBStreamsClient>(client: Client): Client => {
  client.middlewareStack.remove('loggerMiddleware')
  return client
}

export const connect = (connection: Connection) =>
  unlogged(new DynamoDBClient({ ...clientConfig(connection), endpointProvider: endpointOf('dynamodb') }))

export const connectStreams = (connection: Connection) =>
  unlogged(new DynamoDBStreamsClient({ ...clientConfig(connection), endpointProvider: endpointOf('streams.dynamodb') }))
