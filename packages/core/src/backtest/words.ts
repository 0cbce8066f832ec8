import { targetWords } from '../agreement/diff/words.ts'
import type { Objective } from '../agreement/terms.ts'
import { indicatorInfo } from '../indicators/catalogue.ts'
import { countText } from '../number/count-text.ts'
import type { BacktestCounts, BacktestObjective, BacktestUnit, BacktestWindow } from './backtest.ts'

const UNITS: Record<BacktestUnit, [one: string, many: string]> = {
  week: ['week', 'weeks'],
  month: ['month', 'months'],
  quarter: ['quarter', 'quarters'],
  day: ['day', 'days'],
  merge: ['merge', 'merges'],
}

const units = (of: BacktestUnit, count: number) => UNITS[of][count === 1 ? 0 : 1]

/** `Change fail rate at most 12 %`; a title of their own says something already. */
export const asked = ({ title, indicator, target }: Objective): string => {
  const info = indicatorInfo(indicator)
  const words = targetWords(target)
  const isOurs = info !== null && (title === info.title || title.startsWith(`${info.title} (`))
  return isOurs ? `${title} ${words}` : `${title} (${words})`
}

/** What else than met and breached there was, where there was any. */
const besides = ({ by_status: by }: BacktestCounts): string[] =>
  (
    [
      ['at_risk', 'at risk'],
      ['waived', 'waived'],
      ['excluded', 'left out by agreement'],
      ['no_data', 'without enough data'],
      ['not_in_force', 'not in force'],
    ] as const
  ).flatMap(([status, words]) => (by[status] > 0 ? [`${by[status]} ${words}`] : []))

const clocksLate = (late: number) => (late === 0 ? 'no clock too late' : `${countText(late, 'clock')} too late`)

const outcome = (counts: BacktestCounts, days: number): string => {
  const { of, total, by_status: by, clocks_late: late } = counts
  if (total === 0)
    return [
      ...(late ? [clocksLate(late)] : []),
      of === 'merge'
        ? `nothing was merged in ${countText(days, 'day')}`
        : `no ${units(of, 1)} ended in ${countText(days, 'day')}`,
    ].join(', ')
  const share = `${by.breached} of ${total} ${units(of, total)}`
  const said = of === 'merge' ? `${share} miss it` : of === 'day' ? `breached on ${share}` : `${share} breached`
  return [...(late === undefined ? [] : [clocksLate(late)]), said, ...besides(counts)].join(', ')
}

/** The version in force beside it, as shortly as it can be said. */
const beside = (now: BacktestCounts, counts: BacktestCounts): string => {
  const share = `${now.by_status.breached} of ${now.total}`
  const late = now.clocks_late === undefined ? '' : `${now.clocks_late} late, `
  return `now ${late}${share}${now.of === counts.of ? '' : ` ${units(now.of, now.total)}`}`
}

const STATUS_WORDS: Record<BacktestWindow['status'], string> = {
  met: 'met',
  at_risk: 'at risk',
  breached: 'breached',
  waived: 'waived',
  excluded: 'left out',
  no_data: 'without enough data',
  not_in_force: 'not in force',
}

const soFar = (windows: readonly BacktestWindow[], of: BacktestUnit): string => {
  const open = windows.find((window) => window.open)
  if (!open) return ''
  const figure = open.display === '' ? '' : ` (${open.display})`
  return `; ${of === 'day' ? 'today' : `${open.label} so far`} ${STATUS_WORDS[open.status]}${figure}`
}

type About = Pick<BacktestObjective, 'windows' | 'not_tried' | 'now'> & {
  counts: BacktestCounts | null
  /** How the text stands to the version in force; `same`: it is that version. */
  arrival: 'same' | 'changed' | 'new'
  days: number
}

/** `Change fail rate at most 12 %: 2 of 3 months breached (now 1 of 3)`. */
export const summaryOf = (objective: Objective, about: About): string => {
  const { counts, windows, now, arrival, not_tried: not, days } = about
  if (!counts) return `${asked(objective)}: can’t be tried: ${not?.detail ?? 'it is judged one by one'}`
  const next = now ? ` (${beside(now.counts, counts)})` : arrival === 'new' ? ' (new)' : ''
  return `${asked(objective)}: ${outcome(counts, days)}${next}${soFar(windows, counts.of)}`
}

export const removedSummary = (objective: Objective, now: BacktestCounts | null, days: number): string =>
  `${asked(objective)}: no longer agreed${now ? ` (now ${outcome(now, days)})` : ''}`
