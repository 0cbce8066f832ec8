import type { EvidenceCase, NotCountedReason } from '../evaluation/evidence.ts'
import type { CommitRef, EventRef } from '../events/identity.ts'
import { ratio } from '../number/ratio.ts'
import { type Instant, SECOND } from '../time/instant.ts'
import { eventsNamed, leftOut, type Measurement, type WindowInput } from './indicator.ts'
import { figureOf, MEDIAN, type Worst } from './statistic.ts'
import { elapsed, unwatched } from './watch.ts'

/** One thing that took time, or still does. */
export type Case = {
  /** It belongs to the window of this instant. */
  at: Instant
  ms: number
  /** When what is judged happened: an incident at its start, a deployment at its finish. The version of then judges it. */
  happened: Instant
  /** What tells it; the first is the one that ended it, or began it where nothing has. */
  events: [EventRef, ...EventRef[]]
  /** It goes on: `ms` is its age. */
  open?: true
  /** Counted because of a link that nobody has confirmed. */
  presumed?: true
  commit?: CommitRef
  pullRequest?: number
}

export type Cases = {
  cases: Case[]
  notCounted: { event: string; reason: NotCountedReason }[]
  /** What began them, where they go on at the end of the window and are no cases of it: told where there is none. */
  goingOn?: EventRef[]
}

/** Cases that a person is shown one by one because they go on. */
const OPEN_LIMIT = 20

const seconds = (ms: number) => ratio(ms, SECOND)

/** One after another in an order of their own, so that a percentile is the same case however the events arrived. */
const inOrder = (a: Case, b: Case) => a.at - b.at || order(nameOf(a), nameOf(b))
const nameOf = ({ events, commit }: Case) => `${events.join(' ')} ${commit ?? ''}`
const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

const asEvidence = ({ events, ms, commit, pullRequest }: Case): EvidenceCase => ({
  events,
  value: ms / SECOND,
  ...(commit === undefined ? {} : { commit }),
  ...(pullRequest === undefined ? {} : { pull_request: pullRequest }),
})

const statisticWords = (statistic: string, worst: Worst) => {
  if (statistic !== 'each') return statistic
  return worst === 'highest' ? 'longest' : worst === 'lowest' ? 'shortest' : 'worst'
}

/**
 * A duration over the cases of a window: by the statistic asked for, else the median. Where there are none, nothing
 * happened if somebody was watching, and nothing is known otherwise.
 * @param what the cases in the plural, for people
 */
export const measureCases = (input: WindowInput, found: Cases, what: string): Measurement => {
  const { since, worst } = input.asks
  const isAgreed = ({ happened }: Case) => since === null || happened >= since
  const cases = found.cases.filter(isAgreed).toSorted(inOrder)
  const before = found.cases.filter((one) => !isAgreed(one))
  const evidence = leftOut([
    ...found.notCounted,
    ...before.map(({ events }) => ({ event: events[0], reason: 'before_agreement' as const })),
  ])
  if (cases.length === 0) {
    const unknown = unwatched(input, what)
    if (unknown) return { ...unknown, evidence: { ...unknown.evidence, ...evidence } }
    const open = new Set(found.goingOn).size
    return {
      kind: 'no_cases',
      samples: 0,
      open,
      evidence: {
        formula: `no ${what}, in a time that was watched${open > 0 ? `; ${open} open at its end` : ''}`,
        ...evidence,
      },
    }
  }
  const statistic = input.asks.statistic ?? MEDIAN
  const weighed = cases.map((one) => ({ ...one, value: seconds(one.ms) }))
  const figure = figureOf(weighed, statistic, worst)
  const open = cases.filter((one) => one.open)
  const certain = weighed.filter((one) => !one.presumed)
  return {
    kind: 'measured',
    value: figure.value,
    samples: cases.length,
    statistic,
    ...(certain.length < cases.length
      ? { withoutPresumed: certain.length > 0 ? figureOf(certain, statistic, worst).value : null }
      : {}),
    evidence: {
      formula: `${statisticWords(statistic, worst)} of ${cases.length} ${what}${open.length > 0 ? `, ${open.length} of them still open and counted with ${open.length === 1 ? 'its' : 'their'} age` : ''}`,
      ...eventsNamed([...new Set(cases.map((one) => one.events[0]))]),
      ...(figure.of ? { case: asEvidence(figure.of) } : {}),
      ...(open.length > 0
        ? {
            open: open
              .toSorted((a, b) => b.ms - a.ms)
              .slice(0, OPEN_LIMIT)
              .map(asEvidence),
          }
        : {}),
      ...evidence,
    },
  }
}

/** A case that has ended, or none where its times contradict each other. */
export const ended = (
  from: Instant,
  to: Instant,
  one: Omit<Case, 'at' | 'ms' | 'happened'> & Partial<Pick<Case, 'happened'>>,
): Cases =>
  to < from
    ? { cases: [], notCounted: [{ event: one.events[0], reason: 'negative_span' }] }
    : { cases: [{ happened: from, ...one, at: to, ms: to - from }], notCounted: [] }

/** A case that goes on: counted with its age, in the window in which it broke what was promised; not before. */
export const overdue = (
  from: Instant,
  { asks, until }: WindowInput,
  one: Omit<Case, 'at' | 'ms' | 'happened' | 'open'>,
): Cases => {
  const { overdueFromMs } = asks
  if (overdueFromMs === null || until - from < overdueFromMs) return NO_CASES_FOUND
  return { cases: [{ ...one, happened: from, at: from + overdueFromMs, ms: until - from, open: true }], notCounted: [] }
}

export const NO_CASES_FOUND: Cases = { cases: [], notCounted: [] }

export const together = (all: readonly Cases[]): Cases => ({
  cases: all.flatMap(({ cases }) => cases),
  notCounted: all.flatMap(({ notCounted }) => notCounted),
  goingOn: all.flatMap(({ goingOn }) => goingOn ?? []),
})

/** Had begun, after it was agreed, and not ended when the window so far did. */
export const goesOn = (from: Instant, end: Instant | null, input: WindowInput): boolean => {
  const until = elapsed(input).to
  return from < until && from >= (input.asks.since ?? from) && (end === null || end >= until)
}
