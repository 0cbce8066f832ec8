import type { BudgetView, ObjectiveResult } from '@plumbline/core'
import type { Phrase } from '../text/phrase.ts'
import { nameOf } from './name.ts'

const SPANS: Record<string, string> = {
  PT5M: '5 min',
  PT30M: '30 min',
  PT1H: '1 h',
  PT2H: '2 h',
  PT6H: '6 h',
  P1D: '1 day',
  P3D: '3 days',
}

const times = (rate: number) => `${Math.floor(rate * 10) / 10}x`

/** `burning 16.0x over 1 h and 20.0x over 5 min, where 14.4x is too fast`. */
export const burningWords = ({ burning }: BudgetView): string =>
  burning === undefined
    ? ''
    : `burning ${times(burning.long_rate)} over ${SPANS[burning.long] ?? burning.long} and ${times(burning.short_rate)} over ${SPANS[burning.short] ?? burning.short}, where ${times(burning.factor)} is too fast`

const told = (result: ObjectiveResult): string[] => {
  const { budget, forecast } = result
  const parts = [forecast?.in_words ?? '', budget ? burningWords(budget) : '', budget?.in_words ?? '']
  return parts.filter((part) => part !== '')
}

/**
 * The one thing to know before it is too late: what breaches soonest at its pace, else whose budget burns too fast.
 * Null where neither is said of anything.
 */
export const earlyLine = (results: readonly ObjectiveResult[]): Phrase | null => {
  const going = results.filter(({ status }) => status === 'met' || status === 'at_risk')
  const [soonest] = going
    .flatMap((result) => (result.forecast ? [{ result, at: result.forecast.breaches_at }] : []))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const found = soonest?.result ?? going.find(({ budget }) => budget?.burning !== undefined)
  return found === undefined
    ? null
    : ['Early warning: ', { text: nameOf(found), max: 110 }, ': ', { text: told(found).join('; '), max: 300 }, '.']
}
