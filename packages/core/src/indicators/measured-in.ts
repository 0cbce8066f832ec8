import type { Measure } from '../agreement/unit.ts'
import type { IndicatorInfo } from './indicator.ts'

const UNITS: Partial<Record<Measure, IndicatorInfo['unit']>> = {
  '%': '%',
  pp: 'pp',
  duration: 's',
  frequency: '/day',
  points: 'points',
  lines: 'lines',
  x: 'x',
  count: 'count',
  money: 'money',
}

/** The unit that an indicator's figures are told in; `any` where only the parties know it. */
export const measuredIn = (measure: Measure): IndicatorInfo['unit'] => UNITS[measure] ?? 'any'
