import type { Evaluation } from '@plumbline/core'
import { gateNamed } from '../comment/gate-name.ts'
import { type Handed, type Saying, sayingOfAll } from '../comment/saying.ts'
import { shownTo } from '../comment/shown.ts'
import type { GateName } from '../comment/state-line.ts'
import { writeComment } from '../comment/write.ts'
import { GitHubError } from '../github/errors.ts'
import { githubOf } from '../github/job.ts'
import type { Done, Job, Trouble } from '../job.ts'
import { tellTrouble } from '../runner/trouble.ts'
import { type Artifact, artifactsOf, downloadArtifact, suffixOf } from './artifacts.ts'
import { readDocument } from './document.ts'
import { type FinishedRun, finishedRun, pullRequestOf } from './finished-run.ts'
import { BadArchive, unzip } from './unzip.ts'

/**
 * Services are named by the run, which may be a stranger's: so many comments one run writes, and so many of ours stand
 * on a pull request before no further one is added.
 */
export const MAX_SERVICES = 5

const ended = (failed: boolean, id: number | null = null): Done => ({
  outputs: { 'api-status': 'not_asked', 'comment-id': id === null ? '' : String(id) },
  failed,
})

const WRONG_EVENT: Trouble = {
  level: 'error',
  title: '`mode: comment` needs a finished run',
  text: 'it belongs in a workflow of its own, `on: workflow_run` with `types: [completed]`',
}

const NO_TOKEN: Trouble = {
  level: 'error',
  title: '`github-token` is empty',
  text: 'the comment is read and written with it: it takes `actions: read` and `pull-requests: write`',
}

const nothing = async ({ log, summary }: Job, why: string): Promise<Done> => {
  log.info(`no comment: ${why}`)
  await summary.add(`No comment was written: ${why}.`)
  return ended(false)
}

const wrong = async (job: Job, trouble: Trouble): Promise<Done> => {
  await tellTrouble(job, trouble)
  return ended(true)
}

/** Says whose word it is: whoever wrote the change could have changed the workflow that measured it. */
const marked = (evaluation: Evaluation, { fork, head }: FinishedRun): Evaluation => ({
  ...evaluation,
  notes: [
    {
      code: 'foreign_run',
      detail: fork
        ? `measured and judged in a run of the fork ${head.name}, where its authors may change the workflow too`
        : 'measured and judged in a run whose token may only read',
    },
    ...evaluation.notes,
  ],
})

/** A gate as the run's workflow and the artifact's name tell it; the same when the workflow runs again. */
const gateOf = ({ workflow }: FinishedRun, artifact: string, at: number): GateName => {
  const told = [workflow.name, suffixOf(artifact)].filter((part) => part !== '')
  return gateNamed(told.join(' / ') || artifact, [workflow.id, artifact, at])
}

/** Gates of one service in one run that are read: each of them may be as long as a comment. */
const MAX_GATES = 20

/** What the run left, by service, as far as it is what it should be. */
const readAll = async (job: Job, token: string, run: FinishedRun, artifacts: readonly Artifact[]) => {
  const [services, refused] = [new Map<string, Handed[]>(), [] as string[]]
  for (const { id, name } of artifacts) {
    try {
      for (const [at, content] of unzip(await downloadArtifact(job, token, id)).entries()) {
        const read = readDocument(content)
        if ('refused' in read) refused.push(`artifact ${id}: ${read.refused}`)
        else if (read.evaluation.commit_sha !== run.headSha) refused.push(`artifact ${id}: it is about another commit`)
        else if (job.settings.service === null || job.settings.service === read.evaluation.service) {
          const { evaluation } = read
          const gates = services.get(evaluation.service) ?? []
          services.set(evaluation.service, [...gates, { evaluation, of: gateOf(run, name, at) }])
        }
      }
    } catch (error) {
      if (!(error instanceof BadArchive)) throw error
      refused.push(`artifact ${id}: ${error.message}`)
    }
  }
  const [taken, left] = [[...services].slice(0, MAX_SERVICES), services.size - MAX_SERVICES]
  if (left > 0)
    refused.push(
      `${left} of ${services.size} services: of one run ${MAX_SERVICES} are taken. For more, give each a step with its \`service\``,
    )
  for (const [service, { length }] of taken)
    if (length > MAX_GATES)
      refused.push(`${length - MAX_GATES} of ${length} gates of ${service}: ${MAX_GATES} are taken`)
  return { handed: taken.map(([service, gates]) => ({ service, gates: gates.slice(0, MAX_GATES) })), refused }
}

/** Where the workflow names the service there is one, which nobody else has named. */
const mostFor = ({ settings }: Job): number | undefined => (settings.service === null ? MAX_SERVICES : undefined)

const writeAll = async (
  job: Job,
  run: FinishedRun,
  number: number,
  handed: readonly { service: string; gates: readonly Handed[] }[],
) => {
  const pullRequest = { number, title: '', author: '', labels: [] }
  // The comment is the run's that measured: its number tells which of two is the later.
  const runner = { ...job.runner, run: { ...job.runner.run, id: String(run.id), attempt: String(run.attempt) } }
  const asked: Job = { ...job, runner, change: { event: 'pull_request', commitSha: run.headSha, pullRequest } }
  let last: number | null = null
  for (const { service, gates } of handed) {
    let saying: Saying
    try {
      const shown = gates.map(({ evaluation, of }) => ({ evaluation: shownTo(job, marked(evaluation, run)), of }))
      saying = sayingOfAll(asked, service, run.headSha, shown)
    } catch {
      // A time or a zone that is none: no run of ours left that.
      await tellTrouble(job, refusal('it can’t be shown'))
      continue
    }
    const { id, trouble } = await writeComment(asked, saying, undefined, mostFor(job))
    if (trouble) await tellTrouble(job, trouble)
    last = id ?? last
  }
  return last
}

const refusal = (why: string): Trouble => ({ level: 'warning', title: 'What the run left was not taken', text: why })

/**
 * Writes the comment that a run without the right to do so has handed on. Everything that run left may be of strangers:
 * it is data, checked and rendered here, and where it belongs is found without it.
 */
export const comment = async (job: Job): Promise<Done> => {
  const { settings, runner, mask } = job
  const [github, { token }] = [githubOf(job), settings]
  if (runner.eventName !== 'workflow_run') return wrong(job, WRONG_EVENT)
  if (github === null || token === null) return wrong(job, NO_TOKEN)
  const run = finishedRun(runner.payload)
  if ('nothing' in run) return nothing(job, run.nothing)
  try {
    const artifacts = await artifactsOf(github, runner.repository, run.id)
    if (artifacts.length === 0) return nothing(job, 'the run has handed none on')
    const found = await pullRequestOf(github, runner.repository, run)
    if ('nothing' in found) return nothing(job, found.nothing)
    const { handed, refused } = await readAll(job, token, run, artifacts)
    for (const why of refused.slice(0, 5)) await tellTrouble(job, refusal(why))
    const id = await writeAll(job, run, found.number, handed)
    return ended(false, id)
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    const said = `${error.message}. It takes \`actions: read\` and \`pull-requests: write\`; run this job again to try once more`
    await tellTrouble(job, { level: 'warning', title: 'The comment was not written', text: mask(said) })
    return ended(false)
  }
}
