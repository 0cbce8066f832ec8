import type { GateEvent, Instant } from '@plumbline/core'
import type { Named } from '../named.ts'

/** Which change an event is about, as far as its payload tells it. */
export type ReadChange = {
  event: GateEvent
  commitSha: string | undefined
  /** What it is compared with; absent on a first push. */
  baseSha?: string
  ref?: string
  /** Branch the commit is on, for the measurements' record. */
  branch?: string
  /** The one whose event it is, that a merge names, or whose head another run measured. */
  pullRequest?: Named
  /** Of a push: the pull request is GitHub's word, merged then; or why GitHub was not heard. Absent: it merged none. */
  merge?: { at: Instant } | { why: string }
  /** The pull request takes no more changes: nobody waits for a word there. */
  closed?: true
  /** Tag whose commit is meant, where only git or GitHub can tell which that is. */
  tag?: string
}

/** What the runner says beside the payload. */
export type Told = { eventName: string; sha: string; ref: string }

/** The change; or why there is none, and nothing is wrong with that. */
export type Reader = (payload: unknown, told: Told) => ReadChange | { nothing: string }
