import { quoted, refuse, unknownFormat, unsupportedFormat } from './problem.ts'
import { Cursor } from './text/cursor.ts'

/** What the first bytes say; XML and JSON are told apart further by what is in them. */
export type Family = 'xml' | 'json' | 'lcov' | 'gocoverprofile'

/** Lines of chatter (a banner, an empty test name) that may come before the first record. */
const LINES_LOOKED_AT = 20

export const detect = (bytes: Uint8Array): Family => {
  const cursor = new Cursor(bytes)
  let firstLine: string | undefined
  for (let looked = 0; looked < LINES_LOOKED_AT && cursor.nextLine(); ) {
    // Before a string is made of it: a file of nothing but spaces has millions of such lines.
    if (cursor.end === cursor.start) continue
    const text = cursor.text(cursor.start, Math.min(cursor.end, cursor.start + 200)).trim()
    if (looked++ === 0) {
      if (text.startsWith('<')) return 'xml'
      if (text.startsWith('{') || text.startsWith('[')) return 'json'
      firstLine = text
    }
    if (/^mode: ?(set|count|atomic)$/.test(text)) return 'gocoverprofile'
    if (/^(TN|SF):/.test(text)) return 'lcov'
    if (/^File\s*\|\s*% Stmts\s*\|/.test(text)) return unsupportedFormat('istanbul-text')
  }
  if (firstLine === undefined)
    return refuse({ code: 'empty', message: 'the file is empty: the tool that should have written it did not' })
  return unknownFormat(`the file begins with ${quoted(firstLine)}`, { line: 1 })
}
