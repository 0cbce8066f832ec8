import { setSecret } from '@actions/core'

export type Mask = (text: string) => string

/**
 * Takes secrets out of text that others wrote: a server's message may repeat what it was sent. The runner is told too,
 * and so masks them in whatever is logged from here on; it does not look at the comment.
 */
export const createMask = (secrets: readonly (string | undefined)[]): Mask => {
  const known = secrets.flatMap((secret) => {
    const trimmed = secret?.trim() ?? ''
    return trimmed.length >= 4 ? [trimmed] : []
  })
  for (const secret of known) setSecret(secret)
  return (text) => known.reduce((all, secret) => all.replaceAll(secret, '***'), text)
}
