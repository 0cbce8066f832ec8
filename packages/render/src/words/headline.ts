import type { Evaluation, ObjectiveResult } from '@plumbline/core'
import { STANDINGS, type Standing, standing } from './standing.ts'

/** The verdict in a few words with what it is made of, for the places that show one line. */
export type Headline = { glyph: string; words: string; counts: string[] }

const COUNTS: Record<Standing, (n: number) => string> = {
  blocks: (n) => `${n} ${n === 1 ? 'blocks' : 'block'}`,
  warns: (n) => `${n} ${n === 1 ? 'warns' : 'warn'}`,
  at_risk: (n) => `${n} at risk`,
  no_data: (n) => `${n} without data`,
  recorded: (n) => `${n} recorded`,
  elsewhere: (n) => `${n} ${n === 1 ? 'needs' : 'need'} a server`,
  nothing: (n) => `${n} nothing to cover`,
  set_aside: (n) => `${n} set aside`,
  met: (n) => `${n} met`,
}

/** How many stand where, worst first, as words. */
export const tally = (results: readonly ObjectiveResult[]): string[] =>
  STANDINGS.flatMap((found) => {
    const n = results.filter((result) => standing(result) === found).length
    return n === 0 ? [] : [COUNTS[found](n)]
  })

const passed = (results: ObjectiveResult[]): Pick<Headline, 'glyph' | 'words'> => {
  if (results.some((result) => result.status === 'breached'))
    return { glyph: 'ℹ️', words: 'Passes, with breaches recorded' }
  if (results.some((result) => result.status === 'met' || result.status === 'at_risk'))
    return { glyph: '✅', words: 'Agreement met' }
  return { glyph: '⚪', words: 'Passes, nothing was judged' }
}

const verdictWords = (evaluation: Evaluation): Pick<Headline, 'glyph' | 'words'> => {
  if (evaluation.agreement === null) return { glyph: '⚪', words: 'No agreement in force' }
  if (evaluation.exempted?.status === 'granted') return { glyph: '⚠️', words: 'Exempted' }
  switch (evaluation.verdict) {
    case 'fail':
      return { glyph: '❌', words: 'Agreement not met' }
    case 'warn':
      return { glyph: '⚠️', words: 'Passes with warnings' }
    case 'pass':
      return passed(evaluation.objectives)
    default:
      return evaluation.verdict satisfies never
  }
}

export const headline = (evaluation: Evaluation): Headline => {
  const results = evaluation.objectives
  const words = verdictWords(evaluation)
  if (results.length === 0) return { ...words, counts: ['nothing to judge'] }
  if (results.every((result) => standing(result) === 'met'))
    return { ...words, counts: [results.length === 1 ? '1 met' : `all ${results.length}`] }
  const counts = tally(results)
  if (evaluation.exempted?.status === 'granted')
    return { ...words, counts: counts.map((text) => text.replace(/^(\d+) blocks?$/, '$1 would block')) }
  return { ...words, counts }
}

/** Met objectives leave room; this one has the least, as a share of its target. Null where none has any. */
export const tightest = (results: readonly ObjectiveResult[]): ObjectiveResult | null => {
  const measured = results.flatMap((result) => {
    const { value, target_bounds: bounds } = result
    if (result.status !== 'met' || value === null || result.margin === '') return []
    const edges = 'op' in bounds ? [bounds.value] : 'low' in bounds ? [bounds.low, bounds.high] : []
    return [{ result, room: Math.min(...edges.map((edge) => Math.abs(value - edge) / Math.max(Math.abs(edge), 1))) }]
  })
  return measured.sort((a, b) => a.room - b.room)[0]?.result ?? null
}
