import { alertFor } from '../comment/alert.ts'
import { closing, counted, zoneOf } from '../comment/counted.ts'
import { notes } from '../comment/notes.ts'
import { passLines } from '../comment/pass.ts'
import { headingFor, table } from '../comment/table.ts'
import { title } from '../comment/title.ts'
import { windowLine } from '../comment/windows.ts'
import { link } from '../text/markdown.ts'
import { type View, type ViewOptions, viewOf } from '../view/view.ts'
import { isLetThrough } from '../words/exempted.ts'

/** Bytes in UTF-8. A step's summary may have 1 MiB; what was measured and what went wrong stands in it too. */
export const SUMMARY_MAX = 900_000

export type SummaryOptions = ViewOptions

/** From everything to what always fits; each step drops whole rows. */
const LADDER = [
  { rows: 1_000, figures: 1_000, limit: 50, events: 20 },
  { rows: 1_000, figures: 200, limit: 5, events: 0 },
  { rows: 200, figures: 0, limit: 0, events: 0 },
  { rows: 50, figures: 0, limit: 0, events: 0 },
] as const

type Room = (typeof LADDER)[number]

const build = (view: View, room: Room): string => {
  const { objectives } = view
  const rows = objectives.slice(0, room.rows)
  const figures = objectives.slice(0, room.figures).map((result) => counted(result, zoneOf(view), room))
  const sections = [
    title(view),
    alertFor(view),
    ...passLines(view),
    ...(rows.length > 0 ? [table(headingFor(view.event), rows, isLetThrough(view))] : []),
    ...(rows.length < objectives.length
      ? [`${link(`${objectives.length - rows.length} more in the evaluation`, view.url)}.`]
      : []),
    ...windowLine(
      objectives.filter(({ scope }) => scope !== 'change'),
      'above',
    ),
    ...notes(view),
    ...(figures.length > 0 ? ['#### What was counted', figures.join('\n')] : []),
    closing(view),
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

/** The job's summary: the comment's longer sibling, with everything open and each figure's evidence. Below 1 MiB. */
export const summary = (evaluation: View, options: SummaryOptions = {}): string => {
  const view = viewOf(evaluation, options)
  for (const room of LADDER) {
    const text = build(view, room)
    if (new TextEncoder().encode(text).length < SUMMARY_MAX) return text
  }
  return `${title(view)}\n\n${link('All of it is in the evaluation', view.url)}.\n`
}
