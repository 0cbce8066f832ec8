import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams'
import { describe, expect, test } from 'vitest'
import { connect, connectStreams } from './connection.ts'

const credentials = { accessKeyId: 'an-id', secretAccessKey: 'a-secret' }
const REGIONS = [
  'us-east-1',
  'eu-central-1',
  'ap-southeast-5',
  'mx-central-1',
  'us-gov-west-1',
  'cn-north-1',
  'cn-northwest-1',
  'us-iso-east-1',
  'us-isob-east-1',
  'us-isof-south-1',
  'eu-isoe-west-1',
  'eusc-de-east-1',
]

type Client = { config: { endpointProvider: DynamoDBClient['config']['endpointProvider'] } }

const addressOf = ({ config }: Client, Region: string, Endpoint?: string) =>
  config.endpointProvider({ Region, Endpoint, UseFIPS: false, UseDualStack: false }).url.href

describe.each([
  { service: 'the table', theirs: DynamoDBClient, ours: connect },
  { service: 'its stream', theirs: DynamoDBStreamsClient, ours: connectStreams },
])('$service', ({ theirs, ours }) => {
  test.each(REGIONS)('in %s it is where the SDK finds it by itself', (region) => {
    const client = ours({ region, credentials, table: 'plumbline' })
    expect(addressOf(client, region)).toBe(addressOf(new theirs({ region, credentials }), region))
  })

  test('nothing is written down of a call for a log that nobody keeps', () => {
    const client = ours({ region: 'eu-central-1', credentials, table: 'plumbline' })
    expect(client.middlewareStack.identify().join()).not.toContain('logger')
    expect(new theirs({ region: 'eu-central-1', credentials }).middlewareStack.identify().join()).toContain('logger')
  })

  test('an address that is given is taken as it is', () => {
    const region = 'eu-central-1'
    const client = ours({ region, credentials, table: 'plumbline' })
    const address = 'http://127.0.0.1:8000'
    expect(addressOf(client, region, address)).toBe(addressOf(new theirs({ region, credentials }), region, address))
  })
})

test('nothing of the environment changes where it is', async () => {
  process.env.AWS_ENDPOINT_URL_DYNAMODB = 'http://elsewhere.test'
  try {
    const { config } = connect({ region: 'eu-central-1', credentials, table: 'plumbline' })
    expect(config).toMatchObject({ isCustomEndpoint: false, ignoreConfiguredEndpointUrls: true })
    expect(await config.userAgentAppId()).toBeUndefined()
  } finally {
    delete process.env.AWS_ENDPOINT_URL_DYNAMODB
  }
})
