import type { ObjectiveResult } from '@plumbline/core'
import { escapeMarkdown, figure } from '../text/markdown.ts'
import { nowText, targetText } from '../words/figures.ts'
import { nameOf } from '../words/name.ts'
import { consequence, quiet, standing } from '../words/standing.ts'
import { trend } from '../words/trend.ts'
import { windowName } from '../words/window.ts'

const SHOWN_PER_WINDOW = 1
const WINDOWS_SHOWN = 3

/** `▁▂▄█ 4 → 16.7 %, worse` */
const trendText = (result: ObjectiveResult): string => {
  const seen = trend(result)
  if (seen === null) return ''
  const way = seen.from === null ? '' : ` ${figure(seen.from, 40)} → ${figure(result.display, 40)}`
  return ` \`${seen.bars}\`${way}${seen.word === null ? '' : `, ${seen.word}`}`
}

const beside = ({ counter = [] }: ObjectiveResult): string =>
  counter
    .slice(0, 2)
    .map(
      ({ title, display }) =>
        `, beside it ${escapeMarkdown(title, 60).toLowerCase()} ${figure(display === '' ? 'no data' : display, 40)}`,
    )
    .join('')

const item = (result: ObjectiveResult): string => {
  const title = escapeMarkdown(nameOf(result), 90)
  const words = escapeMarkdown(consequence(result), 80)
  if (result.display === '') return `${title}: ${words}`
  const what = standing(result) === 'warns' ? '' : `, ${words}`
  return `${title} **${figure(nowText(result), 40)}**, target ${figure(targetText(result), 100)}${what}${beside(result)}`
}

/** `November 2026 so far: 1 of 6 missed (…) ▁▂▄█ 4 → 16.7 %, worse`: how many, the worst of them, and where it is going. */
const windowText = (members: readonly ObjectiveResult[], where: string): string => {
  const open = members.filter((result) => !quiet(result))
  const [worst] = open
  const window = worst?.window
  const when = window === undefined ? 'now' : escapeMarkdown(windowName(window))
  const missed = open.filter((result) => result.status === 'breached').length
  const head =
    missed > 0 ? `${missed} of ${members.length} missed` : `${members.length - open.length} of ${members.length} met`
  const hidden = open.length - SHOWN_PER_WINDOW
  const items = open.slice(0, SHOWN_PER_WINDOW).map(item)
  const more = hidden > 0 ? [`${hidden} more ${where}`] : []
  return `${when}: ${head} (${[...items, ...more].join('; ')})${worst === undefined ? '' : trendText(worst)}`
}

/**
 * One line for the service: each window in which something is wrong, and nothing where nothing is.
 * @param where the rest can be read
 */
export const windowLine = (results: readonly ObjectiveResult[], where = 'in the evaluation'): string[] => {
  const groups = Map.groupBy(
    results.filter((result) => standing(result) !== 'elsewhere'),
    (result) => result.window?.label ?? '',
  )
  const troubled = [...groups.values()].filter((members) => !members.every(quiet))
  if (troubled.length === 0) return []
  const shown = troubled.slice(0, WINDOWS_SHOWN).map((members) => windowText(members, where))
  const hidden = troubled.length - shown.length
  return [`**Service**, ${[...shown, ...(hidden > 0 ? [`${hidden} more windows ${where}`] : [])].join('. ')}.`]
}
