import { clean } from './clean.ts'
import { codeSpan, escapeMarkdown, figure } from './markdown.ts'

/**
 * A piece of a sentence. A bare string is written in this repository; all that comes from outside says how it is
 * shown, and is made harmless for the place where it is shown.
 */
export type Piece =
  | string
  /** Words of others: titles, details, values with their units. */
  | { text: string; max?: number }
  /** Figures. */
  | { strong: string }
  /** Names: services, commits, identifiers. */
  | { code: string }
  | { path: string }

export type Phrase = readonly Piece[]

const NAME_MAX = 100
const PATH_MAX = 90

export const toMarkdown = (phrase: Phrase): string =>
  phrase
    .map((piece) => {
      if (typeof piece === 'string') return piece
      if ('text' in piece) return escapeMarkdown(piece.text, piece.max)
      if ('strong' in piece) return `**${figure(piece.strong, NAME_MAX)}**`
      if ('code' in piece) return codeSpan(piece.code, NAME_MAX)
      return codeSpan(piece.path, PATH_MAX, 'end')
    })
    .join('')

export const toPlain = (phrase: Phrase): string =>
  phrase
    .map((piece) => {
      if (typeof piece === 'string') return piece
      if ('text' in piece) return clean(piece.text, piece.max)
      if ('strong' in piece) return clean(piece.strong, NAME_MAX)
      if ('code' in piece) return clean(piece.code, NAME_MAX)
      return clean(piece.path, PATH_MAX, 'end')
    })
    .join('')

/** `a`, `a and b`, `a, b and c`. */
export const list = (phrases: Phrase[]): Phrase =>
  phrases.flatMap((phrase, at) => [...(at === 0 ? [] : [at === phrases.length - 1 ? ' and ' : ', ']), ...phrase])

/** `1 test`, `2 tests`; digits in threes, so that long counts can be read. */
export const count = (n: number, one: string, many = `${one}s`): string => `${thousands(n)} ${n === 1 ? one : many}`

export const thousands = (n: number): string => {
  const [whole = '', ...fraction] = String(n).split('.')
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...fraction].join('.')
}

/** Blanks around words that are escaped on their own. */
const spaced = (text: string): Piece[] => [
  text.startsWith(' ') ? ' ' : '',
  ...(text.trim() === '' ? [] : [{ text: text.trim(), max: text.length }]),
  text.trim() !== '' && text.endsWith(' ') ? ' ' : '',
]

/** Words of the engine's for people: what it set in backticks is a name. */
export const prose = (words: string, max = 400): Phrase =>
  clean(words, max)
    .split(/`([^`]+)`/)
    .flatMap((part, at) => (at % 2 === 1 ? [{ code: part }] : spaced(part)))

/** The same as a whole sentence: a capital where it starts with a word, and its full stop. */
export const sentence = (words: string, max = 400): Phrase => {
  const text = clean(words, max).replace(/^\p{Ll}(?=\p{Ll}*[ ,;:])/u, (first) => first.toUpperCase())
  return [...prose(text, max), /[.!?…]$/.test(text) ? '' : '.']
}
