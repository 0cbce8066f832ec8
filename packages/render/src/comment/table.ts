import type { Evaluation, ObjectiveResult } from '@plumbline/core'
import { escapeMarkdown } from '../text/markdown.ts'
import { nameOf } from '../words/name.ts'
import { consequence, glyph, now, quiet } from '../words/standing.ts'

const TITLE_MAX = 110
const CELL_MAX = 60
/** One that was made of a baseline says of which. */
const TARGET_MAX = 100

const row = (result: ObjectiveResult, exempted: boolean): string => {
  const title = escapeMarkdown(nameOf(result), TITLE_MAX)
  const cells = [
    `${glyph(result)} ${quiet(result) ? title : `**${title}**`}`,
    escapeMarkdown(now(result), CELL_MAX),
    escapeMarkdown(result.target, TARGET_MAX),
    escapeMarkdown(result.margin, CELL_MAX),
    escapeMarkdown(consequence(result, exempted), CELL_MAX),
  ]
  return `|${cells.map((cell) => (cell === '' ? ' ' : ` ${cell} `)).join('|')}|`
}

/** One table, always with what is, what was agreed and the distance between; units stand in every cell. */
export const table = (heading: string, results: readonly ObjectiveResult[], exempted = false): string =>
  [
    `| ${heading} | Now | Target | Margin | |`,
    '|:--|--:|--:|--:|:--|',
    ...results.map((result) => row(result, exempted)),
  ].join('\n')

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
