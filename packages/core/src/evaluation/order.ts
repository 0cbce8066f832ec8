import type { ObjectiveResult, ObjectiveStatus } from './evaluation.ts'

const RANK: Record<ObjectiveStatus, number> = {
  breached: 0,
  no_data: 1,
  at_risk: 2,
  waived: 3,
  excluded: 4,
  met: 5,
  not_in_force: 6,
}

/** A source that a party owes was silent: what else is said may rest on that. */
const unreported = ({ no_data_reason }: ObjectiveResult) => no_data_reason === 'unreported'

// Missing evidence that passes by its nature is not bad news.
const rank = (result: ObjectiveResult): number =>
  result.no_data_reason === 'nothing_to_cover' || result.no_data_reason === 'below_min_lines'
    ? RANK.met
    : RANK[result.status]

/** A silent source first, then what blocks, then what is missed, unknown, at risk, met; of equals, by name. */
export const worstFirst = (results: ObjectiveResult[]): ObjectiveResult[] =>
  results.toSorted(
    (a, b) =>
      Number(unreported(b)) - Number(unreported(a)) ||
      Number(b.blocking) - Number(a.blocking) ||
      rank(a) - rank(b) ||
      (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  )
