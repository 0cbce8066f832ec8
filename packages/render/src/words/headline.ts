import type { ObjectiveResult } from '@plumbline/core'
import type { View } from '../view/view.ts'
import { invalidEdit } from './edit.ts'
import { isLetThrough } from './exempted.ts'
import { isOwn } from './own.ts'
import { isQuiet, type Standing, standing } from './standing.ts'
import { tally } from './tally.ts'

/**
 * How many stand where, worst first. The numbers of a change and those of its service are told apart, so that each is
 * one of something; `of` is empty where there is nothing else to take them for.
 */
export type Counts = { of: '' | 'this change' | 'service'; counts: string[] }

/** The verdict in a few words with what it is made of, for the places that show one line. What the change can mend comes first. */
export type Headline = { glyph: string; words: string; made: Counts[] }

const MET = 'Agreement met'

type Words = Pick<Headline, 'glyph' | 'words'>

/** How the change stands, and how the service does beside it. */
type Sides = { own: readonly Standing[]; service: readonly Standing[] }

const passed = ({ own, service }: Sides): Words => {
  const all = own.length > 0 ? own : service
  if (all.includes('recorded')) return { glyph: 'ℹ️', words: 'Passes, with breaches recorded' }
  if (service.includes('recorded')) return { glyph: 'ℹ️', words: 'Change passes, service breach recorded' }
  if (all.includes('met') || all.includes('at_risk')) return { glyph: '✅', words: MET }
  if (all.includes('set_aside')) return { glyph: '➖', words: 'Passes, set aside by both parties' }
  return { glyph: '⚪', words: 'Passes, nothing was judged' }
}

const verdictWords = (view: View, sides: Sides): Words => {
  if (view.agreement === null) return { glyph: '⚪', words: 'No agreement in force' }
  if (invalidEdit(view)) return { glyph: '❌', words: 'The agreement’s edit is not valid' }
  if (isLetThrough(view)) return { glyph: '⚠️', words: 'Exempted' }
  if (view.outstanding !== undefined) {
    const { received, expected } = view.outstanding
    return { glyph: '⏳', words: `Not final, ${received} of ${expected} uploads` }
  }
  switch (view.verdict) {
    case 'fail':
      return { glyph: '❌', words: 'Agreement not met' }
    case 'warn':
      return { glyph: '⚠️', words: isServicesDoing(view) ? 'Change passes, service warns' : 'Passes with warnings' }
    case 'pass':
      return passed(sides)
    default:
      return view.verdict satisfies never
  }
}

const sidesOf = (view: View): Record<'own' | 'others', ObjectiveResult[]> => {
  const own = view.objectives.filter(isOwn(view))
  return { own, others: view.objectives.filter((result) => !own.includes(result)) }
}

const standings = (view: View): Sides => {
  const { own, others } = sidesOf(view)
  return { own: own.map(standing), service: [...others.map(standing), ...(view.withheld ?? [])] }
}

/** The change has nothing to mend: only the service's windows, which it can't mend, keep the verdict from `pass`. */
export const isServicesDoing = (view: View): boolean => {
  const { own, service } = standings(view)
  return view.verdict === 'warn' && own.every(isQuiet) && own.length > 0 && !service.every(isQuiet)
}

const countsOf = (results: readonly ObjectiveResult[], view: View, words: string): string[] => {
  if (results.length > 1 && results.every((result) => standing(result) === 'met'))
    return [`all ${results.length} objectives${words === MET ? '' : ' met'}`]
  return tally(results, isLetThrough(view))
}

const madeOf = (view: View, words: string): Counts[] => {
  const { own, others } = sidesOf(view)
  const counts = countsOf(own, view, words)
  const service = view.withheld?.length ? ['figures not public'] : countsOf(others, view, words)
  if (service.length > 0)
    return [...(counts.length > 0 ? [{ of: 'this change', counts } as const] : []), { of: 'service', counts: service }]
  return [{ of: '', counts: counts.length > 0 ? counts : ['nothing to judge'] }]
}

/** The verdict, and how many objectives it is made of stand where. */
export const headline = (view: View): Headline => {
  const said = verdictWords(view, standings(view))
  return { ...said, made: madeOf(view, said.words) }
}

const sentenceOf = (words: string, made: readonly Counts[]): string => {
  const [first] = made
  if (first === undefined) return words
  const told = made.map(({ of, counts }) => `${of === '' ? '' : `${of}: `}${counts.join(', ')}`).join('; ')
  return first.of === '' ? `${words}: ${told}` : `${words}. ${told.charAt(0).toUpperCase()}${told.slice(1)}`
}

const firstOf = (made: readonly Counts[], kept: number): Counts[] => {
  let left = kept
  return made.flatMap(({ of, counts }) => {
    const shown = counts.slice(0, left)
    left -= shown.length
    return shown.length > 0 ? [{ of, counts: shown }] : []
  })
}

/**
 * The one line: `Agreement not met. This change: 1 objective blocks, 2 met; service: 6 objectives met`. Whole counts are
 * left out, the last first, before it gets longer than `max` UTF-16 units.
 */
export const conclusion = (
  { words, made }: Pick<Headline, 'words' | 'made'>,
  max = Number.POSITIVE_INFINITY,
): string => {
  const all = made.reduce((sum, { counts }) => sum + counts.length, 0)
  for (let kept = all; kept > 0; kept--) {
    const text = sentenceOf(words, firstOf(made, kept)) + (kept < all ? ', …' : '')
    if (text.length <= max) return text
  }
  return words
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
