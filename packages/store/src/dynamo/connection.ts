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

/** Clients that keep their connections, try once (we retry ourselves) and take nothing from the environment. */
const clientConfig = ({ endpoint, region, credentials }: Connection) => ({
  region,
  credentials,
  ...(endpoint === undefined ? {} : { endpoint }),
  maxAttempts: 1,
  retryMode: 'standard',
  defaultsMode: 'standard' as const,
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  requestHandler: {
    connectionTimeout: CONNECT_TIMEOUT_MS,
    httpAgent: new HttpAgent({ keepAlive: true, maxSockets: MAX_SOCKETS }),
    httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: MAX_SOCKETS }),
  },
})

export const connect = (connection: Connection) => new DynamoDBClient(clientConfig(connection))
export const connectStreams = (connection: Connection) => new DynamoDBStreamsClient(clientConfig(connection))
