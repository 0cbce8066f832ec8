import type { Unit } from '../agreement/terms.ts'
import type { IndicatorInfo, Measurement, NoCases } from '../indicators/indicator.ts'
import { displayPlain } from './display.ts'

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

/** No indicator of an open unit is a counter of another. */
export const plainUnit = (unit: IndicatorInfo['unit']): Exclude<Unit, object> =>
  unit === 'any' || unit === 'money' ? 'count' : unit
