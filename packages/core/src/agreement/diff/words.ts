import { cutDecimal, type Ratio } from '../../number/ratio.ts'
import { spanText } from '../../time/span.ts'
import { parseDuration } from '../duration.ts'
import type { IndicatorName } from '../indicator-names.ts'
import { parseTarget, parseThreshold } from '../target.ts'
import type { Comparison, Target, Unit } from '../terms.ts'

/** More than anybody writes; see NUMBER in target.ts. */
const MOST_DIGITS = 15

const shortest = (value: Ratio): string => {
  const text = cutDecimal(value, MOST_DIGITS, 'down')
  return text.replace(/\.?0+$/, '').replace('-', '−')
}

const UNIT_WORDS: Partial<Record<Extract<Unit, string>, string>> = {
  bd: ' business days',
  m: ' min',
  '/day': ' a day',
  '/week': ' a week',
  count: '',
}

/** `15 %`, `5 business days`, `20 USD`. */
export const quantity = (value: Ratio, unit: Unit): string => {
  const number = shortest(value)
  if (typeof unit === 'object') return `${number} ${unit.currency}`
  if (unit === 'bd' && number === '1') return '1 business day'
  return `${number}${UNIT_WORDS[unit] ?? ` ${unit}`}`
}

const SIGN_WORDS: Record<Comparison, string> = {
  '>=': 'at least',
  '<=': 'at most',
  '>': 'above',
  '<': 'below',
  '==': 'exactly',
}

/** A target as a person says it: `at most 15 %`, `70 % to 85 %`, `30 % better than the baseline`. */
export const targetWords = (target: Target): string => {
  switch (target.kind) {
    case 'compare':
      return `${SIGN_WORDS[target.op]} ${derivedWords(target) ?? quantity(target.value, target.unit)}`
    case 'band':
      return `${quantity(target.low, target.unit)} to ${quantity(target.high, target.unit)}`
    case 'relative':
      return relativeWords(target.text)
    default:
      return target satisfies never
  }
}

/** Nobody wrote this number: a duration is told as people say it. */
const derivedWords = ({ derived, unit, value }: Extract<Target, { kind: 'compare' }>): string | null =>
  derived !== undefined && unit === 's' ? spanText(shortest(value)) : null

const relativeWords = (text: string): string => {
  const improve = /^improve\s+([\d.]+)\s*%/.exec(text)
  if (improve) return `${improve[1]} % better than the baseline`
  const offset = /^baseline\s*([+-])\s*([\d.]+)\s*(.+)$/.exec(text)
  if (!offset) return 'the baseline'
  return `the baseline ${offset[1] === '-' ? 'minus' : 'plus'} ${offset[2]} ${offset[3]}`
}

export const quoted = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return `“${text}”`
}

/** What cannot be read as what it is meant to be is shown as it is written. */
export const writtenTarget = (value: unknown, indicator: IndicatorName | null): string => {
  const read = typeof value === 'string' && indicator ? parseTarget(value, indicator) : null
  return read?.ok ? targetWords(read.value) : quoted(value)
}

export const writtenThreshold = (value: unknown, indicator: IndicatorName | null): string => {
  const read = typeof value === 'string' && indicator ? parseThreshold(value, indicator) : null
  return read?.ok ? quantity(read.value.value, read.value.unit) : quoted(value)
}

export const writtenDuration = (value: unknown): string => {
  const read = typeof value === 'string' ? parseDuration(value) : null
  if (!read?.ok) return quoted(value)
  const { kind, text } = read.value
  const number = text.replace(/\s*[a-z]+$/, '')
  const unit = text.slice(number.length).trim()
  if (kind === 'business_days') return `${number} business day${number === '1' ? '' : 's'}`
  return `${number} ${unit === 'm' ? 'min' : unit}`
}

export const list = (items: readonly unknown[]): string =>
  items.length === 0 ? 'none' : items.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))).join(', ')

export const yesOrNo = (value: unknown): string => (value === true ? 'yes' : 'no')

/** `first_word` and `second-word` as words. */
export const spaced = (key: string): string => key.replaceAll('_', ' ')

export const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
