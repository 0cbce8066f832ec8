import { NO_AUTH } from './identity/no-auth.ts'
import type { Done, Job, Trouble } from './job.ts'
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
  const { events } = measured
  const nothing = events.every(({ type }) => type === 'pull_request')
  if (nothing)
    await tell({
      level: 'warning',
      title: 'Nothing was measured',
      text: `no report was read, so nothing ${events.length > 0 ? 'but the pull request’s size ' : ''}was sent: check \`coverage\`, \`tests\` and \`findings\``,
    })
  if (api === null || job.auth === null || events.length === 0) {
    if (api !== null && !nothing)
      await tell({
        level: 'warning',
        title: 'Nothing was sent',
        text: NO_AUTH,
      })
    return { outputs: { 'api-status': 'not_asked' }, failed: false }
  }

  const { sendEvents } = await import('./judge/server.ts')
  const answer = await sendEvents(job, { ...api, auth: job.auth }, events)
  if (answer.kind === 'failed') {
    const fails = answer.status === 'rejected' || settings.onApiError === 'fail'
    await tell({ level: fails ? 'error' : 'warning', ...answer.trouble })
    return { outputs: { 'api-status': answer.status }, failed: fails }
  }
  for (const trouble of answer.troubles) await tell(trouble)
  const line = `${answer.recorded} recorded, ${answer.duplicates} known before`
  log.info(`sent: ${line}`)
  await summary.add(`Sent to the server: ${line}.`)
  return { outputs: { 'api-status': 'ok' }, failed: answer.troubles.some(({ level }) => level === 'error') }
}
