import { expect, test } from 'vitest'
import { rateLimiter } from './rate-limit.ts'

const config = { publicUrl: null, operatorKey: '', secret: new Uint8Array(), requestsPerMinute: 2, keyCacheMs: 0 }

test('a key has its requests a minute, another key its own, and the next minute new ones', () => {
  const clock = { now: 1_000_000 }
  const rates = rateLimiter({ now: () => clock.now, config })
  expect(rates.take('a')).toEqual({ 'RateLimit-Policy': '"key";q=2;w=60', RateLimit: '"key";r=1;t=60' })
  clock.now += 20_500
  expect(rates.take('a').RateLimit).toBe('"key";r=0;t=40')
  expect(() => rates.take('a')).toThrow(
    expect.objectContaining({ code: 'rate_limited', headers: expect.objectContaining({ 'Retry-After': '40' }) }),
  )
  expect(rates.take('b').RateLimit).toBe('"key";r=1;t=60')
  clock.now += 39_500
  expect(rates.take('a').RateLimit).toBe('"key";r=1;t=60')
})
