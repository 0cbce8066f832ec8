import { ExitCode } from '@actions/core'
import { createSend } from '@plumbline/client'
import { startBudget } from './budget.ts'
import { openClone } from './clone.ts'
import { readChange } from './context.ts'
import { authOf } from './identity/auth.ts'
import { leaveNote, readIdentityEndpoint, readInputs, readRunner } from './inputs.ts'
import type { Done, Job } from './job.ts'
import { createLog, type Log } from './runner/log.ts'
import { createMask } from './runner/mask.ts'
import { type Outputs, writeOutputs } from './runner/outputs.ts'
import { createSummary } from './runner/summary.ts'
import type { Mode } from './settings/names.ts'
import { readSettings } from './settings/settings.ts'

const modes = {
  gate: async (job: Job): Promise<Done> => (await import('./gate.ts')).gate(job),
  report: async (job: Job): Promise<Done> => (await import('./report.ts')).report(job),
  // The same gate, about what other jobs have sent.
  finalize: async (job: Job): Promise<Done> => (await import('./gate.ts')).gate(job),
  deployment: async (job: Job): Promise<Done> => (await import('./deployment/deployment.ts')).deployment(job),
  incident: async (job: Job): Promise<Done> => (await import('./incident/incident.ts')).incident(job),
  comment: async (job: Job): Promise<Done> => (await import('./handed-on/comment.ts')).comment(job),
} satisfies Record<Mode, (job: Job) => Promise<Done>>

/**
 * Undoing harm is never held up, not even by a mistake in how Plumbline was asked: the step says what is wrong and
 * passes. Read from the inputs as they are, because a wrong one must not decide this.
 */
const neverStops = (inputs: ReadonlyMap<string, string>): boolean =>
  inputs.get('mode')?.trim() === 'deployment' &&
  !inputs.get('status')?.trim() &&
  ['rolls-back', 'fixes-incident'].some((name) => (inputs.get(name)?.trim() ?? '') !== '')

/** One run of the Action, from its environment to its exit code. */
export const run = async (): Promise<ExitCode> => {
  const inputs = readInputs()
  const endpoint = readIdentityEndpoint()
  const mask = createMask([inputs.get('api-key'), inputs.get('github-token'), endpoint?.token])
  const onMistake = neverStops(inputs) ? ExitCode.Success : ExitCode.Failure
  const log = createLog(mask)
  const summary = createSummary((why) => log.warning('The job summary is not complete', why), log.info)

  const wrong = async (mistakes: string[]): Promise<ExitCode> => {
    for (const mistake of mistakes) log.error('Plumbline is not configured right', mistake)
    await summary.add(
      `### ❌ Plumbline is not configured right\n\n${mistakes.map((mistake) => `- ${htmlless(mask(mistake))}`).join('\n')}`,
    )
    tellOutputs(log, { 'api-status': 'not_asked' })
    return onMistake
  }

  const settings = readSettings(inputs)
  if (!settings.ok) return wrong(settings.errors)
  const told = await readRunner()
  if (!told.ok) return wrong(told.errors)
  const runner = told.value
  const { mode, token, timeoutMs } = settings.value
  const context = readChange(runner.payload, runner)
  if (context.kind === 'unclear' || (context.kind === 'nothing' && mode === 'deployment')) return wrong([context.why])
  if (context.kind === 'nothing') {
    log.info(`nothing to judge: ${context.why}`)
    await summary.add(`Nothing to judge: ${htmlless(context.why)}.`)
    tellOutputs(log, { 'api-status': 'not_asked' })
    return ExitCode.Success
  }

  const world = { budget: startBudget(timeoutMs), send: createSend(runner.proxy), mask }
  try {
    const { atTag } = context.change.tag === undefined ? { atTag: null } : await import('./tag.ts')
    const change = atTag === null ? context.change : await atTag(context.change, runner, token, world)
    const clone = openClone(settings.value, runner, change)
    // It is awaited further on; until then a failure must not end the process.
    clone.catch(() => {})
    const job: Job = {
      ...world,
      settings: settings.value,
      runner,
      change,
      exempt: null,
      log,
      summary,
      auth: await authOf(settings.value.api, endpoint, world),
      clone,
      leaveNote,
      at: Date.now(),
    }
    const { outputs, failed } = await modes[mode](job)
    tellOutputs(log, outputs)
    return failed ? ExitCode.Failure : ExitCode.Success
  } catch (error) {
    // A mistake of ours: it must be seen, and never reads as success.
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error)
    log.error('Plumbline failed', said)
    await summary.add('### ❌ Plumbline failed\n\nNothing more can be said about this change; the log has the reason.')
    tellOutputs(log, {})
    return onMistake
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
