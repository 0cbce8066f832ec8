import type { WindowSpec } from '../agreement/terms.ts'
import { multiply, type Ratio, ratio } from '../number/ratio.ts'

/** Days of calendar windows as people count with them. */
const DAYS = { week: 7, month: 30, quarter: 91 } as const

export const daysOfWindow = (window: WindowSpec): number =>
  window.kind === 'rolling' ? window.days : DAYS[window.unit]

/** A total of so many days as what it comes to in one window; a change has no days. */
export const perWindow = (total: Ratio, window: WindowSpec | null, days: number): Ratio =>
  window === null ? total : multiply(total, ratio(daysOfWindow(window), Math.max(1, days)))
