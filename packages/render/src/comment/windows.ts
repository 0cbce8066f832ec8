import type { Evaluation, ObjectiveResult } from '@plumbline/core'
import { codeSpan, escapeMarkdown } from '../text/markdown.ts'
import { nameOf } from '../words/name.ts'
import { consequence, quiet, standing } from '../words/standing.ts'
import { trend } from '../words/trend.ts'
import { windowName } from '../words/window.ts'

const SHOWN_PER_WINDOW = 3
const WINDOWS_SHOWN = 6

const trendText = (result: ObjectiveResult): string => {
  const seen = trend(result)
  if (seen === null) return ''
  const way = seen.from === null ? '' : ` ${seen.from} → ${escapeMarkdown(result.display, 40)}`
  return `, \`${seen.bars}\`${way}${seen.word === null ? '' : `, ${seen.word}`}`
}

const beside = ({ counter = [] }: ObjectiveResult): string =>
  counter
    .slice(0, 2)
    .map(
      ({ title, display }) =>
        `; beside it ${escapeMarkdown(title, 60).toLowerCase()} ${escapeMarkdown(display === '' ? 'no data' : display, 40)}`,
    )
    .join('')

const item = (result: ObjectiveResult): string => {
  const title = escapeMarkdown(nameOf(result), 90)
  if (result.display === '') return `${title}: ${escapeMarkdown(consequence(result), 80)}`
  const what = standing(result) === 'warns' ? '' : ` (${consequence(result)})`
  return `${title} **${escapeMarkdown(result.display, 40)}**, target ${escapeMarkdown(result.target, 100)}${what}${trendText(result)}${beside(result)}`
}

/** One line for each window in which something is wrong: how many are met, and which are not. */
export const windowLines = (evaluation: Evaluation, results: readonly ObjectiveResult[]): string[] => {
  const groups = Map.groupBy(
    results.filter((result) => standing(result) !== 'elsewhere'),
    (result) => result.window?.label ?? '',
  )
  const troubled = [...groups].filter(([, members]) => !members.every(quiet))
  const lines = troubled.slice(0, WINDOWS_SHOWN).map(([, members]) => {
    const open = members.filter((result) => !quiet(result))
    const window = members[0]?.window
    const where = `${codeSpan(evaluation.service, 70)}, ${window === undefined ? 'now' : escapeMarkdown(windowName(window))}`
    const missed = open.filter((result) => result.status === 'breached').length
    const head =
      missed > 0 ? `${missed} of ${members.length} missed` : `${members.length - open.length} of ${members.length} met`
    const more = open.length > SHOWN_PER_WINDOW ? `. ${open.length - SHOWN_PER_WINDOW} more in the evaluation` : ''
    return `${where}: ${head}. ${open.slice(0, SHOWN_PER_WINDOW).map(item).join('. ')}${more}.`
  })
  return troubled.length > WINDOWS_SHOWN
    ? [...lines, `${troubled.length - WINDOWS_SHOWN} more windows in the evaluation.`]
    : lines
}
