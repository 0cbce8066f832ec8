import { createHash } from 'node:crypto'
import { formatInstant, type Instant, parseInstant } from '@plumbline/core'
import type { Job } from '../job.ts'
import { textAt } from '../json.ts'

/**
 * What the step that begins a deployment tells the one that ends it, which is another process of the same job.
 * - `begun`: it is under way
 * - `stopped`: it was not let begin, so that nothing is deployed
 * - `ended`: it was recorded; the next one of this job gets another number
 */
export type Note = {
  state: 'begun' | 'stopped' | 'ended'
  number: number
  at: Instant
  commitSha: string
  rollsBack: string | null
  fixesIncident: string | null
}

/** One variable for each service and environment: a job may deploy to several. */
const nameOf = (service: string, environment: string | null): string =>
  `DEPLOYMENT_${createHash('sha256')
    .update(`${service}\0${environment ?? ''}`)
    .digest('hex')
    .slice(0, 8)
    .toUpperCase()}`

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** What was noted; null where nothing was, or something that can't be read: any step may write such a variable. */
export const readNote = ({ runner, settings }: Job, service: string): Note | null => {
  const given = parse(runner.notes.get(nameOf(service, settings.environment)) ?? '')
  const state = textAt(given, 'state')
  const [number, at] = [Number(textAt(given, 'number')), parseInstant(textAt(given, 'at') ?? '')]
  const commitSha = textAt(given, 'commit') ?? ''
  if (state !== 'begun' && state !== 'stopped' && state !== 'ended') return null
  if (at === null || !Number.isInteger(number) || number < 1 || !/^[0-9a-f]{40,64}$/.test(commitSha)) return null
  const named = (name: string) => textAt(given, name) ?? null
  return { state, number, at, commitSha, rollsBack: named('rolls_back'), fixesIncident: named('fixes_incident') }
}

export const writeNote = ({ log, settings, leaveNote }: Job, service: string, note: Note): void => {
  const text = JSON.stringify({
    state: note.state,
    number: String(note.number),
    at: formatInstant(note.at),
    commit: note.commitSha,
    ...(note.rollsBack === null ? {} : { rolls_back: note.rollsBack }),
    ...(note.fixesIncident === null ? {} : { fixes_incident: note.fixesIncident }),
  })
  try {
    leaveNote(nameOf(service, settings.environment), text)
  } catch (error) {
    log.warning(
      'The start of the deployment could not be noted',
      `the step that ends it will not know when it began: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
