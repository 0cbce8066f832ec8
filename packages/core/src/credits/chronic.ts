import type { Consequences, Party } from '../agreement/terms.ts'
import type { Instant, Window } from '../time/instant.ts'
import { countingFigure, isOnlyPresumed } from './due.ts'
import { inOrder, type Judged } from './judged.ts'
import { type LineSubject, subjectOf } from './line.ts'
import { carriesMoney, isBeyond } from './tier.ts'

/** That an objective keeps failing, or failed badly: for both parties to act on, whatever it costs. */
export type ChronicNotice = LineSubject & {
  kind: 'chronic'
  owed_by: Party | 'both'
  /** `consecutive`: missed so often in a row. `below`: one window far below. */
  why: 'consecutive' | 'below'
  /** Of `consecutive`: how many windows in a row by now, this one included. */
  in_a_row?: number
  detail: string
}

export type ChronicInput = {
  at: Instant
  /** Windows that ended in this time are given notice of: after its first instant, its last included. */
  ended: Window
  consequences: Consequences | null
  /** Of at least as many windows as make a row, and those asked about. */
  judged: readonly Judged[]
}

/**
 * A window counts where it was missed with consequence. One that was waived, excluded, without data, only observed
 * or missed only by links that can still be rebutted neither counts nor ends the row, because it settles nothing; one
 * that was kept ends it. Each service has its own row, and each further window gives notice again. Rolling windows
 * are early warning and have none, neither have speed and activity.
 */
export const chronicNotices = ({ at, ended, consequences, judged }: ChronicInput): ChronicNotice[] => {
  const counting = judged
    .filter((one) => one.contractual && one.window.kind.startsWith('calendar') && carriesMoney(one.objective))
    .sort(inOrder)
  const rows = Map.groupBy(counting, ({ objective, service }) => `${objective.id} ${service}`)
  return [...rows.values()]
    .flatMap((row) => noticesOf(windowsOf(row, at), at, consequences?.chronic?.consecutive ?? null))
    .filter((told) => ended.from < told.ended && told.ended <= ended.to)
    .map(({ notice }) => notice)
}

const isKept = ({ status }: Judged) => status === 'met' || status === 'at_risk'

const isMissed = (one: Judged, at: Instant) => one.status === 'breached' && !isOnlyPresumed(one, at)

/** Of several cases in one window the worst speaks for it. */
const windowsOf = (row: readonly Judged[], at: Instant): Judged[] =>
  [...Map.groupBy(row, ({ window }) => `${window.from} ${window.to}`).values()].flatMap((cases) => {
    const worst = cases.find((one) => isMissed(one, at)) ?? cases.find(isKept) ?? cases[0]
    return worst ? [worst] : []
  })

type Told = { ended: Instant; notice: ChronicNotice }

const noticesOf = (windows: readonly Judged[], at: Instant, consecutive: number | null): Told[] => {
  let inARow = 0
  return windows.flatMap((one): Told[] => {
    if (isKept(one)) inARow = 0
    if (!isMissed(one, at)) return []
    inARow += 1
    return [
      ...(consecutive !== null && inARow >= consecutive ? [told(one, 'consecutive', inARow, consecutive)] : []),
      ...(isFarBelow(one, at) ? [told(one, 'below', null, null)] : []),
    ]
  })
}

const isFarBelow = (one: Judged, at: Instant): boolean => {
  const below = one.objective.money?.chronicBelow ?? null
  const figure = countingFigure(one, at)
  return below !== null && figure !== null && isBeyond(figure, below, 'below')
}

const told = (one: Judged, why: ChronicNotice['why'], inARow: number | null, consecutive: number | null): Told => ({
  ended: one.window.to,
  notice: {
    kind: 'chronic',
    ...subjectOf(one),
    owed_by: one.objective.owedBy,
    why,
    ...(inARow === null ? {} : { in_a_row: inARow }),
    detail:
      why === 'below'
        ? `below ${one.objective.money?.chronicBelow?.text ?? ''}, which was agreed to be a chronic failure`
        : `missed ${inARow} windows in a row; ${consecutive} were agreed to be a chronic failure`,
  },
})
