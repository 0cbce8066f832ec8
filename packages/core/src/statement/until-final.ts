import type { Breach, BreachTransition } from '../breach/breach.ts'

/*
 * What is said about a breach goes on after its window is final: causes, disputes, waivers. What both parties have
 * before them stays what it was then; what a ruling or a late event makes of it is an adjustment of a later period.
 */

/** A breach as its story had been told at an instant; null: as it is now. What is known since is left out. */
export const untilFinal = (breach: Breach, end: string | null | undefined): Breach => {
  if (!end) return breach
  const timeline = breach.timeline.filter(({ at }) => at <= end)
  const { dispute, ...rest } = breach
  const isOfThen = dispute !== undefined && timeline.some((step) => step.dispute === dispute.id)
  return { ...rest, ...(isOfThen ? { dispute } : {}), timeline }
}

/** Was a breach set aside at an instant? */
export const asideAt = ({ timeline }: Pick<Breach, 'timeline'>, end: string): 'waived' | 'overturned' | null => {
  let aside: 'waived' | 'overturned' | null = null
  for (const { at, kind, ruling } of timeline) {
    if (at > end) continue
    // Let through by agreement, it can't come back.
    if (kind === 'exempted') return 'overturned'
    if (kind === 'waived') aside = 'waived'
    else if (kind === 'ruled' && ruling === 'overturn') aside = 'overturned'
    else if (kind === 'waiver_ended' || (kind === 'reopened' && aside === 'overturned')) aside = null
  }
  return aside
}

const OVER: readonly BreachTransition['kind'][] = ['ruled', 'dispute_withdrawn']

/**
 * When what came of some breaches was settled, that would have been at `from`: a dispute that had been opened by then
 * holds it until it is over. Null while one goes on.
 */
export const settledFrom = (breaches: readonly Breach[], from: string): string | null => {
  let end = from
  for (const { timeline } of breaches) {
    const held = timeline.findLast(({ at, kind }) => kind === 'disputed' && at <= from)?.dispute
    if (held === undefined) continue
    const over = timeline.find(({ kind, dispute }) => dispute === held && OVER.includes(kind))
    if (!over) return null
    if (over.at > end) end = over.at
  }
  return end
}
