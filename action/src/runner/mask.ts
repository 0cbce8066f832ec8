import { setSecret } from '@actions/core'

export type Mask = {
  /** The text without what is to be hidden. */
  (text: string): string
  /** Adds a secret that was made during the run. */
  hide: (secret: string) => void
}

/** What is shorter would be part of too many words. */
const SHORTEST = 4

/**
 * Takes secrets out of text that others wrote: a server's message may repeat what it was sent. The runner is told too,
 * and so masks them in whatever is logged from here on; it does not look at the comment.
 */
export const createMask = (secrets: readonly (string | null | undefined)[]): Mask => {
  const known: string[] = []
  const hide = (secret: string) => {
    const trimmed = secret.trim()
    if (trimmed.length < SHORTEST || known.includes(trimmed)) return
    known.push(trimmed)
    setSecret(trimmed)
  }
  for (const secret of secrets) hide(secret ?? '')
  return Object.assign((text: string) => known.reduce((all, secret) => all.replaceAll(secret, '***'), text), { hide })
}
