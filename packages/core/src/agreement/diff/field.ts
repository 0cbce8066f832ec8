import type { IndicatorName } from '../indicator-names.ts'
import type { Change, Effect } from './difference.ts'
import { list, quoted } from './words.ts'

/** What is known around a place of the two documents. */
export type Around = {
  indicator: IndicatorName | null
  currency: string
}

/** How one kind of value is told. */
export type Field = {
  noun: string
  words?: (value: unknown, around: Around) => string
  /** What holds where nothing is written. */
  absent?: (around: Around) => unknown
  effect?: (before: unknown, after: unknown, around: Around) => Effect
  /** It is shown, and no verdict and no consequence hangs on it. */
  settles?: 'nothing'
  /** That it is there at all. */
  added?: Effect
}

const OPPOSITE: Record<Effect, Effect> = {
  stricter: 'softer',
  softer: 'stricter',
  neutral: 'neutral',
  unknown: 'unknown',
}

const isList = (value: unknown): value is unknown[] => Array.isArray(value)
const isScalars = (value: unknown): value is unknown[] =>
  isList(value) && value.every((item) => typeof item !== 'object' || item === null)

const MAX_SHOWN = 200
const cut = (text: string): string => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text)

const plain = (value: unknown): string => {
  if (isScalars(value)) return cut(list(value))
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : cut(quoted(value))
}

type Told = { words: string; effect: Effect }

/** One change in words, without what it is about. */
export const tell = (change: Change, field: Field, around: Around): Told => {
  const { words, effect } = weigh(change, field, around)
  return { words: words.trimStart(), effect: field.settles === 'nothing' ? 'neutral' : effect }
}

const weigh = (change: Change, field: Field, around: Around): Told => {
  const { noun, words = plain, added = 'unknown' } = field
  const absent = field.absent?.(around)
  const [before, after] = [change.before ?? absent, change.after ?? absent]
  if (before === undefined) return { words: `${noun} added: ${words(after, around)}`, effect: added }
  if (after === undefined) return { words: `${noun} dropped: was ${words(before, around)}`, effect: OPPOSITE[added] }
  const [from, to] = [words(before, around), words(after, around)]
  const effect = field.effect?.(before, after, around) ?? 'unknown'
  if (from === to) return { words: sameMeaning(change, noun, to), effect: 'neutral' }
  if (isScalars(before) && isScalars(after)) return { words: `${noun}: ${moved(before, after)}`, effect }
  const [was, is] = [change.before, change.after].map((value) => (value === undefined ? ' (the default)' : ''))
  const same = effect === 'neutral' ? ', which is the same' : ''
  return { words: `${noun} from ${from}${was} to ${to}${is}${same}`, effect }
}

const sameMeaning = ({ before, after }: Change, noun: string, words: string): string => {
  if (before === undefined) return `${noun} now written out: ${words}, which was the default`
  if (after === undefined) return `${noun} no longer written out: ${words} stays, as the default`
  return `${noun} written otherwise, with the same meaning: ${words}`
}

/** What came into a list and what left it. */
const moved = (before: readonly unknown[], after: readonly unknown[]): string => {
  const added = after.filter((item) => !before.includes(item))
  const gone = before.filter((item) => !after.includes(item))
  const parts = [
    ...(added.length > 0 ? [`${list(added)} added`] : []),
    ...(gone.length > 0 ? [`${list(gone)} dropped`] : []),
  ]
  return parts.length > 0 ? cut(parts.join(', ')) : `in another order: ${cut(list(after))}`
}
