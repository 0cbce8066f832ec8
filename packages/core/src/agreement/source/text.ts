import type { Result } from '../../result.ts'
import { ok, refused } from '../../result.ts'
import type { MistakeCode } from '../mistake.ts'
import { MAX_BYTES } from './limits.ts'

/** A mistake at an offset of the text. */
export type SourceMistake = { code: MistakeCode; message: string; offset: number; length: number; suggestion?: string }

/** Control characters and those that make text read otherwise than it is: two parties must see the same words. */
const FORBIDDEN = /[[\p{Cc}--[\t\n\r]]\p{Bidi_Control}\ufffe\uffff]/v

const byteLength = (text: string) => new TextEncoder().encode(text).length

const decode = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

const codePoint = (text: string, offset: number) =>
  `U+${(text.codePointAt(offset) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

/** The text of a file: UTF-8, of bounded size, without characters that hide. A byte order mark is dropped. */
export const readText = (input: string | Uint8Array): Result<string, SourceMistake> => {
  const size =
    typeof input === 'string' ? (input.length > MAX_BYTES ? input.length : byteLength(input)) : input.byteLength
  if (size > MAX_BYTES) {
    const message = `the file has ${Math.ceil(size / 1024)} KiB; an agreement has at most ${MAX_BYTES / 1024} KiB`
    return refused({ code: 'too_large', message, offset: 0, length: 1 })
  }
  const decoded = typeof input === 'string' ? input : decode(input)
  if (decoded === null)
    return refused({ code: 'not_utf8', message: 'the file is not UTF-8 text', offset: 0, length: 1 })
  const text = decoded.replace(/^\uFEFF/, '')
  const lone = loneSurrogate(text)
  if (lone !== null)
    return refused({
      code: 'not_utf8',
      message: 'half a character (a lone surrogate); save the file as UTF-8',
      offset: lone,
      length: 1,
    })
  const forbidden = FORBIDDEN.exec(text)
  if (forbidden) {
    const message = `${codePoint(text, forbidden.index)} is a character that cannot be seen or makes text read otherwise; remove it`
    return refused({ code: 'forbidden_character', message, offset: forbidden.index, length: 1 })
  }
  return ok(text)
}

const loneSurrogate = (text: string): number | null => {
  if (text.isWellFormed()) return null
  const match = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.exec(text)
  return match?.index ?? 0
}
