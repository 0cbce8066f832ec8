import type { Done } from './gate.ts'
import type { Job, Trouble } from './job.ts'
import { collect, measure } from './measure/measure.ts'
import { measuredSection } from './measure/section.ts'
import { tellTrouble } from './runner/trouble.ts'

/** Measures and sends: one job of several, whose gate runs elsewhere. Judges nothing, writes no comment. */
export const report = async (job: Job): Promise<Done> => {
  const { settings, runner, summary, log } = job
  const service = settings.service ?? runner.repository.replace(/^.*\//, '')
  const measured = await measure(job, service, await collect(job))
  await summary.add(measuredSection(measured, service))

  const tell = (trouble: Trouble) => tellTrouble(job, trouble)
  const { api } = settings
  if (api === null || api.key === null || measured.events.length === 0) {
    if (measured.events.length === 0)
      await tell({
        level: 'warning',
        title: 'Nothing was measured',
        text: 'no report was read, so nothing was sent: check `coverage` and `tests`',
      })
    else if (api !== null)
      await tell({
        level: 'warning',
        title: 'Nothing was sent',
        text: 'there is no api-key: pull requests from forks and by Dependabot get no secrets',
      })
    return { outputs: { 'api-status': 'not_asked' }, failed: false }
  }

  const { sendMeasured } = await import('./judge/server.ts')
  const answer = await sendMeasured(job, { ...api, key: api.key }, measured)
  if (answer.kind === 'failed') {
    const fails = answer.status === 'rejected' || settings.onApiError === 'fail'
    await tell({ level: fails ? 'error' : 'warning', ...answer.trouble })
    return { outputs: { 'api-status': answer.status }, failed: fails }
  }
  for (const trouble of answer.troubles) await tell(trouble)
  const line = `${answer.recorded} recorded, ${answer.duplicates} known before`
  log.info(`sent: ${line}`)
  await summary.add(`Sent to the server: ${line}.`)
  return { outputs: { 'api-status': 'ok' }, failed: answer.troubles.length > 0 }
}
