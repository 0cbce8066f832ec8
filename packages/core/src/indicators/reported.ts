import { type IndicatorName, indicatorName } from '../agreement/indicator-names.ts'
import { INDICATOR_TABLE } from '../agreement/indicator-table.ts'
import type { Unit } from '../agreement/terms.ts'
import type { EventRef } from '../events/identity.ts'
import { nameRef } from '../events/identity.ts'
import type { MeasurementFact } from '../facts/facts.ts'
import type { ServiceHistory } from '../facts/history.ts'
import { exactly } from '../number/exact.ts'
import { type Ratio, ratio, toNumber } from '../number/ratio.ts'
import type { Window } from '../time/instant.ts'
import { inside } from '../time/sorted.ts'
import { isExcluded, isOfRecord } from './asks.ts'
import {
  eventsNamed,
  type IndicatorInfo,
  leftOut,
  noData,
  type WindowIndicator,
  type WindowInput,
} from './indicator.ts'
import { measuredIn } from './measured-in.ts'
import { reportedDefinition } from './reported-definitions.ts'
import { canonical, drawnUnit, inCanonical, sameUnit, unitOfText } from './reported-unit.ts'
import { figureOf, mean, STATISTICS, sum, type Worst } from './statistic.ts'
import { unheard } from './watch.ts'
import { REPORTED_READS } from './window-reads.ts'

const PREFIX = 'reported:'
/** Stands in the catalogue for every number of the parties' own. */
export const REPORTED_FAMILY = 'reported:<name>'

type Value = { value: Ratio; weight: number; event: EventRef; fact: MeasurementFact }

/** Measurements of the window that count, of each service. */
const factsOf = ({ window, services, asks }: WindowInput, key: string): MeasurementFact[][] => {
  const name = nameRef(key)
  const counts = ({ indicator, at, source }: MeasurementFact) =>
    indicator === name && !isExcluded(asks, at) && isOfRecord(asks.sources, source)
  return services.map(({ measurements }) => inside(measurements, window).filter(counts))
}

/** Those in the unit asked for, and those that it can't be made of. */
const valuesOf = (facts: readonly MeasurementFact[], unit: Unit) => {
  const values: Value[] = []
  const misfits: MeasurementFact[] = []
  for (const fact of facts) {
    const own = unitOfText(fact.unit)
    if (own === null || !sameUnit(canonical(own), canonical(unit))) misfits.push(fact)
    else values.push({ value: inCanonical(own, exactly(fact.value)), weight: fact.samples, event: fact.event, fact })
  }
  // Of one value the earlier comes first: which one a percentile is must not depend on the order of arrival.
  values.sort((a, b) => a.fact.at - b.fact.at || (a.event < b.event ? -1 : 1))
  return { values, misfits }
}

type Figure = { value: Ratio; statistic: string; words: string; of: Value | null }

/** Counts add up; anything else is the mean, each report with its weight, unless another statistic is agreed. */
const figure = (values: Value[], statistic: string | null, unit: Unit, worst: Worst): Figure => {
  if (statistic !== null && statistic !== 'mean') {
    const { value, of } = figureOf(values, statistic, worst)
    return { value, statistic, words: `${statistic} of`, of }
  }
  if (statistic === null && unit === 'count') {
    return { value: sum(values.map(({ value }) => value)), statistic: 'sum', words: 'sum of', of: null }
  }
  return { value: mean(values) ?? ratio(0), statistic: 'mean', words: 'mean, weighted by samples, of', of: null }
}

/** Silence of a source that the agreement names, or of a time that is over, is not the same as not yet. */
const nothingReported = ({ window, until, asks }: WindowInput) =>
  until >= window.to
    ? noData(
        'unreported',
        `${asks.owedBy === 'both' ? 'nobody' : `the ${asks.owedBy}`} has reported nothing for this window`,
      )
    : noData('no_events', 'nothing has been reported for this window yet')

const measure = (input: WindowInput, key: string) => {
  const unit = input.asks.unit ?? 'count'
  const facts = factsOf(input, key)
  const { values, misfits } = valuesOf(facts.flat(), unit)
  const left = leftOut(misfits.map(({ event }) => ({ event, reason: 'unit_mismatch' as const })))
  if (values.length === 0) {
    const nothing =
      misfits.length > 0
        ? noData('unit_mismatch', 'what was reported is in other units than what was agreed')
        : nothingReported(input)
    return { ...nothing, evidence: { ...nothing.evidence, ...left } }
  }
  // In a window that goes on it may still come.
  const silence = input.until >= input.window.to ? unheard(input, facts) : null
  if (silence) return { ...silence, evidence: { ...silence.evidence, ...left } }
  const { value, statistic, words, of } = figure(values, input.asks.statistic, unit, input.asks.worst)
  const parties = [...new Set(values.map(({ fact }) => fact.reporter))].sort()
  return {
    kind: 'measured' as const,
    value,
    samples: values.reduce((sum, { weight }) => sum + weight, 0),
    statistic,
    evidence: {
      formula: `${values.length === 1 ? 'one report' : `${words} ${values.length} reports`}, by the ${parties.join(' and the ')} itself`,
      ...eventsNamed(values.map((one) => one.event)),
      ...(of === null ? {} : { case: { events: [of.event], value: toNumber(of.value) } }),
      reported_by: parties,
      ...left,
    },
  }
}

/** The unit of the last report of a time: what a series is drawn in. */
const unitOf =
  (key: string) =>
  (services: readonly ServiceHistory[], window: Window): Unit | null => {
    const name = nameRef(key)
    const last = services
      .flatMap(({ measurements }) => inside(measurements, window))
      .filter(({ indicator }) => indicator === name)
      .sort((a, b) => a.at - b.at || (a.event < b.event ? -1 : 1))
      .at(-1)
    const unit = last && unitOfText(last.unit)
    return unit ? drawnUnit(unit) : null
  }

const formulaOf = ({ measure, statistics }: IndicatorName): string => {
  if (measure === 'count') return 'sum of what was reported for the window'
  const mean = 'mean of what was reported for the window, weighted by samples'
  return statistics === 'all' ? `${mean}, or the agreed statistic` : mean
}

const infoOf = (name: IndicatorName, key: string): IndicatorInfo & { scope: 'window' } => ({
  key,
  title: name.title,
  unit: measuredIn(name.measure),
  direction: name.direction,
  scope: 'window',
  describes: 'period',
  events: ['measurement'],
  formula: formulaOf(name),
  statistics: name.statistics === 'all' ? [...STATISTICS] : [],
  default_statistic: name.statistics === 'all' ? 'mean' : null,
  counter: [],
  ...reportedDefinition(key),
})

const indicatorOf = (name: IndicatorName, key: string): WindowIndicator => ({
  info: infoOf(name, key),
  reads: REPORTED_READS,
  measure: (input) => measure(input, key),
  unitOf: unitOf(key),
})

/** Any `reported:<name>`; null where it is no such name. */
export const reported = (key: string): WindowIndicator | null => {
  const name = key.startsWith(PREFIX) ? indicatorName(key) : null
  return name && indicatorOf(name, key)
}

const FAMILY: IndicatorName = {
  key: REPORTED_FAMILY,
  title: 'Any number of your own',
  measure: 'any',
  direction: 'either',
  scopes: ['window'],
  statistics: 'all',
  range: 'signed',
  countsEvents: false,
  about: 'business',
  counters: [],
  time: null,
  bySeverity: false,
  incidentClock: false,
}

/** The presets of the table, and one entry for everything else. */
export const reportedIndicators: readonly WindowIndicator[] = [
  ...[...INDICATOR_TABLE.values()]
    .filter(({ key }) => key.startsWith(PREFIX))
    .map((name) => indicatorOf(name, name.key)),
  indicatorOf(FAMILY, REPORTED_FAMILY),
]
