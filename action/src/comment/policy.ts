import type { Verdict } from '@plumbline/core'
import type { Settings } from '../settings/settings.ts'
import { readState } from './state-line.ts'

/** The verdict that a standing comment shows; null where it tells none. */
export const verdictOf = (body: string): Verdict | null => {
  const verdict = readState(body)?.verdict
  return verdict === undefined || verdict === 'awaited' ? null : verdict
}

/** A standing comment that is no longer about to change: of two jobs at one time the slower may know less. */
export const isFinalOf = (body: string, commitSha: string): boolean => {
  const state = readState(body)
  return state !== null && state.verdict !== 'awaited' && state.commitSha === commitSha
}

/** Whether it is worth saying that a verdict is not final yet. */
export const worthAwaiting = (when: Settings['comment'], standing: string | null, commitSha: string): boolean =>
  (when === 'auto' || when === 'always') && (standing === null || !isFinalOf(standing, commitSha))

/**
 * Whether a verdict is worth writing. A standing comment always becomes the newest commit's, also under `failures`: an
 * old red one on a green change is worse than none, and one that keeps an old run's number would let a run between the
 * two write over it.
 */
export const worthWriting = (
  when: Settings['comment'],
  verdict: Verdict,
  standing: string | null,
  commitSha: string,
): boolean => {
  const met = verdict === 'pass'
  const isStale = standing !== null && !(isFinalOf(standing, commitSha) && verdictOf(standing) === verdict)
  switch (when) {
    case 'never':
      return false
    case 'always':
      return true
    case 'failures':
      return !met || isStale
    case 'auto':
      return !met || standing === null || isStale
    default:
      return when satisfies never
  }
}
