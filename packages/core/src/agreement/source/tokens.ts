import { MAX_DEPTH, MAX_TOKENS } from './limits.ts'
import type { SourceMistake } from './text.ts'

/** What the lexer says of documents, flow errors and scalars between the words; no text stands for it. */
const MARKS = new Set(['\u0002', '\u0018', '\u001f'])

/**
 * Looks at the tokens of a text as they are read: brackets too deep, or more of them than any agreement has. What
 * passes is composed in bounded time, which begins at the end of a document.
 */
export const tokenLimits = (): ((token: string) => SourceMistake | null) => {
  let depth = 0
  let tokens = 0
  let offset = 0
  return (token) => {
    if (++tokens > MAX_TOKENS) {
      return {
        code: 'too_large',
        message: 'the file has more words and signs than any agreement needs',
        offset,
        length: 1,
      }
    }
    if (token === '[' || token === '{') depth++
    else if (token === ']' || token === '}') depth--
    if (depth > MAX_DEPTH) return tooDeep(offset)
    if (!MARKS.has(token)) offset += token.length
    return null
  }
}

export const tooDeep = (offset: number): SourceMistake => ({
  code: 'too_deep',
  message: `nested more than ${MAX_DEPTH} levels deep`,
  offset,
  length: 1,
})
