import type { Evaluation } from '@plumbline/core'
import { alertFor } from '../comment/alert.ts'
import { closing, counted, zoneOf } from '../comment/counted.ts'
import { notes } from '../comment/notes.ts'
import { headingFor, table } from '../comment/table.ts'
import { title } from '../comment/title.ts'
import { windowLines } from '../comment/windows.ts'

/** A step's summary may have 1 MiB; at four bytes for the longest characters this stays below. */
export const SUMMARY_MAX = 250_000

export type SummaryOptions = {
  /** Markdown put above it, written by the caller: what was measured before the verdict came. */
  preface?: string
}

/** From everything to what always fits. */
const LADDER = [
  { rows: 1_000, figures: 1_000, limit: 50, events: 20 },
  { rows: 1_000, figures: 200, limit: 5, events: 0 },
  { rows: 200, figures: 0, limit: 0, events: 0 },
  { rows: 50, figures: 0, limit: 0, events: 0 },
] as const

type Room = (typeof LADDER)[number]

const build = (evaluation: Evaluation, { preface }: SummaryOptions, room: Room): string => {
  const { objectives } = evaluation
  const rows = objectives.slice(0, room.rows)
  const figures = objectives.slice(0, room.figures).map((result) => counted(result, zoneOf(evaluation), room))
  const sections = [
    ...(preface === undefined ? [] : [preface.trim()]),
    title(evaluation),
    alertFor(evaluation),
    ...(rows.length > 0 ? [table(headingFor(evaluation.event), rows, evaluation.exempted?.status === 'granted')] : []),
    ...(rows.length < objectives.length ? [`${objectives.length - rows.length} more in the evaluation.`] : []),
    ...windowLines(
      evaluation,
      objectives.filter(({ scope }) => scope !== 'change'),
    ),
    ...notes(evaluation),
    ...(figures.length > 0 ? ['#### What was counted', figures.join('\n')] : []),
    closing(evaluation),
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

/** The job's summary: the comment's longer sibling, with everything open and each figure's evidence. Below 1 MiB. */
export const summary = (evaluation: Evaluation, options: SummaryOptions = {}): string => {
  const [full, ...shorter] = LADDER
  let text = build(evaluation, options, full)
  for (const room of shorter) {
    if (text.length < SUMMARY_MAX) break
    text = build(evaluation, options, room)
  }
  return text
}
