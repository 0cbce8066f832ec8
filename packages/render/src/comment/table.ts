import type { Evaluation, ObjectiveResult } from '@plumbline/core'
import { escapeMarkdown, figure } from '../text/markdown.ts'
import { marginText, nowText, targetText } from '../words/figures.ts'
import { nameOf } from '../words/name.ts'
import { consequence, glyph, quiet } from '../words/standing.ts'

const TITLE_MAX = 110
const CELL_MAX = 60
/** One that was made of a baseline says of which. */
const TARGET_MAX = 100

const cellsOf = (result: ObjectiveResult, exempted: boolean): string[] => {
  const title = escapeMarkdown(nameOf(result), TITLE_MAX)
  return [
    `${glyph(result)} ${quiet(result) ? title : `**${title}**`}`,
    figure(nowText(result), CELL_MAX),
    figure(targetText(result), TARGET_MAX),
    figure(marginText(result), CELL_MAX),
    escapeMarkdown(consequence(result, exempted), CELL_MAX),
  ]
}

const row = (cells: readonly string[]): string =>
  `|${cells.map((cell) => (cell === '' ? ' ' : ` ${cell} `)).join('|')}|`

/**
 * One table, always with what is, what was agreed and the distance between; units stand in every cell. The last
 * column, what follows, is left out where nothing does.
 */
export const table = (heading: string, results: readonly ObjectiveResult[], exempted = false): string => {
  const rows = results.map((result) => cellsOf(result, exempted))
  const columns = rows.every((cells) => cells.at(-1) === '') ? 4 : 5
  const sides = ['', ':--', '--:', '--:', '--:', ':--'].slice(0, columns + 1)
  const lines = [[heading, 'Now', 'Target', 'Margin', ''], ...rows].map((cells) => row(cells.slice(0, columns)))
  return lines.toSpliced(1, 0, `${sides.join('|')}|`).join('\n')
}

export const headingFor = (event: Evaluation['event']): string => {
  switch (event) {
    case 'pull_request':
    case 'merge_group':
    case 'push':
      return 'This change'
    case 'deployment':
      return 'This deployment'
    case 'manual':
      return 'Objective'
    default:
      return event satisfies never
  }
}
