import type { Evaluation, ObjectiveResult } from '@plumbline/core'
import { escapeMarkdown, link } from '../text/markdown.ts'
import { toMarkdown } from '../text/phrase.ts'
import { earlyLine } from '../words/early.ts'
import { tightest } from '../words/headline.ts'
import { nameOf } from '../words/name.ts'
import { quiet, standing } from '../words/standing.ts'
import { alertFor } from './alert.ts'
import { closing, counted, zoneOf } from './counted.ts'
import { commentMarker } from './marker.ts'
import { fold, notes } from './notes.ts'
import { headingFor, table } from './table.ts'
import { title } from './title.ts'
import { windowLines } from './windows.ts'

/** GitHub takes 65,536; what the Action adds around it must fit too. */
export const COMMENT_MAX = 64_000

export type CommentOptions = {
  /** `full`: objectives of the window stand in the table too. Default `change`. */
  detail?: 'change' | 'full'
}

/** How much a comment may show; each step drops a whole section. */
type Room = { evidence: boolean; met: boolean; rows: number }

const ROWS_SHOWN = 12

const LADDER: readonly Room[] = [
  { evidence: true, met: true, rows: ROWS_SHOWN },
  { evidence: false, met: true, rows: ROWS_SHOWN },
  { evidence: false, met: false, rows: ROWS_SHOWN },
  { evidence: false, met: false, rows: 10 },
]

const EVIDENCE = { limit: 5, events: 0 }
const EVIDENCE_SHOWN = 20

type Parts = {
  /** In the table, worst first. */
  open: ObjectiveResult[]
  /** Behind a fold: nobody has to do anything about them. */
  folded: ObjectiveResult[]
  /** Of the window, told in a line. */
  windows: ObjectiveResult[]
}

/**
 * The change's own objectives stand open where something is wrong, and so does whatever blocks; the window's are
 * told in a line, because this change alone rarely decides them.
 */
const divide = ({ objectives, event, verdict }: Evaluation, { detail = 'change' }: CommentOptions): Parts => {
  const judged = objectives.filter((result) => standing(result) !== 'elsewhere')
  const own = (result: ObjectiveResult) =>
    result.scope === 'change' || result.blocking || detail === 'full' || event === 'deployment' || event === 'manual'
  const loud = judged.filter((result) => own(result) && !quiet(result))
  const room = verdict === 'pass' ? 0 : Math.max(0, ROWS_SHOWN - loud.length)
  const open = [...loud, ...judged.filter((result) => result.scope === 'change' && quiet(result)).slice(0, room)]
  return {
    open,
    folded: judged.filter((result) => quiet(result) && !open.includes(result)),
    windows: judged.filter((result) => !own(result)),
  }
}

const tightestLine = (evaluation: Evaluation): string[] => {
  const found =
    evaluation.verdict === 'pass' && evaluation.exempted?.status !== 'granted' ? tightest(evaluation.objectives) : null
  if (found === null) return []
  const [name, display, target, margin] = [nameOf(found), found.display, found.target, found.margin].map((text) =>
    escapeMarkdown(text, 110),
  )
  return [`Tightest: **${name}**, ${display} (target ${target}), ${margin}.`]
}

const earlyWarning = ({ objectives }: Evaluation): string[] => {
  const line = earlyLine(objectives)
  return line === null ? [] : [toMarkdown(line)]
}

const evidenceSection = (evaluation: Evaluation, shown: ObjectiveResult[]): string => {
  const zone = zoneOf(evaluation)
  const lines = shown.slice(0, EVIDENCE_SHOWN).map((result) => counted(result, zone, EVIDENCE))
  const more = shown.length > lines.length ? [`- ${shown.length - lines.length} more in the evaluation`] : []
  return fold('What was counted', [...lines, ...more, '', closing(evaluation)].join('\n'))
}

const foldTitle = (results: ObjectiveResult[]): string => {
  const met = results.filter((result) => result.status === 'met').length
  const rest = results.length - met
  return [...(met > 0 ? [`${met} met`] : []), ...(rest > 0 ? [`${rest} not to be judged`] : [])].join(', ')
}

const build = (evaluation: Evaluation, options: CommentOptions, room: Room): string => {
  const { open, folded, windows } = divide(evaluation, options)
  const rows = open.slice(0, room.rows)
  const heading = headingFor(evaluation.event)
  const hidden = open.length - rows.length + (room.met ? 0 : folded.length)
  const judged = evaluation.objectives.filter((result) => standing(result) !== 'elsewhere')
  const sections = [
    title(evaluation),
    alertFor(evaluation),
    ...tightestLine(evaluation),
    ...(rows.length > 0 ? [table(heading, rows, evaluation.exempted?.status === 'granted')] : []),
    ...(hidden > 0 ? [`${link(`${hidden} more in the evaluation`, evaluation.url)}.`] : []),
    ...windowLines(evaluation, windows),
    ...earlyWarning(evaluation),
    ...notes(evaluation),
    ...(room.met && folded.length > 0
      ? [fold(foldTitle(folded), table(folded.some(({ scope }) => scope !== 'change') ? 'Objective' : heading, folded))]
      : []),
    room.evidence && judged.length > 0 ? evidenceSection(evaluation, judged) : closing(evaluation),
    commentMarker(evaluation.service),
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

/**
 * The comment on a pull request: GitHub-flavoured Markdown, line 1 at most 100 characters, under 64,000 in all,
 * with the hidden marker by which it is found again as its last line.
 */
export const comment = (evaluation: Evaluation, options: CommentOptions = {}): string => {
  for (const room of LADDER) {
    const text = build(evaluation, options, room)
    if (text.length < COMMENT_MAX) return text
  }
  // Every text in it is capped, so this is out of reach; a verdict without a comment would be worse.
  return `${title(evaluation)}\n\n${link('All of it is in the evaluation', evaluation.url)}.\n\n${commentMarker(evaluation.service)}\n`
}
