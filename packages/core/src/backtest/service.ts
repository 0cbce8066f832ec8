import type { Objective } from '../agreement/terms.ts'
import type { Judged } from '../credits/judged.ts'
import { baselineView } from '../evaluation/baseline-view.ts'
import { displayTarget } from '../evaluation/display.ts'
import { shownUnit } from '../evaluation/judge.ts'
import type { Judging } from '../evaluation/result.ts'
import { awaitedWords } from '../evaluation/waiting.ts'
import { indicatorInfo } from '../indicators/catalogue.ts'
import type { Standing } from '../standing/standing.ts'
import { dayText } from '../time/day-text.ts'
import { formatInstant, type Window } from '../time/instant.ts'
import type { BacktestData, BacktestObjective, BacktestRemoved, NotTried } from './backtest.ts'
import { type BacktestFacts, type BacktestGround, backtestGround, sharingHistories } from './ground.ts'
import type { Hypothesis } from './hypothesis.ts'
import { judgedOf } from './money.ts'
import { type Tried, tryObjective } from './tried.ts'
import { removedSummary, summaryOf } from './words.ts'

export type ServiceBacktest = {
  objectives: BacktestObjective[]
  removed: BacktestRemoved[]
  data: BacktestData
  /** What credits are found from: by the text, and by the version in force. */
  judged: Judged[]
  judgedNow: Judged[]
}

export type ServiceBacktestInput = {
  service: string
  text: Hypothesis
  /** The version in force; null where there is none, or where it is the text. */
  now: Hypothesis | null
  /** The text is the version in force. */
  isInForce: boolean
  range: Window
  days: number
  standing: Standing
  read: BacktestFacts
}

type Side = { judging: Judging; tried: Tried }

const sideOf = (text: Hypothesis, ground: BacktestGround, range: Window): Map<string, Side> =>
  new Map(
    text.judged.map((judging) => [judging.objective.id, { judging, tried: tryObjective(judging, ground, range) }]),
  )

const unitName = (judging: Judging): string => {
  const unit = shownUnit(judging.objective.target.unit)
  return typeof unit === 'object' ? unit.currency : unit
}

const NOT_KEPT = 'of merges only the figures over all severities and categories are kept'

const about = ({ id, title, clause, indicator, owedBy }: Objective, service: string) => ({
  service,
  id,
  title,
  clause,
  indicator,
  scope: indicatorInfo(indicator)?.scope ?? null,
  owed_by: owedBy,
})

/** Objectives that can't be tried are told, so that nobody takes them for kept. */
const untried = (
  input: ServiceBacktestInput,
  objective: Objective,
  reason: NotTried,
  detail: string,
): BacktestObjective => {
  const not = { reason, detail }
  const nothing = { not_tried: not, counts: null, now: null, windows: [] }
  return {
    ...about(objective, input.service),
    unit: '',
    target: objective.target.text.replace(/\s+/g, ' '),
    ...nothing,
    summary: summaryOf(objective, { ...nothing, arrival: 'same', days: input.days }),
  }
}

const told = (input: ServiceBacktestInput, { judging, tried }: Side, now: Side | undefined): BacktestObjective => {
  const { objective, baseline } = judging
  const { counts, exact: _, ...more } = tried
  const beside = now?.tried.counts
    ? { target: displayTarget(now.judging.objective.target), counts: now.tried.counts }
    : null
  const not = counts ? {} : { not_tried: { reason: 'not_kept' as const, detail: NOT_KEPT } }
  const arrival = input.isInForce ? 'same' : now ? 'changed' : 'new'
  return {
    ...about(objective, input.service),
    unit: unitName(judging),
    target: displayTarget(objective.target),
    ...(baseline ? { baseline: baselineView(baseline) } : {}),
    ...not,
    counts,
    now: beside,
    ...more,
    summary: summaryOf(objective, { ...not, counts, now: beside, windows: more.windows, arrival, days: input.days }),
  }
}

const dataOf = ({ service, read, range, text }: ServiceBacktestInput): BacktestData => {
  const [first] = [...read.facts.map(({ at }) => at), ...read.merges.map(({ at }) => at)].sort((a, b) => a - b)
  if (first === undefined)
    return { service, first_event: null, detail: 'no event of it was ever received, so that nothing could be judged' }
  const late = !read.deployedBefore && first > range.from
  const day = dayText(text.version.terms.timeZone, first)
  return {
    service,
    first_event: formatInstant(first),
    ...(late ? { detail: `its first event is of ${day}: what lies before says nothing` } : {}),
  }
}

const removedOf = (
  { service, text, days }: ServiceBacktestInput,
  now: ReadonlyMap<string, Side>,
): BacktestRemoved[] => {
  const kept = new Set([...text.judged, ...text.awaiting].map(({ objective }) => objective.id))
  return [...now.values()]
    .filter(({ judging }) => !kept.has(judging.objective.id))
    .map(({ judging: { objective }, tried: { counts } }) => ({
      service,
      id: objective.id,
      title: objective.title,
      now: counts,
      summary: removedSummary(objective, counts, days),
    }))
}

/** Tries a text on everything known of one service, and the version in force on the same. */
export const backtestService = (input: ServiceBacktestInput): ServiceBacktest => {
  const { service, text, now, range, standing, read } = input
  const ground = backtestGround(text, service, standing, read)
  const side = sideOf(text, ground, range)
  const nowGround = now && sharingHistories(backtestGround(now, service, standing, read), now, ground, text)
  const nowSide = now && nowGround ? sideOf(now, nowGround, range) : new Map<string, Side>()
  const zone = text.version.terms.timeZone
  const judged = (of: ReadonlyMap<string, Side>) =>
    [...of.values()].flatMap(({ judging, tried }) => judgedOf(judging, service, tried.exact))
  return {
    objectives: [
      ...[...side.values()].map((one) => told(input, one, nowSide.get(one.judging.objective.id))),
      ...text.awaiting.map(({ objective, awaits }) =>
        untried(input, objective, 'no_baseline', awaitedWords(awaits, zone, range.to)),
      ),
      ...text.unavailable.map((objective) =>
        untried(
          input,
          objective,
          'indicator_not_available',
          `this installation does not measure ${objective.indicator}`,
        ),
      ),
    ],
    removed: removedOf(input, nowSide),
    data: dataOf(input),
    judged: judged(side),
    judgedNow: judged(nowSide),
  }
}
