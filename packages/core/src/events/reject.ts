import { DAY, type Instant, MINUTE } from '../time/instant.ts'
import { instant } from './placements/placement.ts'
import type { Event } from './schema.ts'

/** How far ahead of our clock an event's time may lie before it is refused. */
export const CLOCK_SKEW_MS = 5 * MINUTE

export type Rejection = {
  code: 'time_in_future' | 'time_too_old' | 'corrects_itself' | 'reason_required'
  pointer: string
  detail: string
}

type Times = (readonly [pointer: string, time: string])[]

/** How long ago something may have happened that is told now: further back nothing is agreed and no window reaches. */
export const OLDEST_YEARS = 10
const OLDEST_MS = OLDEST_YEARS * 366 * DAY

/** Times of an event's data that must not lie in the future, with the place of each. */
const timesOf = (event: Event): Times => {
  switch (event.type) {
    case 'deployment':
      return [
        ...(event.data.started_at === undefined ? [] : [['/data/started_at', event.data.started_at] as const]),
        ['/data/finished_at', event.data.finished_at],
        ...(event.data.commits ?? []).map(
          ({ committed_at: at }, i) => [`/data/commits/${i}/committed_at`, at] as const,
        ),
      ]
    case 'incident':
    case 'pull_request':
    case 'work_item':
      return [['/data/at', event.data.at]]
    case 'availability':
    case 'heartbeat':
      return [['/data/to', event.data.to]]
    // Budgets, sprints and figures may speak of a time that has not ended.
    case 'measurement':
    case 'sprint':
    case 'cost':
      return [['/data/from', event.data.from]]
    case 'coverage':
    case 'test_run':
    case 'findings':
      return []
    default:
      return event satisfies never
  }
}

/** What forbids an event that is well-formed; all of it at once, nothing where it may be recorded. */
export const reject = (event: Event, now: Instant): Rejection[] => {
  const times: Times = [['/time', event.time], ...timesOf(event)]
  const rejections: Rejection[] = times
    .filter(([, time]) => instant(time) > now + CLOCK_SKEW_MS)
    .map(([pointer, time]) => ({
      code: 'time_in_future',
      pointer,
      detail: `${time} is more than ${CLOCK_SKEW_MS / MINUTE} minutes ahead of the server's clock`,
    }))
  // A commit may be as old as its repository, and what is imported tells of what was long before.
  const happened = event.origin === 'reconstructed' ? [] : times.filter(([pointer]) => !pointer.includes('/commits/'))
  for (const [pointer, time] of happened.filter(([, time]) => instant(time) < now - OLDEST_MS))
    rejections.push({
      code: 'time_too_old',
      pointer,
      detail: `${time} is more than ${OLDEST_YEARS} years ago; it must be when it happened`,
    })
  if (event.corrects === event.id)
    rejections.push({
      code: 'corrects_itself',
      pointer: '/corrects',
      detail: 'an event can’t correct itself; give the correction an id of its own',
    })
  if (event.type === 'incident' && event.data.caused_by_deployment === 'none' && !event.data.reason)
    rejections.push({
      code: 'reason_required',
      pointer: '/data/reason',
      detail: '`caused_by_deployment: none` needs a reason',
    })
  return rejections
}
