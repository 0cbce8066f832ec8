import { type Event, type EventOf, formatInstant, HOUR, MINUTE } from '@plumbline/core'
import { CLOSES, type Day, diceFor, isWorkday, OPENS, shaOf } from './calendar.ts'
import type { Random } from './random.ts'
import type { Character } from './services.ts'

type Deployed = { event: EventOf<'deployment'>; at: number; id: string; sha: string }

const deployment = (
  service: Character,
  day: Day,
  number: number,
  at: number,
  dice: Random,
  more: Partial<EventOf<'deployment'>['data']> = {},
): Deployed => {
  const id = `${service.name}-${day.index}-${number}`
  const sha = shaOf(service, day, `deploy ${number}`)
  const commits = Array.from({ length: dice.between(1, 4) }, (_, i) => ({
    sha: i === 0 ? sha : shaOf(service, day, `commit ${number} ${i}`),
    committed_at: formatInstant(at - dice.between(2, 40) * HOUR),
  }))
  const event: EventOf<'deployment'> = {
    type: 'deployment',
    id: `deployment-${id}`,
    source: `github.com/${service.repository}/actions`,
    time: formatInstant(at),
    service: service.name,
    data: {
      deployment_id: id,
      status: 'success',
      started_at: formatInstant(at - dice.between(3, 9) * MINUTE),
      finished_at: formatInstant(at),
      commit_sha: sha,
      commits,
      version: `${1 + Math.floor(day.index / 30)}.${day.index}.${number}`,
      ...more,
    },
  }
  return { event, at, id, sha }
}

const TITLES = ['Errors after a release', 'Slow pages', 'Orders stuck', 'Payments time out', 'Search is empty'] as const

type Incident = {
  id: string
  severity: 'sev1' | 'sev2' | 'sev3'
  from: number
  to: number
  more: Partial<EventOf<'incident'>['data']>
}

/** The life of an incident: found, taken on, over. */
const incident = (
  service: Character,
  { id, severity, from, to, more }: Incident,
  dice: Random,
): EventOf<'incident'>[] => {
  const title = dice.pick(TITLES)
  const step = (action: EventOf<'incident'>['data']['action'], at: number): EventOf<'incident'> => ({
    type: 'incident',
    id: `${id}-${action}`,
    source: 'pagerduty.com/acme',
    time: formatInstant(at),
    service: service.name,
    data: { incident_id: id, severity, action, at: formatInstant(at), title, ...more },
  })
  return [
    step('started', from),
    step('detected', from + dice.between(1, 6) * MINUTE),
    step('acknowledged', from + dice.between(7, 20) * MINUTE),
    step('resolved', to),
  ]
}

/** A deployment that went wrong, in one of the ways they do, and what was done about it. */
const failing = (service: Character, day: Day, number: number, at: number, dice: Random): Event[] => {
  const fixedAt = at + dice.between(35, 110) * MINUTE
  const way = dice.next()
  if (way < 0.25) {
    const broken = deployment(service, day, number, at, dice, { status: 'failure' })
    return [broken.event, deployment(service, day, number + 50, fixedAt, dice, { planned: false }).event]
  }
  const broken = deployment(service, day, number, at, dice)
  if (way < 0.5) {
    const back = deployment(service, day, number + 50, fixedAt, dice, { rolls_back: broken.id, planned: false })
    return [broken.event, back.event]
  }
  const id = `INC-${service.name}-${day.index}-${number}`
  const severity = dice.chance(0.2) ? 'sev1' : 'sev2'
  // Now and then nobody names the cause, and the agreement's link window presumes it.
  const named = dice.chance(0.75) ? { caused_by_deployment: broken.id } : {}
  const fix = deployment(service, day, number + 50, fixedAt, dice, { fixes_incident: id, planned: false })
  const life = incident(
    service,
    { id, severity, from: at + dice.between(5, 25) * MINUTE, to: fixedAt + 2 * MINUTE, more: named },
    dice,
  )
  return [broken.event, ...life, fix.event]
}

/** Trouble that no deployment caused. */
const outside = (service: Character, day: Day, dice: Random): Event[] => {
  const from = day.start + dice.between(1, 11) * HOUR
  const more = { caused_by_deployment: 'none', reason: 'a supplier of the client was down' }
  return incident(
    service,
    {
      id: `INC-${service.name}-${day.index}-x`,
      severity: 'sev3',
      from,
      to: from + dice.between(20, 90) * MINUTE,
      more,
    },
    dice,
  )
}

/** What a service's pipelines and pagers saw on one day, in order of time. The same for the same day, always. */
export const eventsOf = (service: Character, day: Day): Event[] => {
  const dice = diceFor(service, day, 'events')
  const events: Event[] = dice.chance(0.04) ? outside(service, day, dice) : []
  if (!isWorkday(day)) return events
  const count = Math.max(0, Math.round(service.deploysADay + (dice.next() - 0.5) * 2))
  for (let number = 1; number <= count; number++) {
    const slot = (CLOSES - OPENS - 2 * HOUR) / count
    const at = day.start + OPENS + Math.floor(slot * (number - 1) + dice.next() * slot)
    if (dice.chance(service.failRate(day.progress))) events.push(...failing(service, day, number, at, dice))
    else events.push(deployment(service, day, number, at, dice).event)
  }
  return events.sort((a, b) => Date.parse(a.time) - Date.parse(b.time))
}
