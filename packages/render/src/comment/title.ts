import { codeSpan } from '../text/markdown.ts'
import type { View } from '../view/view.ts'
import { headline } from '../words/headline.ts'

/** What an e-mail's subject, a phone and a check's title show. */
export const TITLE_MAX = 100

const LEAST_SERVICE = 12

/** Line 1: the verdict, what it is made of, and for which service; whole counts are left out before it gets too long. */
export const title = (view: View): string => {
  const { glyph, words, counts } = headline(view)
  const service = codeSpan(view.service, LEAST_SERVICE)
  const start = `### ${glyph} ${words}: `
  const kept = counts.filter(
    (_, at) => `${start}${counts.slice(0, at + 1).join(', ')}, … — ${service}`.length <= TITLE_MAX,
  )
  const text = `${start}${kept.join(', ')}${kept.length < counts.length ? ', …' : ''} — `
  // The longest form of the name that fits: escaping makes some names longer than they look.
  for (let max = TITLE_MAX; max > 0; max--) {
    const named = text + codeSpan(view.service, max)
    if (named.length <= TITLE_MAX) return named
  }
  return text.slice(0, -3)
}
