import { createHash } from 'node:crypto'
import type { EventOf, Instant } from '@plumbline/core'
import { formatInstant, parseInstant } from '@plumbline/core'
import { at, textAt } from '../json.ts'

type Data = EventOf<'pull_request'>['data']

const MAX = 1_000_000_000

const whole = (value: unknown, from: number): number | null =>
  typeof value === 'number' && Number.isInteger(value) && value >= from && value <= MAX ? value : null

const commitAt = (value: unknown, ...path: string[]): string | null => {
  const found = textAt(value, ...path) ?? ''
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(found) ? found : null
}

/** It becomes part of an id. */
const nameOf = (payload: unknown): string => {
  const action = textAt(payload, 'action') ?? ''
  return /^[a-z_]{1,32}$/.test(action) ? action : 'opened'
}

type Told = Pick<Data, 'action' | 'merge_commit_sha'> & { at: Instant | null }

/** What happened, in our words. Whatever else GitHub tells of (a push, a label) says once more that it was opened. */
const toldBy = (name: string, pull: unknown): Told => {
  const moment = (field: string) => parseInstant(textAt(pull, field) ?? '')
  if (name === 'reopened' || name === 'ready_for_review') return { action: name, at: moment('updated_at') }
  if (name !== 'closed') return { action: 'opened', at: moment('created_at') }
  if (at(pull, 'merged') !== true) return { action: 'closed', at: moment('closed_at') ?? moment('updated_at') }
  const commit = commitAt(pull, 'merge_commit_sha')
  return {
    action: 'merged',
    at: moment('merged_at') ?? moment('closed_at') ?? moment('updated_at'),
    ...(commit === null ? {} : { merge_commit_sha: commit }),
  }
}

/**
 * The pull request that an event's payload is about, with its size: the checks of its commit can't tell that. Null
 * where the payload doesn't say which one, and of which commit. A run that is repeated has the same payload, and so
 * tells the same event. Its id stands for its content, for another label or another base at one head tells another.
 * @param now stands for the times that the payload lacks
 */
export const pullRequestEvent = (
  payload: unknown,
  { service, source, now }: { service: string; source: string; now: Instant },
): EventOf<'pull_request'> | null => {
  const pull = at(payload, 'pull_request')
  const number = whole(at(pull, 'number') ?? at(payload, 'number'), 1)
  const head = commitAt(pull, 'head', 'sha')
  if (number === null || head === null) return null
  const name = nameOf(payload)
  const time = parseInstant(textAt(pull, 'updated_at') ?? '') ?? now
  const { at: happened, ...told } = toldBy(name, pull)
  const [additions, deletions] = [whole(at(pull, 'additions'), 0), whole(at(pull, 'deletions'), 0)]
  const event = {
    type: 'pull_request' as const,
    source,
    time: formatInstant(time),
    service,
    data: {
      number,
      at: formatInstant(happened ?? time),
      ...told,
      // Half a size is none.
      ...(additions === null || deletions === null ? {} : { additions, deletions }),
    },
  }
  const digest = createHash('sha256')
    .update(JSON.stringify([head, event]))
    .digest('hex')
    .slice(0, 24)
  return { ...event, id: `pull-${number}-${name}-${head.slice(0, 12)}-${digest}` }
}
