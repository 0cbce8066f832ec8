import type { GateEvent } from '@plumbline/core'
import type { Ci } from '../ci/ci.ts'
import { SOURCE } from '../ci/observed.ts'
import type { GateOptions } from './options.ts'

/** As the command line gives them. */
export type GivenGateOptions = Omit<GateOptions, 'event' | 'source'> & { event?: GateEvent; source?: string }

/** A value under a name, where there is one. */
const maybe = <Name extends string, Value>(name: Name, value: Value | null | undefined): { [Key in Name]?: Value } =>
  // One key of the type that is asked for; a computed key widens to string.
  value === null || value === undefined ? {} : ({ [name]: value } as { [Key in Name]?: Value })

/** What was given, and for what was not, what the CI system says. */
export const completed = (given: GivenGateOptions, ci: Ci | null): GateOptions => {
  const { pullRequest } = ci ?? { pullRequest: null }
  return {
    ...maybe('commit', ci?.commitSha),
    ...maybe('base', ci?.base),
    ...maybe('ref', ci?.ref),
    ...maybe('defaultBranch', ci?.defaultBranch),
    ...maybe('environment', ci?.environment),
    ...maybe('pr', pullRequest?.number),
    ...maybe('title', pullRequest?.title),
    ...maybe('author', pullRequest?.author),
    ...maybe('label', pullRequest?.labels),
    event: ci?.event ?? 'pull_request',
    source: ci?.source ?? SOURCE,
    ...given,
  }
}
