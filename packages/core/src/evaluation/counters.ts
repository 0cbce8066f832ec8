import type { Unit } from '../agreement/terms.ts'
import { ASKS_NOTHING } from '../indicators/asks.ts'
import type { Measurement, NoCases, WindowIndicator, WindowInput } from '../indicators/indicator.ts'
import { countersOf, tellsSources } from '../indicators/reads.ts'
import { drawnUnit } from '../indicators/reported-unit.ts'
import { displayPlain } from './display.ts'
import type { ObjectiveResult } from './evaluation.ts'
import { inUnitOf } from './judge.ts'

type Counter = NonNullable<ObjectiveResult['counter']>[number]

/** What is read where nothing happened in a time that was watched; and that something goes on all the same. */
export const displayNoCases = ({ open }: Pick<NoCases, 'open'>): string =>
  open > 0 ? `0 cases, ${open} open` : '0 cases'

/** A figure beside another, next to no target; null where nothing was measured. */
export const displayCounter = (measurement: Measurement, unit: Unit): string | null => {
  switch (measurement.kind) {
    case 'measured':
      return displayPlain(measurement.value, unit)
    case 'no_cases':
      return displayNoCases(measurement)
    case 'no_data':
      return null
    default:
      return measurement satisfies never
  }
}

/** What sources say that don't count (PRODUCT.md, rule 13), where they say anything. */
const otherSources = (measured: WindowIndicator, input: WindowInput): Counter[] => {
  const { sources } = input.asks
  if (!sources || !tellsSources(measured.reads)) return []
  const unit = drawnUnit(input.asks.unit ?? plainUnit(measured.info.unit))
  const others = measured.measure({ ...input, asks: { ...input.asks, sources: { ...sources, count: 'others' } } })
  if (others.kind !== 'measured') return []
  const { key, title } = measured.info
  return [
    {
      indicator: key,
      title: `${title}, as other sources tell it`,
      display: displayPlain(inUnitOf(unit, others.value), unit),
    },
  ]
}

/** What must be read with a window's figure: its counter-indicators, and what it says itself. */
export const windowCounters = (measured: WindowIndicator, input: WindowInput): Counter[] => [
  ...otherSources(measured, input),
  ...countersOf(measured).flatMap(({ info, measure }): Counter[] => {
    // A counter is shown as anybody would see it: the objective's own target and statistic are not its.
    const display = displayCounter(measure({ ...input, asks: ASKS_NOTHING }), plainUnit(info.unit))
    return display === null ? [] : [{ indicator: info.key, title: info.title, display }]
  }),
  ...(measured.beside?.(input) ?? []).map(({ indicator, title, value, unit }) => ({
    indicator,
    title,
    display: displayPlain(value, unit),
  })),
]

/** No indicator of an open unit is a counter of another. */
export const plainUnit = (unit: WindowIndicator['info']['unit']): Exclude<Unit, object> =>
  unit === 'any' || unit === 'money' ? 'count' : unit
