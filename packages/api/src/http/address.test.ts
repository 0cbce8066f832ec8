import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { addressOf } from './address.ts'
import type { AppEnv } from './env.ts'

const seen = async (trustedProxies: number, address: string | undefined, forwarded?: string) => {
  const app = new Hono<AppEnv>()
  app.get('/', (context) => context.text(addressOf({ trustedProxies }, context)))
  const headers: Record<string, string> = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
  return (await app.request('/', { headers }, { address })).text()
}

test.each([
  { why: 'the other end of the connection', proxies: 0, address: '192.0.2.1', is: '192.0.2.1' },
  { why: 'nobody’s word for another', proxies: 0, address: '192.0.2.1', forwarded: '198.51.100.7', is: '192.0.2.1' },
  {
    why: 'what our proxy added',
    proxies: 1,
    address: '10.0.0.1',
    forwarded: '6.6.6.6, 198.51.100.7',
    is: '198.51.100.7',
  },
  {
    why: 'what the first of two proxies added',
    proxies: 2,
    address: '10.0.0.1',
    forwarded: '6.6.6.6,192.0.2.9,10.0.0.2',
    is: '192.0.2.9',
  },
  {
    why: 'the connection where a proxy said nothing',
    proxies: 2,
    address: '10.0.0.1',
    forwarded: '6.6.6.6',
    is: '10.0.0.1',
  },
  {
    why: 'the connection where a proxy said nonsense',
    proxies: 1,
    address: '10.0.0.1',
    forwarded: '<script>',
    is: '10.0.0.1',
  },
  { why: 'an IPv4 address in IPv6 clothes', proxies: 0, address: '::ffff:192.0.2.1', is: '192.0.2.1' },
  { why: 'a network of IPv6', proxies: 0, address: '2001:db8:0:0042:1:2:3:4', is: '2001:db8:0:42::/64' },
  { why: 'the same network, shortened', proxies: 0, address: '2001:DB8::42:0:0:0:9', is: '2001:db8:0:42::/64' },
  { why: 'this machine', proxies: 0, address: '::1', is: '0:0:0:0::/64' },
  { why: 'all who can’t be told apart', proxies: 0, address: undefined, is: 'unknown' },
])('a client is $why', async ({ proxies, address, forwarded, is }) => {
  expect(await seen(proxies, address, forwarded)).toBe(is)
})

test('asked in the process, without a host that tells anything', async () => {
  const app = new Hono<AppEnv>()
  app.get('/', (context) => context.text(addressOf({ trustedProxies: 0 }, context)))
  expect(await (await app.request('/')).text()).toBe('unknown')
})
