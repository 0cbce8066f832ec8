import type { ObjectiveResult } from '@plumbline/core'
import { clean } from '../text/clean.ts'
import { count, toPlain } from '../text/phrase.ts'
import { evidenceLines } from '../words/evidence.ts'
import { consequence, now, quiet, STATUS_WORDS, type Standing, standing } from '../words/standing.ts'
import { type Cell, harmless, layOut, wrap } from './layout.ts'
import { type Colour, painter } from './paint.ts'

export type TerminalOptions = {
  colour: boolean
  /** Columns of the terminal. Default 100. */
  width?: number
  /** Everything, with how each figure came about; without it what is met is only counted. */
  all?: boolean
}

export const DEFAULT_WIDTH = 100
const ID_MAX = 40
const CELL_MAX = 40
/** One that was made of a baseline says of which. */
const TARGET_MAX = 80

const MARKS: Record<Standing, { mark: string; colour: Colour }> = {
  blocks: { mark: '✗', colour: 'red' },
  warns: { mark: '!', colour: 'yellow' },
  at_risk: { mark: '!', colour: 'yellow' },
  no_data: { mark: '?', colour: 'dim' },
  recorded: { mark: 'i', colour: 'dim' },
  elsewhere: { mark: '-', colour: 'dim' },
  nothing: { mark: '-', colour: 'dim' },
  set_aside: { mark: '-', colour: 'dim' },
  met: { mark: '✓', colour: 'green' },
}

const cells = (result: ObjectiveResult): Cell[] => {
  const { mark, colour } = MARKS[standing(result)]
  return [
    { text: `${mark} ${STATUS_WORDS[result.status]}`, colour },
    { text: clean(result.id, ID_MAX) },
    { text: result.display === '' ? '' : clean(now(result), CELL_MAX) },
    { text: clean(result.target, TARGET_MAX) },
    { text: clean(result.margin, CELL_MAX) },
    { text: clean(result.status === 'at_risk' ? '' : consequence(result), 70) },
  ]
}

/** Mark, status and name stand on the first line of a row that needs two. */
const LEADS = 2
const NONE: Cell = { text: '' }

const FOLDED_WORDS: Partial<Record<Standing, { status: string; why: string }>> = {
  met: { status: 'met', why: '' },
  nothing: { status: 'no data', why: 'nothing to cover' },
  elsewhere: { status: 'no data', why: 'needs a server' },
  set_aside: { status: 'set aside', why: '' },
}

/** One row for all that stand alike and need nobody. */
const foldedRows = (folded: ObjectiveResult[]): Cell[][] =>
  [...Map.groupBy(folded, standing)].map(([found, members]) => {
    const { mark, colour } = MARKS[found]
    const { status, why } = FOLDED_WORDS[found] ?? { status: found, why: '' }
    return [
      { text: `${mark} ${status}`, colour },
      { text: count(members.length, 'objective') },
      NONE,
      NONE,
      NONE,
      { text: why },
    ]
  })

/** Objectives with value, target, margin and what follows, aligned; what is met in one line unless all is asked for. */
export const statusTable = (
  results: readonly ObjectiveResult[],
  options: TerminalOptions & { timeZone?: string },
): string => {
  const { colour, width = DEFAULT_WIDTH, all = false, timeZone = 'UTC' } = options
  const paint = painter(colour)
  const open = results.filter((result) => all || !quiet(result))
  const folded = foldedRows(results.filter((result) => !open.includes(result)))
  const rows = layOut([...open.map(cells), ...folded], width, paint, LEADS)
  const evidence = (result: ObjectiveResult | undefined) =>
    all && result
      ? evidenceLines(result, timeZone, { limit: 10, events: 10 }).flatMap((line) =>
          wrap(toPlain(line), width, '      '),
        )
      : []
  const lines = rows.flatMap((row, at) => [...row, ...evidence(open[at])])
  if (folded.length > 0) lines.push(`${lines.pop() ?? ''}   ${paint('--all to show', 'dim')}`)
  return lines.map(harmless).join('\n')
}
