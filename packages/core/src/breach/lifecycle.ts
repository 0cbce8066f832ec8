import type { Enforcement } from '../agreement/terms.ts'
import type { ObjectiveResult } from '../evaluation/evaluation.ts'
import type { Breach, BreachTransition } from './breach.ts'
import { followedAs, isOver, plainStatus, withPlainStatus } from './breach.ts'
import { isRolling } from './identity.ts'

/*
 * What the engine does to a breach after it opened it. What the parties do is in statements.ts.
 */

/** A window is told as it was judged last; what a commit or a single clock came to is past. */
const judgedLast = ({ window, opened_by }: Breach, { value, display }: BreachTransition) =>
  window && opened_by.clocks === undefined && value !== undefined && display !== undefined ? { value, display } : {}

/** The objective holds again. A breach that is over already stays as it is; a dispute about it goes on. */
export const resolveBreach = (breach: Breach, step: BreachTransition): Breach =>
  followedAs(breach) === null
    ? breach
    : {
        ...withPlainStatus(breach, 'resolved'),
        ...judgedLast(breach, step),
        resolved_at: step.at,
        timeline: [...breach.timeline, step],
      }

/**
 * What had been let through by agreement never was a breach, whatever became of it since; a dispute about it goes on.
 * Doing it again changes nothing; nor does an exemption that was used only after the breach had opened.
 */
export const exemptBreach = (breach: Breach, grantedAt: string, step: BreachTransition): Breach =>
  plainStatus(breach) === 'overturned' || grantedAt > breach.opened_at
    ? breach
    : { ...withPlainStatus(breach, 'overturned'), timeline: [...breach.timeline, step] }

/** What was only recorded has consequences from now on, and shows how wrong it is now. */
export const countBreach = (breach: Breach, enforcement: Enforcement, step: BreachTransition): Breach =>
  isOver(breach.status) || breach.contractual
    ? breach
    : {
        ...breach,
        contractual: true,
        enforcement,
        value: step.value ?? breach.value,
        display: step.display ?? breach.display,
        timeline: [...breach.timeline, step],
      }

/** Did a party end it, and not the engine because the figure was good again? */
const endedByParty = ({ timeline }: Breach): boolean => {
  const end = timeline.findLast(({ kind }) => kind === 'resolved')
  return end !== undefined && 'party' in end.by
}

/**
 * The same window went wrong again: one breach with a longer story, not a second one. What a party declared dealt with
 * stays so, for the change is the same change; only a rolling window is about new days and speaks up again. Judged to
 * be breached, nothing waives it any more.
 */
export const reopenBreach = (breach: Breach, again: Breach): Breach => {
  const opening = again.timeline[0]
  const waived = breach.status === 'waived'
  const plain = plainStatus(breach)
  if (!opening || (plain !== 'resolved' && !waived)) return breach
  if (plain === 'resolved' && endedByParty(breach) && !(breach.window && isRolling(breach.window))) return breach
  const { resolved_at: _, waiver: __, ...rest } = withPlainStatus(breach, plain === 'resolved' ? 'open' : plain)
  const { beneath = 'open', ...bare } = rest
  return {
    ...(waived ? { ...bare, status: beneath } : rest),
    ...(again.contractual ? { contractual: true, enforcement: again.enforcement } : {}),
    value: again.value,
    display: again.display,
    timeline: [...breach.timeline, { ...opening, kind: 'reopened' }],
  }
}

/** What its window came to, once that is over. The same breach where it is told so already. */
export const judgedBreach = (breach: Breach, { value, display }: Pick<ObjectiveResult, 'value' | 'display'>): Breach =>
  breach.opened_by.clocks !== undefined || (breach.value === value && breach.display === display)
    ? breach
    : { ...breach, value, display }
