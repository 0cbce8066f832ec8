import { type View, type ViewOptions, viewOf } from '../view/view.ts'
import { elsewhere } from './counted.ts'
import { commentMarker } from './marker.ts'
import { build, type Room } from './sections.ts'
import { title } from './title.ts'

/** GitHub takes 65,536 characters. What the Action adds is within it. */
export const COMMENT_MAX = 64_000

/** The hidden lines that the Action adds. */
const ADDED_MAX = 400

export type CommentOptions = ViewOptions

const WHOLE: Room = { evidence: true, met: true, rows: 12 }

const LADDER: readonly Room[] = [
  WHOLE,
  { ...WHOLE, evidence: false },
  { ...WHOLE, evidence: false, met: false },
  { evidence: false, met: false, rows: 10 },
]

/** Totals and a link. */
const least = (view: View): string =>
  `${title(view)}\n\n${elsewhere('All of it is', view)}.\n\n${commentMarker(view.service)}\n`

/** The same comment ever shorter, from the whole of it to totals and a link. */
export function* rungs(view: View): Generator<string> {
  for (const room of LADDER) yield build(view, room)
  yield least(view)
}

/**
 * The comment on a pull request: GitHub-flavoured Markdown, line 1 at most 100 characters, under 64,000 in all with
 * what the Action adds, and the hidden marker by which it is found again as its last line.
 */
export const comment = (evaluation: View, options: CommentOptions = {}): string => {
  const view = viewOf(evaluation, options)
  for (const text of rungs(view)) if (text.length + ADDED_MAX < COMMENT_MAX) return text
  return least(view)
}
