import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

/** Names an evaluation by who asks about what in which run, so that a run asked again gets the answer it got. */
export const evaluationId = (engagement: string, service: string, run: string): string =>
  `ev_${sha256([engagement, service, run].join('\0')).slice(0, 32)}`

/** The run of a request that names none: a hash of what it says, whatever the order of its fields. */
export const runOf = (request: unknown): string => `sha256:${sha256(canonicalize(request) ?? '')}`
