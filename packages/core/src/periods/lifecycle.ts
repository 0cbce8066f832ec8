import { canonicalJson, type Decided } from '../ledger/entry.ts'
import { formatInstant, type Instant, parseInstant } from '../time/instant.ts'
import type { ClosedWindow } from './due.ts'
import { adjustmentBody, finalBody, verdictBody } from './entries.ts'
import { type Ending, firmFrom } from './final.ts'
import type { JudgedPeriod } from './judge.ts'
import {
  type Adjustment,
  type CarriedAdjustment,
  type CreditedFigures,
  figuresOf,
  lateClocksOf,
  type Period,
  type PeriodFigures,
  type PeriodResult,
  type PeriodStep,
} from './period.ts'

/*
 * What becomes of a period, as pure steps from one record to the next. Each answers null where nothing changes, so
 * that doing one again writes nothing.
 */

/** A period after a step, and what the ledger says about it. */
export type PeriodMove = { period: Period; decided: Decided[] }

/** Judged for the first time: the record begins, as of the window's end however late that is. */
export const beginPeriod = (
  { id, service, judging, window: whole }: ClosedWindow,
  { told, result }: JudgedPeriod,
  about: { finalFrom: Instant; newestVersion: number; carries: readonly CarriedAdjustment[] },
): PeriodMove => {
  const { provisional: _, ...window } = told.window
  const period: Period = {
    kind: 'period',
    id,
    at: formatInstant(whole.from),
    revision: 1,
    service,
    objective: judging.objective.id,
    title: told.title,
    clause: told.clause,
    indicator: told.indicator,
    scope: told.scope === 'clock' ? 'clock' : 'window',
    owed_by: told.owed_by,
    window,
    state: 'provisional',
    final_from: formatInstant(Math.max(about.finalFrom, firmFrom(result))),
    newest_version: about.newestVersion,
    result,
    timeline: [{ kind: 'judged', at: window.to, ...figuresOf(result) }],
    adjustments: [],
    carries: about.carries,
  }
  return { period, decided: [{ at: whole.to, body: verdictBody(period, null) }] }
}

const next = (period: Period, changes: Partial<Period>): Period => ({
  ...period,
  ...changes,
  revision: period.revision + 1,
})

const sameFigures = (a: PeriodFigures, b: PeriodFigures): boolean =>
  canonicalJson(figuresOf(a)) === canonicalJson(figuresOf(b))

/** Did the last step only bring new figures, or did it turn the verdict? */
const turned = (step: PeriodStep | undefined) => step?.kind !== 'rejudged' || step.was !== step.status

const retold = (period: Period, result: PeriodResult, at: Instant): readonly PeriodStep[] => {
  if (sameFigures(period.result, result)) return period.timeline
  const step: PeriodStep = {
    kind: 'rejudged',
    at: formatInstant(at),
    was: period.result.status,
    ...figuresOf(result),
  }
  const replaces = !turned(period.timeline.at(-1)) && !turned(step)
  return [...(replaces ? period.timeline.slice(0, -1) : period.timeline), step]
}

/** Judged again while that still counts. The ledger hears of it where the verdict turned. */
export const rejudgePeriod = (
  period: Period,
  { result }: JudgedPeriod,
  about: { finalFrom: Instant; newestVersion: number },
  at: Instant,
): PeriodMove | null => {
  if (period.state === 'final' || canonicalJson(period.result) === canonicalJson(result)) return null
  const after = next(period, {
    result,
    newest_version: about.newestVersion,
    final_from: formatInstant(Math.max(about.finalFrom, parseInstant(period.final_from) ?? 0, firmFrom(result))),
    timeline: retold(period, result, at),
  })
  const { status } = period.result
  return { period: after, decided: status === result.status ? [] : [{ at, body: verdictBody(after, status) }] }
}

/** Nothing changes its verdict any more. */
export const endPeriod = (period: Period, { at, how }: Ending): PeriodMove | null => {
  if (period.state === 'final') return null
  // A rebuttal that came after both had acknowledged is part of what is final.
  const last = parseInstant(period.timeline.at(-1)?.at ?? '') ?? at
  const final_at = formatInstant(Math.max(at, last))
  const step: PeriodStep = { kind: 'final', at: final_at, how }
  const after = next(period, { state: 'final', final_at, timeline: [...period.timeline, step] })
  return { period: after, decided: [{ at: Math.max(at, last), body: finalBody(after, how) }] }
}

/** Which clocks were late, how late each was, and which were waived: one may change beneath the worst, the figure. */
const spansOf = ({ clocks = [] }: Pick<CreditedFigures, 'clocks'>): string =>
  canonicalJson(clocks.map(({ incident, run, value, waiver }) => [incident[0] ?? '', run, value, waiver !== undefined]))

/** What a final period would be now, where that is neither what it is nor what was noticed before. */
export const adjustPeriod = (
  period: Period,
  { result }: JudgedPeriod,
  counted_in: Adjustment['counted_in'],
  at: Instant,
): (PeriodMove & { adjustment: Adjustment }) | null => {
  const last = period.adjustments.at(-1)?.would_be
  const before = last ?? period.result
  const would_be = { ...figuresOf(result), ...lateClocksOf(result) }
  const clocksBefore = last ?? lateClocksOf(period.result)
  // What was noted before clocks were kept says nothing of them.
  const sameClocks = clocksBefore.clocks === undefined || spansOf(clocksBefore) === spansOf(would_be)
  if (period.state !== 'final' || (sameFigures(before, result) && sameClocks)) return null
  const adjustment: Adjustment = { was: figuresOf(before), would_be, noticed_at: formatInstant(at), counted_in }
  const after = next(period, { adjustments: [...period.adjustments, adjustment] })
  return { period: after, decided: [{ at, body: adjustmentBody(after, adjustment) }], adjustment }
}

export const asCarried = ({ id, window }: Period, { counted_in: _, ...rest }: Adjustment): CarriedAdjustment => ({
  ...rest,
  of: { id, period: window.period, label: window.label },
})

/** An adjustment of an earlier period is counted here. */
export const carryAdjustment = (period: Period, carried: CarriedAdjustment): Period =>
  next(period, { carries: [...period.carries, carried] })
