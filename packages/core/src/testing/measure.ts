import type { CorrectionFact, WindowFact } from '../facts/facts.ts'
import { historyOf, type ServiceHistory } from '../facts/history.ts'
import { countingFacts } from '../facts/resolve.ts'
import { ASKS_NOTHING, type Asks } from '../indicators/asks.ts'
import { indicator } from '../indicators/catalogue.ts'
import { isWindowIndicator, type Measurement, type WindowInput } from '../indicators/indicator.ts'
import { toNumber } from '../number/ratio.ts'
import { at, RULES } from './agreement.ts'

type Own = {
  from?: string
  to?: string
  /** Default: long after the window. */
  now?: string
  asks?: Partial<Asks>
  deployedBefore?: boolean
  corrections?: CorrectionFact[]
}

export const history = (facts: WindowFact[], { deployedBefore = true, corrections = [] }: Own = {}): ServiceHistory =>
  historyOf(countingFacts(facts, corrections), deployedBefore, () => RULES)

/** November 2026, told from these facts, unless said otherwise. */
export const windowInput = (facts: WindowFact[], own: Own = {}): WindowInput => ({
  window: { from: at(own.from ?? '2026-11-01'), to: at(own.to ?? '2026-12-01') },
  until: at(own.now ?? '2026-12-15'),
  zone: 'UTC',
  leastSpanMs: 1,
  services: [history(facts, own)],
  asks: { ...ASKS_NOTHING, ...own.asks },
})

export const windowIndicator = (key: string) => {
  const found = indicator(key)
  if (!found || !isWindowIndicator(found)) throw new Error(`no window indicator: ${key}`)
  return found
}

/** What a window indicator measures. */
export const measure = (key: string, facts: WindowFact[], own: Own = {}): Measurement =>
  windowIndicator(key).measure(windowInput(facts, own))

/** The number it measures, in its unit; the reason or `no_cases` where there is none. */
export const figure = (key: string, facts: WindowFact[], own: Own = {}): number | string => {
  const measurement = measure(key, facts, own)
  if (measurement.kind === 'measured') return toNumber(measurement.value)
  return measurement.kind === 'no_data' ? measurement.reason : measurement.kind
}
