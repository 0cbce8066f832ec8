import type { ObjectiveResult } from '@plumbline/core'
import { toMarkdown } from '../text/phrase.ts'
import type { View } from '../view/view.ts'
import { earlyLine } from '../words/early.ts'
import { isLetThrough } from '../words/exempted.ts'
import { isOwn } from '../words/own.ts'
import { standing } from '../words/standing.ts'
import { tally } from '../words/tally.ts'
import { alertFor } from './alert.ts'
import { closing, counted, elsewhere, zoneOf } from './counted.ts'
import { commentMarker } from './marker.ts'
import { fold, notes } from './notes.ts'
import { divide } from './parts.ts'
import { passLines } from './pass.ts'
import { headingFor, table } from './table.ts'
import { title } from './title.ts'
import { windowLine } from './windows.ts'

/** How much a comment may show; each step of the ladder drops a whole section. */
export type Room = { evidence: boolean; met: boolean; rows: number }

const EVIDENCE = { limit: 5, events: 0 }
const EVIDENCE_SHOWN = 20

const earlyWarning = ({ objectives }: View): string[] => {
  const line = earlyLine(objectives)
  return line === null ? [] : [toMarkdown(line)]
}

const evidenceSection = (view: View, shown: ObjectiveResult[]): string => {
  const zone = zoneOf(view)
  const lines = shown.slice(0, EVIDENCE_SHOWN).map((result) => {
    const whole = counted(result, zone, EVIDENCE)
    // What is met needs no more than its sentence; the rest is in the evaluation.
    return result.status === 'met' ? whole.split('\n', 1).join('') : whole
  })
  const more = shown.length > lines.length ? [`- ${shown.length - lines.length} more in the evaluation`] : []
  return fold('What was counted', [...lines, ...more, '', closing(view)].join('\n'))
}

/** `2 objectives met`, or `This change: 2 objectives met; service: 1 objective met, 1 waived`. */
const foldTitle = (results: ObjectiveResult[], view: View): string => {
  const own = results.filter(isOwn(view))
  const service = tally(results.filter((result) => !own.includes(result))).join(', ')
  if (service === '') return tally(own).join(', ')
  return own.length === 0 ? `Service: ${service}` : `This change: ${tally(own).join(', ')}; service: ${service}`
}

/** The comment's sections that this room allows, in their order. */
export const build = (view: View, room: Room): string => {
  const { open, folded, windows } = divide(view)
  const rows = open.slice(0, room.rows)
  const heading = headingFor(view.event)
  const hidden = open.length - rows.length + (room.met ? 0 : folded.length)
  const judged = view.objectives.filter((result) => standing(result) !== 'elsewhere')
  const sections = [
    title(view),
    alertFor(view),
    ...passLines(view),
    ...(rows.length > 0 ? [table(heading, rows, isLetThrough(view))] : []),
    ...(hidden > 0 ? [`${elsewhere(`${hidden} more`, view)}.`] : []),
    ...windowLine(windows),
    ...earlyWarning(view),
    ...notes(view),
    ...(room.met && folded.length > 0
      ? [fold(foldTitle(folded, view), table(folded.every(isOwn(view)) ? heading : 'Objective', folded))]
      : []),
    room.evidence && judged.length > 0 ? evidenceSection(view, judged) : closing(view),
    commentMarker(view.service),
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}
