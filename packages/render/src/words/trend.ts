import { type ObjectiveResult, spanText } from '@plumbline/core'
import { sparkline } from './sparkline.ts'
import { better } from './target.ts'

/** Units whose plain number is the figure people know. */
const PLAIN = new Set(['%', 'pp', 'count', 'lines', '/day', '/week'])

export type Trend = { bars: string; from: string | null; word: 'better' | 'worse' | 'steady' | null }

const round = (value: number) => String(Math.round(value * 10) / 10).replace('-', '−')

/** Where it came from, as people know the unit. */
const fromText = (value: number, unit: string): string | null =>
  unit === 's' ? spanText(String(Math.floor(value))) : PLAIN.has(unit) ? round(value) : null

/** How the figure moved over earlier windows or merges; null where fewer than three are known. */
export const trend = (result: ObjectiveResult): Trend | null => {
  const values = (result.trend ?? []).map(({ value }) => value)
  const known = values.filter((value) => value !== null)
  const [first, last] = [known[0], known.at(-1)]
  if (known.length < 3 || first === undefined || last === undefined) return null
  const way = better(result)
  const word =
    last === first ? 'steady' : way === null ? null : last > first === (way === 'higher') ? 'better' : 'worse'
  return { bars: sparkline(values), from: fromText(first, result.unit), word }
}
