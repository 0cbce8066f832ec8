import type { ReviewFact } from '../facts/facts.ts'
import type { PullRequest } from '../facts/pull-requests.ts'
import { countWhile } from '../facts/timeline.ts'
import { ratio } from '../number/ratio.ts'
import { type Instant, SECOND, type Window, within } from '../time/instant.ts'
import { type Cases, ended, measureCases, NO_CASES_FOUND, overdue, together } from './cases.ts'
import type { Beside, WindowIndicator, WindowInput } from './indicator.ts'
import { countedMs, promisedBy } from './on-calendar.ts'
import { figureOf, MEDIAN, STATISTICS } from './statistic.ts'

/** How long a pull request may have waited, and still be known when it is reviewed. */
const DAYS_BEFORE = 90

const REVIEWS: readonly ReviewFact['action'][] = ['reviewed', 'approved', 'changes_requested']
const isReview = ({ action, bot }: ReviewFact) => REVIEWS.includes(action) && !bot

/** What opened or ended it, in time. */
const movesOf = ({ actions }: PullRequest) =>
  actions.filter(({ action }) => action === 'merged' || action === 'closed' || action === 'reopened')
const isOpenAfter = (move: ReviewFact | undefined) => move === undefined || move.action === 'reopened'

const counts = ({ asks }: WindowInput, { reviewer }: ReviewFact) => asks.owedBy === 'both' || reviewer === asks.owedBy

/** The first review that counts from when it was ready; one before that was early, which is nobody's delay. */
const caseOf = (one: PullRequest, input: WindowInput): Cases => {
  const { ready, actions, number } = one
  const moves = movesOf(one)
  // What was said of it after it was merged or closed kept nobody waiting.
  const wasOpen = (at: Instant) => isOpenAfter(moves[countWhile(moves, (move) => move.at < at) - 1])
  const reviews = actions.filter((action) => isReview(action) && wasOpen(action.at))
  const owed = reviews.filter((review) => counts(input, review))
  const first = owed.find(({ at }) => ready && at >= ready.at) ?? owed[0]
  const unsaid = reviews.find(
    ({ reviewer, at }) => reviewer === null && input.asks.owedBy !== 'both' && at >= (ready?.at ?? at),
  )
  if (unsaid && (!first || unsaid.at < first.at))
    // Somebody has reviewed it, perhaps whoever owed it: neither a case nor a delay.
    return { cases: [], notCounted: [{ event: unsaid.event, reason: 'reviewer_unknown' }] }
  if (!ready)
    return first ? { cases: [], notCounted: [{ event: first.event, reason: 'start_unknown' }] } : NO_CASES_FOUND
  if (first) return ended(ready.at, first.at, { events: [first.event, ready.event], pullRequest: number })
  return isOpenAfter(moves.at(-1))
    ? overdue(ready.at, input, { events: [ready.event], pullRequest: number })
    : NO_CASES_FOUND
}

/** When what is left out would have counted: at its review. */
const momentOf = ({ actions }: PullRequest, event: string): Instant =>
  actions.find((action) => action.event === event)?.at ?? 0

const inside = (window: Window, one: PullRequest, { cases, notCounted }: Cases): Cases => ({
  cases: cases.filter(({ at }) => within(window, at)),
  notCounted: notCounted.filter(({ event }) => within(window, momentOf(one, event))),
})

/** Those that something may have happened to in the window: a year has thousands, and each of its days a few. */
const touching = ({ window, services, asks }: WindowInput): PullRequest[] =>
  services
    .flatMap(({ pullRequests }) => pullRequests)
    .filter(({ actions }) => {
      const [first, last] = [actions[0]?.at ?? 0, actions.at(-1)?.at ?? 0]
      // One that waits does so in silence.
      return first < window.to && (last >= window.from || promisedBy(asks) !== null)
    })

/** Median time from ready to an action that came in the window; a bot may merge, but it approves nothing. */
const medianTo = (input: WindowInput, wanted: 'approved' | 'merged', title: string): Beside[] => {
  const spans = touching(input).flatMap(({ ready, actions }) => {
    const isDone = ({ action, bot }: ReviewFact) => action === wanted && !(bot && wanted === 'approved')
    const done = actions.find((one) => isDone(one) && ready !== null && one.at >= ready.at)
    return done && ready && within(input.window, done.at)
      ? [{ value: ratio(countedMs(input.asks, { from: ready.at, to: done.at }), SECOND) }]
      : []
  })
  if (spans.length === 0) return []
  return [{ indicator: `time-to-${wanted}`, title, value: figureOf(spans, MEDIAN, 'highest').value, unit: 's' }]
}

export const codeReviewTurnaround: WindowIndicator = {
  info: {
    key: 'code-review-turnaround',
    title: 'Code review turnaround',
    unit: 's',
    direction: 'lower',
    scope: 'window',
    describes: 'period',
    events: ['pull_request', 'heartbeat'],
    formula:
      'first human review by who owes it − ready for review (else opened), once for each pull request, in the window of the review; one that still waits past the target with its age',
    statistics: [...STATISTICS],
    default_statistic: MEDIAN,
    counter: ['change-fail-rate'],
    source:
      'What pull requests say of their reviewers’ party; bots don’t review, and what is merged or closed waits for nobody',
    example: 'ready Monday 10:00, a comment of a bot at 10:01, reviewed by the client at 16:30: 6 h 30 min',
  },
  reads: { families: ['reviews', 'watch'], daysBefore: DAYS_BEFORE },
  measure: (input) => {
    const found = touching(input).map((one) => inside(input.window, one, caseOf(one, input)))
    return measureCases(input, together(found), 'reviews')
  },
  beside: (input) => [
    ...medianTo(input, 'approved', 'Until approval'),
    ...medianTo(input, 'merged', 'Until the merge'),
  ],
}
