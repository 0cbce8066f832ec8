import { type EventOf, formatInstant, HOUR, MINUTE } from '@plumbline/core'
import { type Day, diceFor, isWorkday, OPENS } from './calendar.ts'
import type { Character } from './services.ts'

type PullRequest = EventOf<'pull_request'>

/** A pull request of the day: opened by Northwind in the morning, reviewed by Acme. */
export const reviewsOn = (service: Character, day: Day): PullRequest[] => {
  const dice = diceFor(service, day, 'reviews')
  if (!isWorkday(day) || dice.chance(0.5)) return []
  const number = 400 + day.index
  const size = { additions: dice.between(20, 380), deletions: dice.between(0, 90) }
  const opened = day.start + OPENS + dice.between(0, 90) * MINUTE
  const reviewed = opened + (dice.chance(0.15) ? dice.between(6, 7) * HOUR : dice.between(20, 200) * MINUTE)
  const step = (
    action: PullRequest['data']['action'],
    at: number,
    more: Partial<PullRequest['data']> = {},
  ): PullRequest => ({
    type: 'pull_request',
    id: `pull-${service.name}-${number}-${action}`,
    source: `github.com/${service.repository}/pulls`,
    time: formatInstant(at),
    service: service.name,
    data: { number, action, at: formatInstant(at), ...size, ...more },
  })
  return [step('opened', opened), step('reviewed', reviewed, { reviewer_party: 'client' })]
}
