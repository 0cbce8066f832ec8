import { createHash, timingSafeEqual } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { Party } from '@plumbline/core'
import { base62, bytesToBase62 } from './base62.ts'

/*
 * plb_<party>_<keyid>_<secret><crc>   a key        plc_<engagement>_<party>_<secret><crc>   a claim
 * pla_<engagement>_<party>_<secret><crc>   that party's half of the claim for the arbiter; both with a dot between
 * The checksum lets a scanner and us tell a real one from a typing error without asking any store. A key id starts
 * with a tag of its engagement's name, so that another tenant's key is recognised without asking one either.
 */

const SECRET_BYTES = 32
const SECRET = '[0-9A-Za-z]{43}'
const CRC = '[0-9A-Za-z]{6}'
const KEY = new RegExp(`^plb_(client|vendor|arbiter|operator)_([0-9a-f]{18})_(${SECRET})(${CRC})$`)
const CLAIM = new RegExp(`^plc_([a-z0-9-]{3,64})_(client|vendor)_(${SECRET})(${CRC})$`)
const HALF = new RegExp(`^pla_([a-z0-9-]{3,64})_(client|vendor)_(${SECRET})(${CRC})$`)
const TAG_DIGITS = 6
const ID_BYTES = 6

type RandomBytes = (size: number) => Uint8Array

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Compares without telling by its time how much was right. */
export const sameSecret = (a: string, b: string): boolean =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest())

const checksum = (text: string) => base62(BigInt(crc32(text)), 6)
const sealed = (text: string) => text + checksum(text)
const isSealed = (token: string) => checksum(token.slice(0, -6)) === token.slice(-6)
const newSecret = (random: RandomBytes) => bytesToBase62(random(SECRET_BYTES), 43)

const tagOf = (engagement: string) => sha256(`engagement ${engagement}`).slice(0, TAG_DIGITS)

export type NewToken = { token: string; id: string; secretHash: string }

/** Whose key it is. */
export type Holder = Party | 'arbiter' | 'operator'

const makeToken = (holder: Holder, engagement: string, random: RandomBytes): NewToken => {
  const id = tagOf(engagement) + Buffer.from(random(ID_BYTES)).toString('hex')
  const secret = newSecret(random)
  return { token: sealed(`plb_${holder}_${id}_${secret}`), id, secretHash: sha256(secret) }
}

export const makeKey = (holder: Party | 'arbiter', engagement: string, random: RandomBytes): NewToken =>
  makeToken(holder, engagement, random)

/** A key for the operator of an installation; it belongs to no engagement. */
export const makeOperatorKey = (random: RandomBytes): string => makeToken('operator', '', random).token

export type ParsedKey = { holder: Holder; id: string; secret: string }

/** Null where it is no key at all, or was mistyped. */
export const parseKey = (token: string): ParsedKey | null => {
  const [, holder, id, secret] = KEY.exec(token) ?? []
  if (!id || !secret || !isSealed(token)) return null
  const known = (['client', 'vendor', 'arbiter'] as const).find((one) => one === holder)
  return { holder: known ?? 'operator', id, secret }
}

/** May this be a key of this engagement? True for one in 16 million of others. */
export const mayBelongTo = (keyId: string, engagement: string): boolean => keyId.startsWith(tagOf(engagement))

export const makeClaim = (engagement: string, party: Party, random: RandomBytes): string =>
  sealed(`plc_${engagement}_${party}_${newSecret(random)}`)

/** Null where it is no claim at all, or was mistyped. */
export const parseClaim = (token: string): { engagement: string; party: Party } | null => {
  const [, engagement, party] = CLAIM.exec(token) ?? []
  if (!engagement || !isSealed(token)) return null
  return { engagement, party: party === 'client' ? 'client' : 'vendor' }
}

/** One party's half of the claim that lets the arbiter in. */
export const makeHalf = (engagement: string, party: Party, random: RandomBytes): string =>
  sealed(`pla_${engagement}_${party}_${newSecret(random)}`)

/** Looks like an arbiter's claim, or a part of one. */
export const isArbiterClaim = (text: string): boolean => text.startsWith('pla_')

/** Both halves of an arbiter's claim, in any order; null where they are not one of each party of one engagement. */
export const parseHalves = (text: string): { engagement: string; halves: Record<Party, string> } | null => {
  const found = text.split('.').map((half) => ({ half, parts: HALF.exec(half) }))
  if (found.length !== 2 || !found.every(({ half, parts }) => parts && isSealed(half))) return null
  const of = (party: Party) => found.find(({ parts }) => parts?.[2] === party)?.half
  const [client, vendor, engagement] = [of('client'), of('vendor'), found[0]?.parts?.[1]]
  const isOne = found.every(({ parts }) => parts?.[1] === engagement)
  return client && vendor && engagement && isOne ? { engagement, halves: { client, vendor } } : null
}
