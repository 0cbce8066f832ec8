import type { AppConfig } from './deps.ts'

/*
 * The one file of the api that reads the environment. Whoever starts the app gives what it knows (an address, a key
 * made on first start); the environment goes before it.
 */

type Environment = Readonly<Record<string, string | undefined>>

const MIN_SECRET_BYTES = 32
const MIN_OPERATOR_KEY = 8
const REQUESTS_PER_MINUTE = 600
const KEY_CACHE_MS = 30_000
const GITHUB = 'https://token.actions.githubusercontent.com'
const MAX_PROXIES = 10

export type Given = Pick<AppConfig, 'publicUrl'> & { operatorKey: () => string; secret: () => Uint8Array }

/** A setting that can't be used; the message names the variable and never its value. */
export class ConfigMistake extends Error {
  override readonly name = 'ConfigMistake'
}

const publicUrlOf = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol))
    throw new ConfigMistake('PLUMBLINE_PUBLIC_URL must be an http or https address')
  // As clients spell it who ask for a token for it: small letters, no usual port, nothing behind the path.
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '')
}

const operatorKeyOf = (text: string): string => {
  if (text.length < MIN_OPERATOR_KEY)
    throw new ConfigMistake(`PLUMBLINE_OPERATOR_KEY must have at least ${MIN_OPERATOR_KEY} characters`)
  return text
}

const secretOf = (text: string): Uint8Array => {
  const bytes = Buffer.from(text)
  if (bytes.length < MIN_SECRET_BYTES)
    throw new ConfigMistake(`PLUMBLINE_SECRET must have at least ${MIN_SECRET_BYTES} characters`)
  return bytes
}

const rateOf = (text: string): number => {
  const rate = Number(text)
  if (!Number.isInteger(rate) || rate < 1)
    throw new ConfigMistake('PLUMBLINE_REQUESTS_PER_MINUTE must be a whole number above 0')
  return rate
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/** A token's issuer is compared letter by letter, so that what can't be one is refused here. */
const issuerOf = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : null
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname))
  if (!isSafe || /[?#]|\/$/.test(text) || url?.username)
    throw new ConfigMistake(
      'PLUMBLINE_OIDC_ISSUERS must list https addresses with commas, without a slash at the end, ' +
        `e.g. ${GITHUB},https://github.acme.example/_services/token`,
    )
  return text
}

const issuersOf = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map(issuerOf)

const proxiesOf = (text: string): number => {
  const proxies = Number(text)
  if (!Number.isInteger(proxies) || proxies < 0 || proxies > MAX_PROXIES)
    throw new ConfigMistake(`PLUMBLINE_TRUSTED_PROXIES must be a whole number from 0 to ${MAX_PROXIES}`)
  return proxies
}

/** @throws ConfigMistake */
export const readConfig = (given: Given, env: Environment = process.env): AppConfig => ({
  publicUrl: env.PLUMBLINE_PUBLIC_URL ? publicUrlOf(env.PLUMBLINE_PUBLIC_URL) : given.publicUrl,
  operatorKey: env.PLUMBLINE_OPERATOR_KEY ? operatorKeyOf(env.PLUMBLINE_OPERATOR_KEY) : given.operatorKey(),
  secret: env.PLUMBLINE_SECRET ? secretOf(env.PLUMBLINE_SECRET) : given.secret(),
  requestsPerMinute: env.PLUMBLINE_REQUESTS_PER_MINUTE
    ? rateOf(env.PLUMBLINE_REQUESTS_PER_MINUTE)
    : REQUESTS_PER_MINUTE,
  keyCacheMs: KEY_CACHE_MS,
  issuers: env.PLUMBLINE_OIDC_ISSUERS === undefined ? [GITHUB] : issuersOf(env.PLUMBLINE_OIDC_ISSUERS),
  trustedProxies: env.PLUMBLINE_TRUSTED_PROXIES ? proxiesOf(env.PLUMBLINE_TRUSTED_PROXIES) : 0,
})

/** Where a table is served, if it is not the embedded engine's: DynamoDB Local, or AWS with its usual variables. */
export const readEndpoint = (env: Environment = process.env): string | null => env.PLUMBLINE_DYNAMODB_ENDPOINT || null
