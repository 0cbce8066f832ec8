import type { EvidenceCase, NotCountedReason } from '../evaluation/evidence.ts'
import type { CommitRef, EventRef } from '../events/identity.ts'
import { countText } from '../number/count-text.ts'
import { type Ratio, toNumber } from '../number/ratio.ts'
import { type Instant, within } from '../time/instant.ts'
import { eventsNamed, leftOut, type Measurement, type WindowInput } from './indicator.ts'
import { countedMs, inAskedUnit, missedAt } from './on-calendar.ts'
import { presumedUntil } from './presumed.ts'
import { type EACH, figureOf, MEDIAN, type Worst } from './statistic.ts'
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
  /** Counted because of a link that nobody has confirmed, and that can be rebutted until then. */
  presumed?: Instant
  /** It is a clock: `ms` is what counted of it, from here. Of all others the calendar is asked. */
  clock?: { from: Instant }
  commit?: CommitRef
  pullRequest?: number
}

export type Cases = {
  cases: Case[]
  notCounted: { event: string; reason: NotCountedReason }[]
  /** What began them, where they go on at the end of the window and are no cases of it: asked for where there is none. */
  goingOn?: () => EventRef[]
}

/** Cases that a person is shown one by one because they go on. */
const OPEN_LIMIT = 20

/** One after another in an order of their own, so that a percentile is the same case however the events arrived. */
const inOrder = (a: Case, b: Case) => a.at - b.at || order(nameOf(a), nameOf(b))
const nameOf = ({ events, commit }: Case) => `${events.join(' ')} ${commit ?? ''}`
const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

const asEvidence = ({ events, value, commit, pullRequest }: Weighed): EvidenceCase => ({
  events,
  value: toNumber(value),
  ...(commit === undefined ? {} : { commit }),
  ...(pullRequest === undefined ? {} : { pull_request: pullRequest }),
})

type Weighed = Case & { value: Ratio }

/** With what counts of it by the calendar: in seconds, or in business days where those were promised. */
const weighed = ({ asks, until }: WindowInput, one: Case): Weighed => {
  const to = one.open ? until : one.at
  const from = one.clock?.from ?? to - one.ms
  const ms = one.clock ? one.ms : countedMs(asks, { from, to })
  return { ...one, ms, value: inAskedUnit(asks, from, ms) }
}

/**
 * It lies in time that was taken out, from its beginning to its end. Of any other case only the time inside does not
 * count.
 */
const isTakenOut = ({ asks }: WindowInput, { happened, at }: Case): boolean =>
  asks.excluded.some((one) => within(one, happened) && at >= one.from && at <= one.to)

const statisticWords = (statistic: string, worst: Worst) => {
  if (statistic !== 'each') return statistic
  return worst === 'highest' ? 'longest' : worst === 'lowest' ? 'shortest' : 'worst'
}

/**
 * A duration over the cases of a window: by the statistic asked for, else the median. Where there are none, nothing
 * happened if somebody was watching, and nothing is known otherwise.
 * @param what one case, for people
 */
export const measureCases = (
  input: WindowInput,
  found: Cases,
  what: string,
  usual: typeof MEDIAN | typeof EACH = MEDIAN,
): Measurement => {
  const { since, worst } = input.asks
  const isAgreed = ({ happened }: Case) => since === null || happened >= since
  const agreed = found.cases.filter(isAgreed)
  const cases = agreed.filter((one) => !isTakenOut(input, one)).toSorted(inOrder)
  const before = found.cases.filter((one) => !isAgreed(one))
  const excluded = agreed.filter((one) => isTakenOut(input, one))
  const evidence = leftOut([
    ...found.notCounted,
    ...before.map(({ events }) => ({ event: events[0], reason: 'before_agreement' as const })),
    ...excluded.map(({ events }) => ({ event: events[0], reason: 'excluded' as const })),
  ])
  if (cases.length === 0) {
    const unknown = unwatched(input, `${what}s`)
    if (unknown) return { ...unknown, evidence: { ...unknown.evidence, ...evidence } }
    const open = new Set(found.goingOn?.()).size
    return {
      kind: 'no_cases',
      samples: 0,
      open,
      evidence: {
        formula: `no ${what}s, in a time that was watched${open > 0 ? `; ${open} open at its end` : ''}`,
        ...evidence,
      },
    }
  }
  const statistic = input.asks.statistic ?? usual
  const all = cases.map((one) => weighed(input, one))
  const figure = figureOf(all, statistic, worst)
  const open = all.filter((one) => one.open)
  const certain = all.filter((one) => one.presumed === undefined)
  return {
    kind: 'measured',
    value: figure.value,
    samples: cases.length,
    statistic,
    ...(certain.length < cases.length
      ? { withoutPresumed: certain.length > 0 ? figureOf(certain, statistic, worst).value : null }
      : {}),
    evidence: {
      formula: `${statisticWords(statistic, worst)} of ${countText(cases.length, what)}${open.length > 0 ? `, ${open.length} of them still open and counted with ${open.length === 1 ? 'its' : 'their'} age` : ''}`,
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
      ...presumedUntil(all.flatMap((one) => (one.presumed === undefined ? [] : [one.presumed]))),
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
  const at = until < from ? null : missedAt(asks, from)
  if (at === null || until < at) return NO_CASES_FOUND
  return { cases: [{ ...one, happened: from, at, ms: until - from, open: true }], notCounted: [] }
}

export const NO_CASES_FOUND: Cases = { cases: [], notCounted: [] }

export const together = (all: readonly Cases[]): Cases => ({
  cases: all.flatMap(({ cases }) => cases),
  notCounted: all.flatMap(({ notCounted }) => notCounted),
  goingOn: () => all.flatMap(({ goingOn }) => goingOn?.() ?? []),
})

/** Had begun, after it was agreed, and not ended when the window so far did. */
export const goesOn = (from: Instant, end: Instant | null, input: WindowInput): boolean => {
  const until = elapsed(input).to
  return from < until && from >= (input.asks.since ?? from) && (end === null || end >= until)
}
