import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Evaluation } from '@plumbline/core'
import { gateName } from '../comment/gate-name.ts'
import type { GateName } from '../comment/state-line.ts'
import type { ReadOnly } from '../identity/read-only.ts'
import type { Job } from '../job.ts'
import { ARTIFACT, documentOf } from './document.ts'

/** Whose run it is that may not write. */
export type Whose = ReadOnly['whose'] | 'run'

const SAID: Record<Whose, string> = {
  fork: 'The token of a pull request from a fork may only read, so nothing was written to the pull request.',
  dependabot: 'The token of a run that Dependabot started may only read, so nothing was written to the pull request.',
  run: 'This run may not write, so nothing was written to the pull request.',
}

/** One file for each service and gate, so that several steps of a job don't take each other's. */
const fileName = (service: string, { key }: GateName) =>
  `${service.replace(/[^\w-]/g, '_').slice(0, 60)}-${createHash('sha256').update(`${key} ${service}`).digest('hex').slice(0, 12)}.json`

/**
 * Leaves the evaluation in a file, for a run that may write to make the comment of it; the path, or null where no
 * comment is wanted or the file can't be written.
 */
export const handOn = async (job: Job, evaluation: Evaluation, whose: Whose): Promise<string | null> => {
  const { change, settings, runner, log, summary, mask } = job
  if (change.event !== 'pull_request' || change.pullRequest === undefined || change.closed) return null
  if (settings.comment === 'never') return null
  const folder = join(runner.temp, ARTIFACT)
  const file = join(folder, fileName(evaluation.service, gateName(job)))
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, mask(documentOf(evaluation)))
  } catch (error) {
    log.warning('The comment was not handed on', error instanceof Error ? error.message : String(error))
    return null
  }
  const said = SAID[whose]
  log.info(`${said} What the comment would say is handed on as the output \`comment-file\`.`)
  await summary.add(
    `ℹ️ ${said} The verdict is the same. Its comment is written by the workflow that takes \`comment-file\` over, where there is one.`,
  )
  return file
}
