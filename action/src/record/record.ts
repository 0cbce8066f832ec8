import type { Event } from '@plumbline/core'
import { NO_AUTH } from '../identity/no-auth.ts'
import type { ApiStatus, Done, Job, Trouble } from '../job.ts'
import { sendEvents } from '../judge/server.ts'
import { tellTrouble } from '../runner/trouble.ts'

export type Recorded = { kind: 'recorded' } | { kind: 'failed'; done: Done }

/** What nobody has recorded, as `plumbline ingest` takes it. */
const notRecorded = (events: readonly Event[]): string =>
  [
    'Not recorded. Sent later with `plumbline ingest`, it still counts:',
    '',
    '```json',
    ...events.map((event) => JSON.stringify(event)),
    '```',
  ].join('\n')

/**
 * Records events; where that fails they are told in full, so that nothing is lost that is known here.
 * @param known whether a refusal with this code says nothing new about the event of this id
 */
export const record = async (
  job: Job,
  events: readonly Event[],
  known: (id: string | null, code: string) => boolean = () => false,
): Promise<Recorded> => {
  const { settings, summary, auth } = job
  const lost = async (status: ApiStatus, trouble: Omit<Trouble, 'level'>): Promise<Recorded> => {
    const fails = status === 'rejected' || settings.onApiError === 'fail'
    await tellTrouble(job, { level: fails ? 'error' : 'warning', ...trouble })
    await summary.add(notRecorded(events))
    return { kind: 'failed', done: { outputs: { 'api-status': status }, failed: fails } }
  }
  if (settings.api === null || auth === null) return lost('not_asked', { title: 'Nothing was recorded', text: NO_AUTH })

  const sent = await sendEvents(job, { ...settings.api, auth }, events, known)
  if (sent.kind === 'failed') return lost(sent.status, sent.trouble)
  if (sent.troubles.length === 0) return { kind: 'recorded' }
  for (const trouble of sent.troubles) await tellTrouble(job, trouble)
  await summary.add(notRecorded(events))
  return { kind: 'failed', done: { outputs: { 'api-status': 'ok' }, failed: true } }
}
