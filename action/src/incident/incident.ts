import { codeSpan, escapeMarkdown } from '@plumbline/render'
import type { Done, Job } from '../job.ts'
import { record } from '../record/record.ts'
import { tellTrouble } from '../runner/trouble.ts'
import { eventsOf, isReport, STRICTEST } from './events.ts'
import { readTold } from './read.ts'

/** Tells the server what happened to an incident, as its issue or the inputs say. */
export const incident = async (job: Job): Promise<Done> => {
  const { summary, log, at } = job
  const read = readTold(job)
  if (read.kind === 'nothing') {
    log.info(`nothing to record: ${read.why}`)
    await summary.add(`Nothing to record: ${escapeMarkdown(read.why, 300)}.`)
    return { outputs: { 'api-status': 'not_asked' }, failed: false }
  }
  if (read.kind === 'wrong') {
    await tellTrouble(job, { level: 'error', title: 'Which incident?', text: read.text })
    return { outputs: { 'api-status': 'not_asked' }, failed: true }
  }

  const { subject, happened } = read
  const events = eventsOf(subject, happened, at)
  if (subject.severity === null)
    await tellTrouble(job, {
      level: 'warning',
      title: 'No severity',
      text: `no label says one of sev1 to sev5, so it counts as ${STRICTEST} until one does`,
    })
  const known = (id: string | null, code: string) => code === 'id_reused' && isReport(id, subject)
  const recorded = await record(job, events, known)
  if (recorded.kind === 'failed') return recorded.done
  const action = happened.action.replaceAll('_', ' ')
  await summary.add(
    `#### Incident ${codeSpan(subject.incidentId, 120)}: ${action}\n\nRecorded for ${codeSpan(subject.service, 70)} as ${subject.severity ?? STRICTEST}.`,
  )
  log.info(`recorded incident ${subject.incidentId}: ${happened.action}`)
  return { outputs: { 'api-status': 'ok' }, failed: false }
}
