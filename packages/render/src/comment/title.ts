import { codeSpan } from '../text/markdown.ts'
import type { View } from '../view/view.ts'
import { conclusion, headline } from '../words/headline.ts'

/** What an e-mail's subject, a phone and a check's title show. */
export const TITLE_MAX = 100

const LEAST_SERVICE = 12

/**
 * Line 1: the verdict, what it is made of, and for which service; whole counts are left out before it gets too long. Of
 * a change its own alone: what its service misses is told below, and is never said to be its fault.
 */
export const title = (view: View): string => {
  const { glyph, words, made } = headline(view)
  const start = `### ${glyph} `
  const end = ` — ${codeSpan(view.service, LEAST_SERVICE)}`
  const text = start + conclusion({ words, made: made.slice(0, 1) }, TITLE_MAX - start.length - end.length)
  // The longest form of the name that fits: escaping makes some names longer than they look.
  for (let max = TITLE_MAX; max > 0; max--) {
    const named = `${text} — ${codeSpan(view.service, max)}`
    if (named.length <= TITLE_MAX) return named
  }
  return text
}
