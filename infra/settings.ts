/**
 * What an operator may decide at deployment, by variables of the same names (also in `.env.STAGE`). Secrets are none of
 * these: see secrets.ts.
 */
export type Settings = {
  /** Where alarms are sent; they are only shown in the console without it. */
  alarmEmail: string | undefined
  /** Most requests answered at once; a bound on what a flood can cost. Unset: as many as the account allows. */
  reservedConcurrency: number | undefined
  /** A table that was restored from a backup, in place of the one this stage made. */
  restoredTable: string | undefined
  /** Handed on to the API as they are: each is checked there. */
  passedOn: Record<string, string>
}

const PASSED_ON = [
  'PLUMBLINE_PUBLIC_URL',
  'PLUMBLINE_REQUESTS_PER_MINUTE',
  'PLUMBLINE_OIDC_ISSUERS',
  'PLUMBLINE_TRUSTED_PROXIES',
] as const

const concurrencyOf = (text: string | undefined): number | undefined => {
  if (!text) return undefined
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1)
    throw new Error('PLUMBLINE_RESERVED_CONCURRENCY must be a whole number above 0')
  return count
}

export const readSettings = (env: Readonly<Record<string, string | undefined>> = process.env): Settings => ({
  alarmEmail: env.PLUMBLINE_ALARM_EMAIL || undefined,
  reservedConcurrency: concurrencyOf(env.PLUMBLINE_RESERVED_CONCURRENCY),
  restoredTable: env.PLUMBLINE_RESTORED_TABLE || undefined,
  passedOn: Object.fromEntries(PASSED_ON.flatMap((name) => (env[name] ? [[name, env[name]]] : []))),
})
