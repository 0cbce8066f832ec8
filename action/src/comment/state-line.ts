import type { Verdict } from '@plumbline/core'

/** A run of a workflow, of which later ones have higher numbers in their repository; a run that is run again keeps its own. */
export type RunOrder = { id: number; attempt: number }

/** What a comment of ours says of itself. `awaited`: nothing final yet. */
export type State = {
  verdict: Verdict | 'awaited'
  commitSha: string
  /** Null in comments of versions that did not tell it. */
  run: RunOrder | null
}

const STATE =
  /<!-- plumbline:verdict (pass|warn|fail|awaited) ([0-9a-f]{7,64})(?: run ([1-9]\d{0,14})\.([1-9]\d{0,5}))? -->/

/** Hidden line that tells the next run what stands there, about which commit and by which run. */
export const stateLine = ({ verdict, commitSha, run }: State): string =>
  `<!-- plumbline:verdict ${verdict} ${commitSha}${run === null ? '' : ` run ${run.id}.${run.attempt}`} -->`

/** Null where a text holds no such line, or one that no run of ours writes. */
export const readState = (body: string): State | null => {
  const [, verdict, commitSha, id, attempt] = STATE.exec(body) ?? []
  if (commitSha === undefined) return null
  if (verdict !== 'pass' && verdict !== 'warn' && verdict !== 'fail' && verdict !== 'awaited') return null
  return { verdict, commitSha, run: id === undefined ? null : { id: Number(id), attempt: Number(attempt) } }
}

/** The same text as a run writes it; with null, whichever run wrote it: saying the same is no reason to write again. */
export const asOfRun = (body: string, run: RunOrder | null): string =>
  body.replace(STATE, (_, verdict: Verdict | 'awaited', commitSha: string) => stateLine({ verdict, commitSha, run }))

const NUMBER = /^[1-9]\d*$/

/** A run as the runner or an event names it; null where those are no numbers, as outside of GitHub's runners. */
export const runOrder = (id: string, attempt: string): RunOrder | null =>
  NUMBER.test(id) && id.length <= 15 && NUMBER.test(attempt) && attempt.length <= 6
    ? { id: Number(id), attempt: Number(attempt) }
    : null

/** The later run where the comment is of one: what it says is never written over by an earlier run, or again by one. */
export const laterRun = (body: string, run: RunOrder | null): RunOrder | null => {
  const standing = readState(body)?.run ?? null
  if (standing === null || run === null) return null
  const later = standing.id === run.id ? standing.attempt > run.attempt : standing.id > run.id
  return later ? standing : null
}
