import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Context } from '../context.ts'
import { misconfigured } from '../exit.ts'
import { whyUnreadable } from '../why-unreadable.ts'

/**
 * What `start` leaves for `finish`, which is another process, in GitLab CI even another shell: in a file, because that
 * is the one thing both see. `stopped`: the gate did not let it begin, so that nothing is deployed.
 */
export type Started = {
  state: 'begun' | 'stopped'
  deploymentId: string
  /** RFC 3339. */
  startedAt: string
  commitSha: string
  rollsBack: string | null
  fixesIncident: string | null
}

/** What identifies a deployment under way: one file serves several. */
type Place = { file: string; service: string; environment: string | null }

const keyOf = ({ service, environment }: Place) => `${service} ${environment ?? ''}`

const isStarted = (value: unknown): value is Started => {
  if (typeof value !== 'object' || value === null) return false
  const { state, deploymentId, startedAt, commitSha, rollsBack, fixesIncident } = value as Record<string, unknown>
  const texts = [deploymentId, startedAt, commitSha].every((text) => typeof text === 'string')
  const names = [rollsBack, fixesIncident].every((name) => name === null || typeof name === 'string')
  return (state === 'begun' || state === 'stopped') && texts && names
}

const readAll = (path: string): Record<string, unknown> => {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {}
    throw misconfigured(`can’t read ${path}: ${whyUnreadable(error)}`)
  }
  try {
    const all: unknown = JSON.parse(text)
    if (typeof all === 'object' && all !== null && !Array.isArray(all)) return { ...all }
  } catch {
    // Said below: to a person it is the same.
  }
  throw misconfigured(`${path} is not what plumbline deployment start writes`, 'remove it, or name another by --state')
}

const writeAll = (path: string, all: Record<string, unknown>): void => {
  try {
    if (Object.keys(all).length === 0) rmSync(path, { force: true })
    else writeFileSync(path, `${JSON.stringify(all, null, 2)}\n`)
  } catch (error) {
    throw misconfigured(
      `can’t write ${path}: ${error instanceof Error ? error.message : String(error)}`,
      'give --state FILE that can be written, or --id and --started-at to plumbline deployment finish',
    )
  }
}

const pathOf = ({ cwd, inputs }: Context, { file }: Place) => resolve(inputs.ci?.folder ?? cwd, file)

/** What was left; null where nothing was. */
export const readStarted = (context: Context, place: Place): Started | null => {
  const found = readAll(pathOf(context, place))[keyOf(place)]
  return isStarted(found) ? found : null
}

/** Leaves it for later; null takes it away. */
export const keepStarted = (context: Context, place: Place, started: Started | null): void => {
  const path = pathOf(context, place)
  const { [keyOf(place)]: _, ...others } = readAll(path)
  writeAll(path, started === null ? others : { ...others, [keyOf(place)]: started })
}
