import type { Evaluation, ObjectiveResult } from '@plumbline/core'

/** Asked about a deployment, or by hand, everything is the matter; asked about a change, what the change can mend. */
export const isAboutChange = ({ event }: Pick<Evaluation, 'event'>): boolean =>
  event !== 'deployment' && event !== 'manual'

/** What the one who asked can do something about; the rest is the service's, whoever asks. */
export const isOwn =
  (evaluation: Pick<Evaluation, 'event'>) =>
  (result: ObjectiveResult): boolean =>
    !isAboutChange(evaluation) || result.scope === 'change' || result.blocking

const SHA_BYTES_SHOWN = 12

/** The service's figure counts this very change: its pull request waits for a review, or its commit was not gated. */
export const isMovedBy =
  ({ commit_sha: sha, pull_request: pull }: Evaluation) =>
  ({ evidence: { case: figure, open = [], ungated = [] } }: ObjectiveResult): boolean => {
    const cases = figure === undefined ? open : [figure, ...open]
    const commit = sha.slice(0, SHA_BYTES_SHOWN)
    return (
      cases.some((one) => one.commit === commit || (pull !== undefined && one.pull_request === pull.number)) ||
      ungated.some((one) => one.commit === commit)
    )
  }
