import type { Verdict } from '@plumbline/core'

/** A run of a workflow, of which later ones have higher numbers in their repository; a run that is run again keeps its own. */
export type RunOrder = { id: number; attempt: number }

/** One gate of those that a run may have. */
export type GateName = {
  /** Tells it from the others, and is the same when the job is run again: 8 hex digits. */
  key: string
  /** For people, of plain characters only. */
  name: string
}

/** What a comment of ours says of itself, or a part of one. `awaited`: nothing final yet. */
export type State = {
  verdict: Verdict | 'awaited'
  commitSha: string
  /** Null in comments of versions that did not tell it. */
  run: RunOrder | null
  /** The gate that judged by what it has measured alone; null: by all that a server knows. */
  of: GateName | null
}

/** Longest name of a gate, in characters. */
export const MAX_NAME = 60

const STATE = new RegExp(
  `<!-- plumbline:verdict (pass|warn|fail|awaited) ([0-9a-f]{7,64})(?: run ([1-9]\\d{0,14})\\.([1-9]\\d{0,5}))?(?: of ([0-9a-f]{8}) ([\\w .,()/+=-]{1,${MAX_NAME}}))? -->`,
)
const STATES = new RegExp(STATE, 'g')

/** Hidden line that tells the next run what stands there, about which commit, by which run and, of several, by which gate. */
export const stateLine = ({ verdict, commitSha, run, of }: State): string => {
  const told = run === null ? '' : ` run ${run.id}.${run.attempt}`
  return `<!-- plumbline:verdict ${verdict} ${commitSha}${told}${of === null ? '' : ` of ${of.key} ${of.name}`} -->`
}

const stateOf = ([, verdict, commitSha, id, attempt, key, name]: RegExpMatchArray): State | null => {
  if (commitSha === undefined) return null
  if (verdict !== 'pass' && verdict !== 'warn' && verdict !== 'fail' && verdict !== 'awaited') return null
  return {
    verdict,
    commitSha,
    run: id === undefined ? null : { id: Number(id), attempt: Number(attempt) },
    of: key === undefined || name === undefined ? null : { key, name },
  }
}

/** The first of a text, which is that of the worst verdict; null where it holds none, or one that no run of ours writes. */
export const readState = (body: string): State | null => {
  const found = STATE.exec(body)
  return found === null ? null : stateOf(found)
}

/** Each of a text, with the text between the one before and it. */
export const readStates = (body: string): { before: string; state: State }[] => {
  let from = 0
  return [...body.matchAll(STATES)].flatMap((found) => {
    const before = body.slice(from, found.index)
    from = found.index + found[0].length
    const state = stateOf(found)
    return state === null ? [] : [{ before, state }]
  })
}

/** The same text, whichever run wrote it: saying the same is no reason to write again. */
export const ofAnyRun = (body: string): string =>
  body.replace(STATES, (line) => {
    const state = readState(line)
    return state === null ? line : stateLine({ ...state, run: null })
  })

const NUMBER = /^[1-9]\d*$/

/** A run as the runner or an event names it; null where those are no numbers, as outside of GitHub's runners. */
export const runOrder = (id: string, attempt: string): RunOrder | null =>
  NUMBER.test(id) && id.length <= 15 && NUMBER.test(attempt) && attempt.length <= 6
    ? { id: Number(id), attempt: Number(attempt) }
    : null

/** Whether one run is later than another. Where one of them has no number nobody can say so. */
export const isLater = (run: RunOrder | null, than: RunOrder | null): boolean => {
  if (run === null || than === null) return false
  return run.id === than.id ? run.attempt > than.attempt : run.id > than.id
}
