import type { MissedClock, WindowView } from '../evaluation/evaluation.ts'

/*
 * What makes a breach one breach: the objective with the calendar window, or with the change. A rolling window has
 * no end of its own: there an episode is one breach, named by the local day it began, until it is over.
 */

type Named = Pick<WindowView, 'kind' | 'period'>

export const isRolling = (window: Named) => window.kind.startsWith('rolling')

export const windowIdentity = (objective: string, window: Named): string =>
  `${objective}@${isRolling(window) ? 'rolling-' : ''}${window.period}`

export const changeIdentity = (objective: string, commitSha: string): string => `${objective}@${commitSha}`

/** One clock of one incident: by the name it began under, and by its run where that is not the first. */
export const clockIdentity = (objective: string, incident: string, run: number): string =>
  `${objective}@${incident}${run > 0 ? `.${run}` : ''}`

/** Is an open breach that of this clock, under whichever of its names it was opened? */
export const isOfClock = (
  identity: string,
  objective: string,
  { incident, run }: Pick<MissedClock, 'incident' | 'run'>,
): boolean => incident.some((name) => identity === clockIdentity(objective, name, run))

/** Does an open breach of this identity belong to the objective's present window? */
export const isBreachOf = (identity: string, objective: string, window: Named): boolean =>
  isRolling(window) ? identity.startsWith(`${objective}@rolling-`) : identity === windowIdentity(objective, window)
