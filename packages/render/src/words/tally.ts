import type { ObjectiveResult } from '@plumbline/core'
import { count } from '../text/phrase.ts'
import { STANDINGS, STATUS_WORDS, type Standing, standing } from './standing.ts'

const COUNTED: Record<Exclude<Standing, 'set_aside'>, (n: number) => string> = {
  blocks: (n) => (n === 1 ? 'blocks' : 'block'),
  warns: (n) => (n === 1 ? 'warns' : 'warn'),
  at_risk: () => 'at risk',
  no_data: () => 'without data',
  recorded: () => 'recorded',
  elsewhere: (n) => (n === 1 ? 'needs a server' : 'need a server'),
  nothing: () => 'with nothing to cover',
  met: () => 'met',
}

const ASIDE = ['waived', 'excluded', 'not_in_force'] as const

/** How many stand where, worst first, as words: `1 objective blocks`, `2 met`. What is counted is named once. */
export const tally = (results: readonly ObjectiveResult[], exempted = false): string[] =>
  STANDINGS.flatMap((found) => {
    const members = results.filter((result) => standing(result) === found)
    if (found !== 'set_aside') {
      const words = exempted && found === 'blocks' ? () => 'would block' : COUNTED[found]
      return [{ n: members.length, words: words(members.length) }]
    }
    return ASIDE.map((status) => ({
      n: members.filter((result) => result.status === status).length,
      words: STATUS_WORDS[status],
    }))
  })
    .filter(({ n }) => n > 0)
    .map(({ n, words }, at) => `${at === 0 ? count(n, 'objective') : n} ${words}`)
