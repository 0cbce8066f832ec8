/** `skipped`: there was nothing to look at, and that is no mistake. */
export type CheckStatus = 'ok' | 'warning' | 'problem' | 'skipped'

/** One line of the answer. */
export type Check = {
  /** Stable name: what scripts look for. */
  id: string
  status: CheckStatus
  /** What was found. */
  found: string
  /** What mends it: a command, or where to write what; null where nothing is to be mended. */
  mend: string | null
}

export const ok = (id: string, found: string): Check => ({ id, status: 'ok', found, mend: null })
export const skipped = (id: string, found: string, mend: string | null = null): Check => ({
  ...{ id, status: 'skipped', found, mend },
})
export const warning = (id: string, found: string, mend: string): Check => ({ id, status: 'warning', found, mend })
export const problem = (id: string, found: string, mend: string): Check => ({ id, status: 'problem', found, mend })

export const isFinding = ({ status }: Check): boolean => status === 'warning' || status === 'problem'
