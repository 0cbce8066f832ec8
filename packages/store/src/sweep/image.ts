import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { Item } from '../dynamo/capacity.ts'

/** A value as a stream's event carries it to a function: the wire's JSON, in which bytes are base64. */
type WireValue = { S?: string; N?: string; B?: string; BS?: string[] }

/** An item of the table, as it was after a write, as a stream's event carries it. */
export type StreamImage = Readonly<Record<string, WireValue>>

const bytes = (base64: string): Uint8Array => Buffer.from(base64, 'base64')

const attributeOf = (value: WireValue): AttributeValue => {
  if (value.B !== undefined) return { B: bytes(value.B) }
  if (value.BS !== undefined) return { BS: value.BS.map(bytes) }
  // The other kinds are the same in both; we store no others than texts and numbers.
  return value as AttributeValue
}

export const itemOfImage = (image: StreamImage): Item =>
  Object.fromEntries(Object.entries(image).map(([name, value]) => [name, attributeOf(value)]))
