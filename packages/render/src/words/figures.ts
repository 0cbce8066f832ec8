import type { ObjectiveResult } from '@plumbline/core'
import { thousands } from '../text/phrase.ts'
import { now } from './standing.ts'

/** What is counted where the unit is a number alone. */
const COUNTED: Record<string, [one: string, many: string]> = {
  'test-failures': ['test', 'tests'],
  'skipped-tests': ['test', 'tests'],
  findings: ['finding', 'findings'],
  'bypassed-gates': ['change', 'changes'],
}

const named = (text: string, { indicator, unit }: ObjectiveResult): string => {
  const noun = unit === 'count' && Object.hasOwn(COUNTED, indicator) ? COUNTED[indicator] : undefined
  if (noun === undefined) return text
  return text.replace(/(?<![\d.,~])\d+(?![\d.,])/, (n) => `${n} ${n === '1' ? noun[0] : noun[1]}`)
}

/** The measured figure with its unit, of a count also out of how many: `3 of 412 tests`. */
export const nowText = (result: ObjectiveResult): string => {
  const { unit, denominator, numerator, display } = result
  const plain = now(result)
  if (unit !== 'count' || !Object.hasOwn(COUNTED, result.indicator)) return plain
  return denominator !== undefined && String(numerator) === display
    ? `${display} of ${named(String(denominator), result).replace(/\d+/, (n) => thousands(Number(n)))}`
    : named(plain, result)
}

export const targetText = (result: ObjectiveResult): string => named(result.target, result)

export const marginText = (result: ObjectiveResult): string => named(result.margin, result)
