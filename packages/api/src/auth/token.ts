import { createHash, timingSafeEqual } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { Party } from '@plumbline/core'
import { base62, bytesToBase62 } from './base62.ts'

/*
 * plb_<party>_<keyid>_<secret><crc>   a key        plc_<engagement>_<party>_<secret><crc>   a claim
 * The checksum lets a scanner and us tell a real one from a typing error without asking any store. A key id starts
 * with a tag of its engagement's name, so that another tenant's key is recognised without asking one either.
 */

const SECRET_BYTES = 32
const SECRET = '[0-9A-Za-z]{43}'
const CRC = '[0-9A-Za-z]{6}'
const KEY = new RegExp(`^plb_(client|vendor|operator)_([0-9a-f]{18})_(${SECRET})(${CRC})$`)
const CLAIM = new RegExp(`^plc_([a-z0-9-]{3,64})_(client|vendor)_(${SECRET})(${CRC})$`)
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

const makeToken = (holder: Party | 'operator', engagement: string, random: RandomBytes): NewToken => {
  const id = tagOf(engagement) + Buffer.from(random(ID_BYTES)).toString('hex')
  const secret = newSecret(random)
  return { token: sealed(`plb_${holder}_${id}_${secret}`), id, secretHash: sha256(secret) }
}

export const makeKey = (party: Party, engagement: string, random: RandomBytes): NewToken =>
  makeToken(party, engagement, random)

/** A key for the operator of an installation; it belongs to no engagement. */
export const makeOperatorKey = (random: RandomBytes): string => makeToken('operator', '', random).token

export type ParsedKey = { holder: Party | 'operator'; id: string; secret: string }

/** Null where it is no key at all, or was mistyped. */
export const parseKey = (token: string): ParsedKey | null => {
  const [, holder, id, secret] = KEY.exec(token) ?? []
  if (!id || !secret || !isSealed(token)) return null
  return { holder: holder === 'client' || holder === 'vendor' ? holder : 'operator', id, secret }
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
