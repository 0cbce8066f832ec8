import { ExitCode } from '@actions/core'
import { createSend } from '@plumbline/client'
import { openRepository } from '@plumbline/client/change'
import { startBudget } from './budget.ts'
import { readChange } from './context.ts'
import type { Done } from './gate.ts'
import { readInputs, readRunner } from './inputs.ts'
import type { Job } from './job.ts'
import { createLog, type Log } from './runner/log.ts'
import { createMask } from './runner/mask.ts'
import { type Outputs, writeOutputs } from './runner/outputs.ts'
import { createSummary } from './runner/summary.ts'
import { readSettings } from './settings/settings.ts'

const modes = {
  gate: async (job: Job): Promise<Done> => (await import('./gate.ts')).gate(job),
  report: async (job: Job): Promise<Done> => (await import('./report.ts')).report(job),
}

/** One run of the Action, from its environment to its exit code. */
export const run = async (): Promise<ExitCode> => {
  const inputs = readInputs()
  const mask = createMask([inputs.get('api-key'), inputs.get('github-token')])
  const log = createLog(mask)
  const summary = createSummary((why) => log.warning('The job summary is not complete', why))

  const wrong = async (mistakes: string[]): Promise<ExitCode> => {
    for (const mistake of mistakes) log.error('Plumbline is not configured right', mistake)
    await summary.add(
      `### ❌ Plumbline is not configured right\n\n${mistakes.map((mistake) => `- ${htmlless(mask(mistake))}`).join('\n')}`,
    )
    tellOutputs(log, { 'api-status': 'not_asked' })
    return ExitCode.Failure
  }

  const settings = readSettings(inputs)
  if (!settings.ok) return wrong(settings.errors)
  const told = await readRunner()
  if (!told.ok) return wrong(told.errors)
  const runner = told.value
  const change = readChange(runner.payload, runner)
  if (!change.ok) return wrong(change.errors)

  const { baseSha, commitSha } = change.value
  // The working tree is what the reports are about; git says where it left its base.
  const clone = openRepository(runner.workspace, baseSha ?? null, commitSha)
  // It is awaited further on; until then a failure must not end the process.
  clone.catch(() => {})
  const job: Job = {
    settings: settings.value,
    runner,
    change: change.value,
    log,
    summary,
    budget: startBudget(settings.value.timeoutMs),
    send: createSend(runner.proxy),
    clone,
    mask,
    at: Date.now(),
  }
  try {
    const { outputs, failed } = await modes[job.settings.mode](job)
    tellOutputs(log, outputs)
    return failed ? ExitCode.Failure : ExitCode.Success
  } catch (error) {
    // A mistake of ours: it must be seen, and never reads as success.
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error)
    log.error('Plumbline failed', said)
    await summary.add('### ❌ Plumbline failed\n\nNothing more can be said about this change; the log has the reason.')
    tellOutputs(log, {})
    return ExitCode.Failure
  }
}

/** Mistakes quote what was given; the summary's full escaping is not loaded for them. */
const htmlless = (text: string) => text.replace(/[<>&]/g, (found) => `&#${found.charCodeAt(0)};`).replaceAll('\n', ' ')

const tellOutputs = (log: Log, outputs: Outputs): void => {
  try {
    writeOutputs(outputs)
  } catch (error) {
    log.warning('The outputs were not written', error instanceof Error ? error.message : String(error))
  }
}
