import type { Evaluation } from '@plumbline/core'
import { conclusion, headline } from '@plumbline/render'
import type { Trouble } from '../job.ts'

/** What is said of the commit. Never `pending`: a run that dies would leave it behind for ever. */
export type CommitStatus = { state: 'success' | 'failure' | 'error'; description: string }

/** Longest description that GitHub takes, in characters. */
export const MAX_DESCRIPTION = 140

const cut = (text: string): string => {
  const characters = [...text.replace(/\s+/g, ' ').trim()]
  return characters.length <= MAX_DESCRIPTION
    ? characters.join('')
    : `${characters
        .slice(0, MAX_DESCRIPTION - 1)
        .join('')
        .trimEnd()}…`
}

const errorOf = (troubles: readonly Trouble[]): Trouble | undefined => troubles.find(({ level }) => level === 'error')

/**
 * The verdict in one line. It is red exactly where the job is, so that the two never say different things; where
 * something else than the verdict makes it red, that comes first.
 */
export const statusOf = (evaluation: Evaluation, fails: boolean, troubles: readonly Trouble[]): CommitStatus => {
  const error = errorOf(troubles)
  const said = conclusion(headline(evaluation), MAX_DESCRIPTION)
  return {
    state: fails || error !== undefined ? 'failure' : 'success',
    description: error === undefined || evaluation.verdict === 'fail' ? said : cut(`${error.title}. ${said}`),
  }
}

/** Where there is no verdict: nothing is called met that nobody judged. */
export const noVerdict = (troubles: readonly Trouble[], failed: boolean): CommitStatus => {
  const why = errorOf(troubles) ?? troubles[0]
  return { state: failed ? 'error' : 'success', description: cut(`Not judged: ${why?.title ?? 'the log says why'}`) }
}
