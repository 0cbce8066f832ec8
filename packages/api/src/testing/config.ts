import type { AppConfig } from '../deps.ts'

export const OPERATOR_KEY = 'operator-key-of-the-tests'

/** A configuration that gets in no test's way. */
export const testConfig = (changes: Partial<AppConfig> = {}): AppConfig => ({
  publicUrl: 'https://plumbline.test',
  operatorKey: OPERATOR_KEY,
  secret: new Uint8Array(32).fill(7),
  requestsPerMinute: 100_000,
  keyCacheMs: 30_000,
  issuers: ['https://token.actions.githubusercontent.com'],
  trustedProxies: 0,
  ...changes,
})
