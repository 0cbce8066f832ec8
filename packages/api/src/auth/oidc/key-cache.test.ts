import { HOUR, MINUTE, SECOND } from '@plumbline/core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { LogLine } from '../../http/log.ts'
import { type Issuer, publicJwk, signingKey, startIssuer } from '../../testing/issuer.ts'
import { type KeyCache, keyCache } from './key-cache.ts'

const clock = { now: 1_000_000_000 }
const logs: LogLine[] = []
let issuer: Issuer
let cache: KeyCache
beforeAll(async () => {
  issuer = await startIssuer(() => clock.now)
})
beforeEach(() => {
  issuer.behave(null)
  issuer.publish([publicJwk(issuer.key)])
  issuer.asked.length = 0
  logs.length = 0
  cache = keyCache(issuer.url, { now: () => clock.now, log: (line) => void logs.push(line) })
})
afterAll(() => issuer.stop())

/** How often the keys themselves were asked for. */
const fetches = () => issuer.asked.filter((path) => path.endsWith('/jwks')).length
const has = async (kid: string) => {
  const find = await cache.keysFor(kid)
  return Promise.resolve(find({ alg: 'RS256', kid })).then(
    () => true,
    () => false,
  )
}
const goDown = () => issuer.behave((request) => request.socket.destroy())

test('keys are asked for once, however many need them at the same moment, and then for ten minutes not again', async () => {
  expect(await Promise.all(Array.from({ length: 50 }, () => has('key-1')))).not.toContain(false)
  expect(fetches()).toBe(1)
  clock.now += 10 * MINUTE - 1
  await has('key-1')
  expect(fetches()).toBe(1)
  clock.now += 1
  await has('key-1')
  expect(fetches()).toBe(2)
})

test('a key that the issuer takes back stops counting', async () => {
  await has('key-1')
  issuer.publish([publicJwk(signingKey('key-2'))])
  clock.now += 10 * MINUTE
  expect(await has('key-1')).toBe(false)
})

describe('a key that is not known', () => {
  test('is asked for, so that a new one counts at once', async () => {
    await has('key-1')
    clock.now += MINUTE
    issuer.publish([publicJwk(issuer.key), publicJwk(signingKey('key-2'))])
    expect(await has('key-2')).toBe(true)
    expect(fetches()).toBe(2)
  })

  test('in a flood of thousands is asked for once a minute, and the known ones go on counting', async () => {
    await has('key-1')
    for (let round = 1; round <= 3; round++) {
      clock.now += MINUTE
      const flood = Array.from({ length: 2_000 }, (_, i) => has(`unknown ${round} ${i}`))
      expect(await Promise.all([...flood, has('key-1')])).toContain(true)
      for (let second = 1; second < 60; second++) {
        clock.now += SECOND
        await has(`later ${round} ${second}`)
      }
      clock.now -= 59 * SECOND
      expect(fetches()).toBe(1 + round)
    }
  })
})

describe('while the issuer is down', () => {
  test('what is known goes on counting for a day, and it is asked again once a minute', async () => {
    await has('key-1')
    goDown()
    clock.now += 10 * MINUTE
    const before = issuer.asked.length
    expect(await Promise.all([has('key-1'), has('key-1'), has('key-2')])).toEqual([true, true, false])
    expect(await has('key-1')).toBe(true)
    expect(issuer.asked.length).toBe(before + 1)
    clock.now += 24 * HOUR - 10 * MINUTE - 1
    expect(await has('key-1')).toBe(true)
    clock.now += 1
    await expect(cache.keysFor('key-1')).rejects.toMatchObject({ code: 'unavailable', headers: { 'Retry-After': '5' } })
    expect(logs.map(({ level, message }) => [level, message])).toContainEqual(['error', 'issuer'])
    issuer.behave(null)
    clock.now += MINUTE
    expect(await has('key-1')).toBe(true)
  })

  test('from the beginning nobody gets in, and it is asked again after five seconds', async () => {
    goDown()
    const refused = { code: 'unavailable' }
    for (let i = 0; i < 3; i++) await expect(cache.keysFor('key-1')).rejects.toMatchObject(refused)
    expect(issuer.asked).toHaveLength(1)
    issuer.behave(null)
    clock.now += 5 * SECOND - 1
    await expect(cache.keysFor('key-1')).rejects.toMatchObject(refused)
    clock.now += 1
    expect(await has('key-1')).toBe(true)
  })
})
