import { MINUTE } from '@plumbline/core'
import { expect, test } from 'vitest'
import { testConfig } from '../testing/config.ts'
import { rateLimiter } from './rate-limit.ts'

const limiterAt = (clock: { now: number }, requestsPerMinute = 2) =>
  rateLimiter({ now: () => clock.now, config: testConfig({ requestsPerMinute }) })

test('a key has its requests a minute, another key its own, and the next minute new ones', () => {
  const clock = { now: 1_000_000 }
  const rates = limiterAt(clock)
  expect(rates.take('key', 'a').headers).toEqual({
    'RateLimit-Policy': '"key";q=2;w=60',
    RateLimit: '"key";r=1;t=60',
  })
  clock.now += 20_500
  expect(rates.take('key', 'a').headers.RateLimit).toBe('"key";r=0;t=40')
  expect(() => rates.take('key', 'a')).toThrow(
    expect.objectContaining({ code: 'rate_limited', headers: expect.objectContaining({ 'Retry-After': '40' }) }),
  )
  expect(rates.take('key', 'b').headers.RateLimit).toBe('"key";r=1;t=60')
  clock.now += 39_500
  expect(rates.take('key', 'a').headers.RateLimit).toBe('"key";r=1;t=60')
})

test('an address is counted apart from a key of that name, and what was given back was never taken', () => {
  const rates = limiterAt({ now: 0 }, 1)
  rates.take('key', 'a')
  for (let i = 0; i < 5; i++) rates.take('address', 'a').giveBack()
  rates.take('address', 'a')
  expect(() => rates.take('address', 'a')).toThrow(expect.objectContaining({ code: 'rate_limited' }))
})

test('however many ask, the counts stay within bounds, and the newest are kept', () => {
  const clock = { now: 0 }
  const rates = limiterAt(clock, 1)
  const full = (name: string) => {
    try {
      rates.take('address', name)
      return false
    } catch {
      return true
    }
  }
  for (let i = 0; i < 60_000; i++) rates.take('address', `a${i}`)
  expect(full('a59999')).toBe(true)
  expect(full('a0')).toBe(false)
  clock.now += MINUTE
  expect(full('a59999')).toBe(false)
})
