// The least that a function on this stack can be: Hono, the same SDK with the same settings, one GetItem.
import { Agent } from 'node:http'
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { Hono } from 'hono'
import { handle } from 'hono/aws-lambda'

const { AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, PLUMBLINE_DYNAMODB_ENDPOINT, PLUMBLINE_TABLE } =
  process.env
const client = new DynamoDBClient({
  region: AWS_REGION,
  endpoint: PLUMBLINE_DYNAMODB_ENDPOINT,
  credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY },
  maxAttempts: 1,
  retryMode: 'standard',
  defaultsMode: 'standard',
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  requestHandler: { connectionTimeout: 1_000, httpAgent: new Agent({ keepAlive: true }) },
})
const app = new Hono()
app.get('/readyz', async (context) => {
  await client.send(
    new GetItemCommand({ TableName: PLUMBLINE_TABLE, Key: { pk: { S: '#probe' }, sk: { S: 'probe' } } }),
  )
  return context.json({ status: 'ready' })
})
export const handler = handle(app)
