import type { Verdict } from '@plumbline/core'
import type { Settings } from '../settings/settings.ts'

const STATE = /<!-- plumbline:verdict (pass|warn|fail) [0-9a-f]{7,64} -->/

/** Hidden line that tells the next run what stands there, and about which commit. */
export const stateLine = (verdict: Verdict, commitSha: string): string =>
  `<!-- plumbline:verdict ${verdict} ${commitSha} -->`

/** The verdict that a standing comment shows; null where it tells none. */
export const verdictOf = (body: string): Verdict | null => {
  const found = STATE.exec(body)?.[1]
  return found === 'pass' || found === 'warn' || found === 'fail' ? found : null
}

/**
 * Whether a verdict is worth writing. A standing "not met" is always put right, also under `failures`:
 * an old red comment on a green change is worse than none.
 */
export const worthWriting = (when: Settings['comment'], verdict: Verdict, standing: string | null): boolean => {
  const met = verdict === 'pass'
  const before = standing === null ? null : verdictOf(standing)
  switch (when) {
    case 'never':
      return false
    case 'always':
      return true
    case 'failures':
      return !met || (standing !== null && before !== 'pass')
    case 'auto':
      return !met || before !== verdict
    default:
      return when satisfies never
  }
}
