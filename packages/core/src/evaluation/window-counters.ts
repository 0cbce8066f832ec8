import { ASKS_NOTHING } from '../indicators/asks.ts'
import type { WindowIndicator, WindowInput } from '../indicators/indicator.ts'
import { countersOf } from '../indicators/reads.ts'
import { drawnUnit } from '../indicators/reported-unit.ts'
import { tellsSources } from '../indicators/window-reads.ts'
import { displayCounter, plainUnit } from './counters.ts'
import { displayPlain } from './display.ts'
import type { ObjectiveResult } from './evaluation.ts'
import { inUnitOf } from './judge.ts'

type Counter = NonNullable<ObjectiveResult['counter']>[number]

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
