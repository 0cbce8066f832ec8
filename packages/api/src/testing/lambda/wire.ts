import type { StreamImage } from '@plumbline/store'

const SIGNED = 'host;x-amz-date;x-amz-target'

/**
 * Asks DynamoDB in its own words, in which an item looks as it does in a stream’s event. Only for an engine that
 * checks no signature.
 */
export const wire = async <T>(endpoint: string, call: string, body: object): Promise<T> => {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${call}`,
      'x-amz-date': '20260101T000000Z',
      authorization: `AWS4-HMAC-SHA256 Credential=x/20260101/x/dynamodb/aws4_request, SignedHeaders=${SIGNED}, Signature=0`,
    },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${call}: ${response.status} ${text}`)
  return JSON.parse(text) as T
}

/** All items of a small table. */
export const itemsOf = async (endpoint: string, table: string): Promise<StreamImage[]> =>
  (await wire<{ Items: StreamImage[] }>(endpoint, 'Scan', { TableName: table, ConsistentRead: true })).Items
