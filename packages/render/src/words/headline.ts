import type { ObjectiveResult } from '@plumbline/core'
import type { View } from '../view/view.ts'
import { isLetThrough } from './exempted.ts'
import { isOwn } from './own.ts'
import { isQuiet, STANDINGS, STATUS_WORDS, type Standing, standing } from './standing.ts'

/** The verdict in a few words with what it is made of, for the places that show one line. */
export type Headline = { glyph: string; words: string; counts: string[] }

const MET = 'Agreement met'

type Words = Pick<Headline, 'glyph' | 'words'>

const COUNTS: Record<Exclude<Standing, 'set_aside'>, (n: number) => string> = {
  blocks: (n) => `${n} ${n === 1 ? 'blocks' : 'block'}`,
  warns: (n) => `${n} ${n === 1 ? 'warns' : 'warn'}`,
  at_risk: (n) => `${n} at risk`,
  no_data: (n) => `${n} without data`,
  recorded: (n) => `${n} recorded`,
  elsewhere: (n) => `${n} ${n === 1 ? 'needs' : 'need'} a server`,
  nothing: (n) => `${n} nothing to cover`,
  met: (n) => `${n} met`,
}

const ASIDE = ['waived', 'excluded', 'not_in_force'] as const

/** How many stand where, worst first, as words. */
export const tally = (results: readonly ObjectiveResult[]): string[] =>
  STANDINGS.flatMap((found) => {
    const members = results.filter((result) => standing(result) === found)
    if (members.length === 0) return []
    if (found !== 'set_aside') return [COUNTS[found](members.length)]
    return ASIDE.flatMap((status) => {
      const n = members.filter((result) => result.status === status).length
      return n === 0 ? [] : [`${n} ${STATUS_WORDS[status]}`]
    })
  })

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

const sidesOf = (view: View): Sides & { results: ObjectiveResult[] } => {
  const own = view.objectives.filter(isOwn(view))
  const others = view.objectives.filter((result) => !own.includes(result))
  return {
    own: own.map(standing),
    service: [...others.map(standing), ...(view.withheld ?? [])],
    results: own.length > 0 ? own : others,
  }
}

/** The change has nothing to mend: only the service's windows, which it can't mend, keep the verdict from `pass`. */
export const isServicesDoing = (view: View): boolean => {
  const { own, service } = sidesOf(view)
  return view.verdict === 'warn' && own.every(isQuiet) && own.length > 0 && !service.every(isQuiet)
}

const countsOf = (results: readonly ObjectiveResult[], view: View, words: string): string[] => {
  if (results.length === 0) return [view.withheld?.length ? 'figures not public' : 'nothing to judge']
  if (results.every((result) => standing(result) === 'met'))
    return [results.length === 1 ? '1 met' : words === MET ? `all ${results.length}` : `all ${results.length} met`]
  const counts = tally(results)
  return isLetThrough(view) ? counts.map((text) => text.replace(/^(\d+) blocks?$/, '$1 would block')) : counts
}

/** The verdict, and the counts of what the one who asked can mend: of a change its own, not its service's windows. */
export const headline = (view: View): Headline => {
  const { results, ...sides } = sidesOf(view)
  const said = verdictWords(view, sides)
  return { ...said, counts: countsOf(results, view, said.words) }
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
