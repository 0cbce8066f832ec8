import type { ReviewFact } from './facts.ts'

/** A pull request as its actions tell it, in whatever order they came. */
export type PullRequest = {
  number: number
  /** By time. */
  actions: ReviewFact[]
  /** Its first `ready_for_review`, else its opening; null where nobody told either. */
  ready: ReviewFact | null
}

/** `reviews` by time. */
export const pullRequestsOf = (reviews: readonly ReviewFact[]): PullRequest[] =>
  [...Map.groupBy(reviews, ({ pullRequest }) => pullRequest)].map(([number, actions]) => {
    const first = (wanted: ReviewFact['action']) => actions.find(({ action }) => action === wanted)
    return { number, actions, ready: first('ready_for_review') ?? first('opened') ?? null }
  })
