import type { ChangeFact, CoverageFact } from '../facts/facts.ts'
import { fewNames } from '../facts/flag-names.ts'
import { observedChangeFacts } from '../facts/resolve.ts'
import type { GateRequest } from './gate.ts'
import type { Note } from './note.ts'
import { uploadedFlags } from './uploads.ts'

type Asked = Pick<GateRequest, 'carry_forward'>

/** What a commit was measured at. */
export type MeasuredCommit = { commit_sha: string; facts: readonly ChangeFact[] }

const SHORT_SHA = 7

/** Coverage that was measured at this commit: not imported, and not itself taken from another one. */
const measuredThere = (facts: readonly ChangeFact[]): CoverageFact[] =>
  observedChangeFacts(facts)
    .filter((fact) => fact.kind === 'coverage')
    .filter(({ flag, carriedForward }) => flag !== '' && !carriedForward)

/**
 * Coverage of flags that a commit did not upload, each as the nearest of some commits measured it. Of what a change
 * adds it says nothing. Only coverage: that tests passed elsewhere is no word about this commit.
 * @param commits the base and its ancestors, nearest first
 */
export const carriedForward = (
  { carry_forward: wanted }: Asked,
  head: readonly ChangeFact[],
  commits: readonly MeasuredCommit[],
): CoverageFact[] => {
  if (wanted === undefined) return []
  const known = new Set(uploadedFlags(head))
  const carried: CoverageFact[] = []
  for (const { commit_sha, facts } of commits)
    for (const fact of measuredThere(facts)) {
      if (known.has(fact.flag) || (wanted !== true && !wanted.includes(fact.flag))) continue
      known.add(fact.flag)
      carried.push({ ...fact, corrects: null, carriedForward: true, carriedFrom: commit_sha })
    }
  return carried
}

/** Flags that are still to be looked for in an earlier commit; of all flags nobody knows when they were found. */
export const flagsToCarry = (
  { carry_forward: wanted }: Asked,
  head: readonly ChangeFact[],
  carried: readonly CoverageFact[],
): 'all' | string[] => {
  if (wanted === undefined) return []
  if (wanted === true) return 'all'
  const known = new Set([...uploadedFlags(head), ...carried.map(({ flag }) => flag)])
  return [...new Set(wanted)].filter((flag) => !known.has(flag))
}

/** `e2e carried forward from a1b2c3d`; a sender that says so itself doesn't say from where. */
export const carriedText = ({ flag, carriedFrom }: CoverageFact): string =>
  `${flag || 'one without a flag'} carried forward${carriedFrom === undefined ? '' : ` from ${carriedFrom.slice(0, SHORT_SHA)}`}`

/** Always said: a figure of another commit is in the totals, or was asked for and is not. */
export const carryNotes = (request: Asked, head: readonly ChangeFact[]): Note[] => {
  const carried = head.filter((fact) => fact.kind === 'coverage').filter((fact) => fact.carriedForward)
  const left = flagsToCarry(request, head, carried)
  return [
    ...(carried.length === 0
      ? []
      : [
          {
            code: 'carried_forward' as const,
            detail: `not measured at this commit: ${fewNames(carried.map(carriedText))}`,
          },
        ]),
    ...(left === 'all' || left.length === 0
      ? []
      : [
          {
            code: 'carried_forward' as const,
            detail: `nothing to carry forward for ${fewNames(left)}: neither the base nor an ancestor that was named has it`,
          },
        ]),
  ]
}
