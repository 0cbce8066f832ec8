import type { ObjectiveResult } from '@plumbline/core'
import type { View } from '../view/view.ts'
import { isMovedBy, isOwn } from '../words/own.ts'
import { quiet, standing } from '../words/standing.ts'

const ROWS_SHOWN = 12

export type Parts = {
  /** In the table, worst first. */
  open: ObjectiveResult[]
  /** Behind a fold: nobody has to do anything about them. */
  folded: ObjectiveResult[]
  /** Of the window, told in a line. */
  windows: ObjectiveResult[]
}

/** Agreed not to count, although it is missed: who reads of a pass must see it. */
const isSetAside = ({ status }: ObjectiveResult): boolean => status === 'waived' || status === 'excluded'

/**
 * What the change can mend stands open where something is wrong, and so does what it moves and what blocks; the
 * service's windows are told in a line, because this change alone rarely decides them.
 */
export const divide = (view: View): Parts => {
  const judged = view.objectives.filter((result) => standing(result) !== 'elsewhere')
  const [mends, moves] = [isOwn(view), isMovedBy(view)]
  const own = judged.filter((result) => mends(result) || moves(result) || view.detail === 'full')
  const loud = own.filter((result) => !quiet(result) || isSetAside(result))
  const room = view.verdict === 'pass' ? 0 : Math.max(0, ROWS_SHOWN - loud.length)
  const met = judged.filter((result) => result.scope === 'change' && !loud.includes(result))
  const open = [...loud, ...met.slice(0, room)]
  return {
    open,
    folded: judged.filter((result) => quiet(result) && !open.includes(result)),
    windows: judged.filter((result) => !own.includes(result)),
  }
}
