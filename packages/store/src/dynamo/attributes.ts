import { packJson, unpackJson } from '../codec/body.ts'
import { UnreadableItem } from '../codec/bytes.ts'
import type { Key } from '../keys.ts'
import type { Item } from './capacity.ts'

/*
 * Attributes have one letter because their names are paid for with every item:
 *   b  body, compressed    c  corrections of this event    f  facts              h  who holds it
 *   k  id of the sender's key                              l  lease ends, in ms  n  revision
 *   p  (sender's) party    r  received, in ms              t  where something is kept
 *   u  used by             v  revoked, in ms               x  expires, in seconds (the table's TTL)
 */

export const keyValue = (key: Key): Item => ({ pk: { S: key.pk }, sk: { S: key.sk } })

const missing = (name: string): never => {
  throw new UnreadableItem(`an item lacks ${name}`)
}

export const textOf = (item: Item, name: string): string => item[name]?.S ?? missing(name)
export const numberOf = (item: Item, name: string): number => Number(item[name]?.N ?? missing(name))
export const bytesOf = (item: Item, name: string): Uint8Array => item[name]?.B ?? missing(name)
/** A set without elements does not exist. */
export const byteSet = (item: Item, name: string): Uint8Array[] => item[name]?.BS ?? []

export const keyOf = (item: Item): Key => ({ pk: textOf(item, 'pk'), sk: textOf(item, 'sk') })

export const body = (value: object): Item => ({ b: { B: packJson(value) } })
/** @throws UnreadableItem where the item has no body of ours. */
export const bodyOf = <T>(item: Item): T => unpackJson<T>(bytesOf(item, 'b'))
