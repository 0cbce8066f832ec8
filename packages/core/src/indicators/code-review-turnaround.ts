import type { ReviewFact } from '../facts/facts.ts'
import type { ServiceHistory } from '../facts/history.ts'
import type { PullRequest } from '../facts/pull-requests.ts'
import { ratio } from '../number/ratio.ts'
import { onceFor } from '../remember.ts'
import { type Instant, SECOND, within } from '../time/instant.ts'
import { countWhile, inside } from '../time/sorted.ts'
import type { Asks } from './asks.ts'
import { type Cases, ended, measureCases, overdue, together } from './cases.ts'
import type { Beside, WindowIndicator, WindowInput } from './indicator.ts'
import { lastingIn, lastingOf } from './lasting.ts'
import { countedMs } from './on-calendar.ts'
import { figureOf, MEDIAN, STATISTICS } from './statistic.ts'
import { WINDOW_READS } from './window-reads.ts'

const REVIEWS: readonly ReviewFact['action'][] = ['reviewed', 'approved', 'changes_requested']
const isReview = ({ action, bot }: ReviewFact) => REVIEWS.includes(action) && !bot

/** What opened or ended it, in time. */
const movesOf = ({ actions }: PullRequest) =>
  actions.filter(({ action }) => action === 'merged' || action === 'closed' || action === 'reopened')
const isOpenAfter = (move: ReviewFact | undefined) => move === undefined || move.action === 'reopened'

/** What became of a pull request's review, whichever window it belongs to. */
type Review =
  | { kind: 'reviewed' | 'reviewer_unknown'; one: PullRequest; review: ReviewFact }
  | { kind: 'waits'; one: PullRequest; ready: ReviewFact }

/** The first review from when it was ready on. One of the draft is none of what is ready: as long as it is open, one is owed. */
const reviewOf = (one: PullRequest, owedBy: Asks['owedBy']): Review[] => {
  const { ready, actions } = one
  const moves = movesOf(one)
  // What was said of it after it was merged or closed kept nobody waiting.
  const wasOpen = (at: Instant) => isOpenAfter(moves[countWhile(moves, (move) => move.at < at) - 1])
  const reviews = actions.filter((action) => isReview(action) && wasOpen(action.at))
  const owed = reviews.filter(({ reviewer }) => owedBy === 'both' || reviewer === owedBy)
  const waits = ready !== null && isOpenAfter(moves.at(-1))
  const first = owed.find(({ at }) => ready && at >= ready.at) ?? (waits ? undefined : owed[0])
  const unsaid = reviews.find(({ reviewer, at }) => reviewer === null && owedBy !== 'both' && at >= (ready?.at ?? at))
  // Somebody has reviewed it, perhaps whoever owed it: neither a case nor a delay.
  if (unsaid && (!first || unsaid.at < first.at)) return [{ kind: 'reviewer_unknown', one, review: unsaid }]
  if (first) return [{ kind: 'reviewed', one, review: first }]
  return waits ? [{ kind: 'waits', one, ready }] : []
}

/** Every window asks the same pull requests. */
const reviewsOf = onceFor(({ pullRequests }: ServiceHistory) => {
  const told = (owedBy: Asks['owedBy']) =>
    lastingOf(
      pullRequests.flatMap((one) => reviewOf(one, owedBy)),
      (review) =>
        review.kind === 'waits'
          ? { from: review.ready.at, to: null }
          : { from: review.review.at, to: review.review.at },
    )
  const known = new Map<Asks['owedBy'], ReturnType<typeof told>>()
  return (owedBy: Asks['owedBy']) => {
    const found = known.get(owedBy) ?? told(owedBy)
    known.set(owedBy, found)
    return found
  }
})

const caseOf = (review: Review, input: WindowInput): Cases => {
  const { number, ready } = review.one
  switch (review.kind) {
    case 'reviewer_unknown':
      return { cases: [], notCounted: [{ event: review.review.event, reason: 'reviewer_unknown' }] }
    case 'reviewed': {
      const { at, event } = review.review
      return ready
        ? ended(ready.at, at, { events: [event, ready.event], pullRequest: number })
        : { cases: [], notCounted: [{ event, reason: 'start_unknown' }] }
    }
    case 'waits':
      return overdue(review.ready.at, input, { events: [review.ready.event], pullRequest: number })
    default:
      return review satisfies never
  }
}

const casesOf = (service: ServiceHistory, input: WindowInput): Cases => {
  const reviews = lastingIn(reviewsOf(service)(input.asks.owedBy), input.window)
  const { cases, notCounted } = together(reviews.map((review) => caseOf(review, input)))
  // One that still waits may have become a case in another window.
  return { cases: cases.filter(({ at }) => within(input.window, at)), notCounted }
}

/** From ready to what was wanted, by when it came; a bot may merge, but it approves nothing. */
const spansTo = (wanted: 'approved' | 'merged') =>
  onceFor(({ pullRequests }: ServiceHistory) =>
    pullRequests
      .flatMap(({ ready, actions }) => {
        const isDone = ({ action, bot }: ReviewFact) => action === wanted && !(bot && wanted === 'approved')
        const done = actions.find((one) => isDone(one) && ready !== null && one.at >= ready.at)
        return done && ready ? [{ from: ready.at, at: done.at }] : []
      })
      .sort((a, b) => a.at - b.at),
  )
const SPANS = { approved: spansTo('approved'), merged: spansTo('merged') }

/** Median time from ready to an action that came in the window. */
const medianTo = ({ window, services, asks }: WindowInput, wanted: keyof typeof SPANS, title: string): Beside[] => {
  const spans = services
    .flatMap((service) => inside(SPANS[wanted](service), window))
    .map(({ from, at }) => ({ value: ratio(countedMs(asks, { from, to: at }), SECOND) }))
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
  reads: WINDOW_READS['code-review-turnaround'],
  measure: (input) => measureCases(input, together(input.services.map((service) => casesOf(service, input))), 'review'),
  beside: (input) => [
    ...medianTo(input, 'approved', 'Until approval'),
    ...medianTo(input, 'merged', 'Until the merge'),
  ],
}
