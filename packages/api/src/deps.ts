import type { Instant } from '@plumbline/core'
import type { Store } from '@plumbline/store'
import type { LogLine } from './http/log.ts'

export type AppConfig = {
  /** Where people and CI reach this installation, without a slash at the end; null: answers carry no links. */
  publicUrl: string | null
  /** What the operator shows to create engagements. */
  operatorKey: string
  /** Signs cursors and sessions; at least 32 bytes, the same in every process of the installation. */
  secret: Uint8Array
  /** A key may ask so often, and an address without one too; counted in the process. */
  requestsPerMinute: number
  /** How long a key or member read from the store is believed, at most 60,000: a revoked key works no longer than this. */
  keyCacheMs: number
  /** Who may sign tokens of GitHub Actions, without a slash at the end; the first where nobody names one. */
  issuers: readonly string[]
  /** How many proxies stand before this process and say in `X-Forwarded-For` whom they speak for; 0 believes nobody. */
  trustedProxies: number
}

/** Everything the app needs from its host; it reads no environment, no clock and no disk of its own. */
export type Deps = {
  store: Store
  now: () => Instant
  randomBytes: (size: number) => Uint8Array
  config: AppConfig
  log: (line: LogLine) => void
  /** Brings lists that follow the table's stream up to date; absent where somebody else does it all the time. */
  catchUp?: (() => Promise<void>) | undefined
  /** This engagement's page is shown at `/` to anyone who reaches the server: for the example of a demo. */
  openDashboard?: string | undefined
}
