import type { Context } from 'hono'
import type { AppConfig } from '../deps.ts'
import type { AppEnv } from './env.ts'

/** Where nobody can say who asks, all are one. */
const UNKNOWN = 'unknown'

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i
const IPV6 = /^[0-9a-f:]+$/i

/** Whoever has an IPv6 network has more addresses than could be counted: its first 64 bits are one client. */
const networkOf = (address: string): string => {
  const plain = MAPPED.exec(address)?.[1] ?? address
  if (!IPV6.test(plain) || !plain.includes(':')) return plain
  const [head = '', tail] = plain.toLowerCase().split('::')
  const groups = head === '' ? [] : head.split(':')
  const rest = tail ? tail.split(':') : []
  const zeros =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => '0')
  const all = [...groups, ...zeros, ...rest].slice(0, 4)
  return `${all.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`
}

const FORM = /^[0-9a-f.:]{2,45}$/i

/**
 * Who asks, as far as the network tells. Of `X-Forwarded-For` only what our own proxies added is believed: the last
 * entries, one for each of them.
 */
export const addressOf = ({ trustedProxies }: Pick<AppConfig, 'trustedProxies'>, context: Context<AppEnv>): string => {
  // Asked in the process there are no bindings at all.
  const direct = (context.env as AppEnv['Bindings'] | undefined)?.address ?? UNKNOWN
  const forwarded = trustedProxies > 0 ? (context.req.header('x-forwarded-for') ?? '').split(',') : []
  const told = forwarded.at(-trustedProxies)?.trim() ?? ''
  return networkOf(FORM.test(told) ? told : direct)
}
