import { createHash } from 'node:crypto'
import type { EventOf, Instant } from '@plumbline/core'
import { formatInstant, parseInstant } from '@plumbline/core'
import type { Change } from '../context.ts'
import { at, textAt } from '../json.ts'
import { shaAt } from '../sha.ts'

type About = { service: string; source: string }
type PullRequest = EventOf<'pull_request'>
type Data = PullRequest['data']

const MAX = 1_000_000_000

const whole = (value: unknown, from: number): number | null =>
  typeof value === 'number' && Number.isInteger(value) && value >= from && value <= MAX ? value : null

/** It becomes part of an id. */
const nameOf = (payload: unknown): string => {
  const action = textAt(payload, 'action') ?? ''
  return /^[a-z_]{1,32}$/.test(action) ? action : 'opened'
}

/** Its id stands for its content. */
const identified = (event: Omit<PullRequest, 'id'>, name: string, commit: string): PullRequest => {
  const digest = createHash('sha256')
    .update(JSON.stringify([commit, event]))
    .digest('hex')
    .slice(0, 24)
  return { ...event, id: `pull-${event.data.number}-${name}-${commit.slice(0, 12)}-${digest}` }
}

/** That a pull request became a commit: the server knows by it which change is merged there. */
export const mergeEvent = (
  { commitSha, pullRequest, merge }: Change,
  { service, source }: About,
): PullRequest | null => {
  if (pullRequest === undefined || merge === undefined || 'why' in merge) return null
  const time = formatInstant(merge.at)
  const data = { number: pullRequest.number, at: time, action: 'merged' as const, merge_commit_sha: commitSha }
  return identified({ type: 'pull_request', source, time, service, data }, 'merge', commitSha)
}

type Told = Pick<Data, 'action' | 'merge_commit_sha'> & { at: Instant | null }

/** What happened, in our words. Whatever else GitHub tells of (a push, a label) says once more that it was opened. */
const toldBy = (name: string, pull: unknown): Told => {
  const moment = (field: string) => parseInstant(textAt(pull, field) ?? '')
  if (name === 'reopened' || name === 'ready_for_review') return { action: name, at: moment('updated_at') }
  if (name !== 'closed') return { action: 'opened', at: moment('created_at') }
  if (at(pull, 'merged') !== true) return { action: 'closed', at: moment('closed_at') ?? moment('updated_at') }
  const commit = shaAt(pull, 'merge_commit_sha')
  return {
    action: 'merged',
    at: moment('merged_at') ?? moment('closed_at') ?? moment('updated_at'),
    ...(commit === undefined ? {} : { merge_commit_sha: commit }),
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
  { service, source, now }: About & { now: Instant },
): PullRequest | null => {
  const pull = at(payload, 'pull_request')
  const number = whole(at(pull, 'number') ?? at(payload, 'number'), 1)
  const head = shaAt(pull, 'head', 'sha')
  if (number === null || head === undefined) return null
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
  return identified(event, name, head)
}
