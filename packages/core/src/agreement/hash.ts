import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/**
 * Names the text that both sides accept: `sha256:` and hex over RFC 8785 canonical JSON of the parsed document.
 * Defaults are not filled in, so that a default that changes later changes no accepted text; comments, order of
 * keys and YAML against JSON make no difference.
 */
export const agreementHash = (document: object): string => {
  const canonical = canonicalize(document)
  if (canonical === undefined) throw new TypeError('an agreement is a map')
  return `sha256:${createHash('sha256').update(canonical, 'utf8').digest('hex')}`
}
