import type { GateAnswer } from '@plumbline/client'
import type { Event } from '@plumbline/core'
import { formatInstant, HOUR, MINUTE } from '@plumbline/core'
import type { Sink } from '../context.ts'
import { createProgress } from '../output/progress.ts'
import { type Day, dayAt, endOf, headOf, merges, SEED, startOfDay } from './calendar.ts'
import { eventsOf } from './days.ts'
import { measuredOn } from './measured.ts'
import { observedOn } from './observed.ts'
import { agree, ENGAGEMENT, type Keys } from './parties.ts'
import { random } from './random.ts'
import { reviewsOn } from './reviews.ts'
import type { Calls } from './server-calls.ts'
import { CHARACTERS, type Character } from './services.ts'
import type { DemoState } from './state.ts'

/** Four months. */
const DAYS = 122
const SECOND_VERSION_ON = 75
const BATCH = 100
const BASE = `/v1/engagements/${ENGAGEMENT}`
const KEEP_EVERY = 10

/** The example's time: set while its months are made, the real one after that. */
export type Clock = { now: () => number; set: (at: number) => void; run: () => void; runs: () => boolean }

export const createClock = (real: () => number): Clock => {
  let at: number | null = real()
  return {
    now: () => at ?? real(),
    set: (instant) => {
      at = instant
    },
    run: () => {
      at = null
    },
    runs: () => at === null,
  }
}

export const firstDayBefore = (now: number): number => startOfDay(now) - DAYS * 24 * HOUR
const dayText = (at: number): string => formatInstant(at).slice(0, 10)

/** The service's last merge before a day. */
const mergeBefore = (service: Character, state: DemoState, { index }: Day): Day | null => {
  for (let before = index - 1; before >= 0; before--) {
    const day = dayAt(state.firstDay, before, DAYS)
    if (merges(service, day)) return day
  }
  return null
}

/** Commits that the default branch had before, nearest first. */
const ancestorsOf = (service: Character, state: DemoState, day: Day): string[] => {
  const found: string[] = []
  let before = mergeBefore(service, state, day)
  for (; before !== null && found.length < 4; before = mergeBefore(service, state, before))
    found.push(headOf(service, before))
  return found
}

type Months = {
  calls: Calls
  keys: Keys
  clock: Clock
  state: DemoState
  /** Does what is due by the clock. */
  tick: () => Promise<void>
}

/** What the default branch measures after the day, judged: the merge that opens breaches and feeds trends. */
const mergeGate = async ({ calls, keys, state }: Months, service: Character, day: Day): Promise<GateAnswer> => {
  const [base, ...ancestors] = ancestorsOf(service, state, day)
  return calls.post<GateAnswer>(`${BASE}/gate`, keys.ci, {
    service: service.name,
    event: 'push',
    ref: 'refs/heads/main',
    commit_sha: headOf(service, day),
    ...(base === undefined ? {} : { base_sha: base, ancestors }),
    run: `example-${service.name}-${day.index}`,
    events: measuredOn(service, day, mergeBefore(service, state, day)),
  })
}

/** The vendor says that it knows, the morning after; about some it says nothing. */
const acknowledge = async ({ calls, keys, clock }: Months, day: Day, answer: GateAnswer): Promise<void> => {
  const opened = answer.objectives.filter(({ breach_id: id, status }) => id !== undefined && status === 'breached')
  for (const { breach_id: id } of opened) {
    const dice = random(`${SEED} acknowledge ${id} ${day.index}`)
    if (!dice.chance(0.4)) continue
    clock.set(endOf(day) + dice.between(10, 90) * MINUTE)
    const note = dice.pick([
      'Seen; we look into it tomorrow.',
      'Known, the team is on it.',
      'We owe tests for this change.',
    ])
    await calls.postNew(`${BASE}/breaches/${id}/acknowledge`, keys.vendor, { note })
  }
}

const oneDay = async (months: Months, day: Day): Promise<void> => {
  const { calls, keys, clock } = months
  const events: Event[] = CHARACTERS.flatMap((service) => {
    const delivered = eventsOf(service, day)
    return [...delivered, ...observedOn(service, day, delivered), ...reviewsOn(service, day)]
  })
  clock.set(endOf(day))
  for (let from = 0; from < events.length; from += BATCH)
    await calls.post(`${BASE}/events`, keys.ci, events.slice(from, from + BATCH))
  // Services don't share anything that a gate writes, so their gates may run together.
  const merged = CHARACTERS.filter((service) => merges(service, day))
  const answers = await Promise.all(merged.map((service) => mergeGate(months, service, day)))
  for (const answer of answers) await acknowledge(months, day, answer)
}

/** Makes what is missing of the months up to now, day by day through the app; goes on where an earlier start ended. */
export const makeMonths = async (
  months: Months,
  now: number,
  err: Sink,
  keep: (state: DemoState) => void,
): Promise<void> => {
  const { state, clock, calls, keys } = months
  const progress = createProgress(err, 'making the example’s months', () => performance.now())
  const last = Math.floor((now - endOf(dayAt(state.firstDay, 0, DAYS))) / (24 * HOUR))
  try {
    for (let index = state.doneThrough + 1; index <= last; index++) {
      const day = dayAt(state.firstDay, index, DAYS)
      clock.set(day.start + HOUR)
      for (const [version, from, target] of [
        [1, 0, 70],
        [2, SECOND_VERSION_ON, 80],
      ] as const) {
        if (state.agreements >= version || index < from) continue
        await agree(calls, keys, dayText(day.start), target)
        state.agreements = version
        keep(state)
      }
      await oneDay(months, day)
      if (dayText(day.start).endsWith('-01') || index === last) await months.tick()
      state.doneThrough = index
      if (index % KEEP_EVERY === 0) keep(state)
      progress.at(index, last)
    }
  } finally {
    progress.end()
    keep(state)
    clock.run()
  }
}

/** What the two example gates are compared with: the newest measured commit of a service. */
export const newestHead = (state: DemoState, service: Character): { sha: string; day: Day } => {
  const today = dayAt(state.firstDay, state.doneThrough + 1, DAYS)
  const day = mergeBefore(service, state, today) ?? dayAt(state.firstDay, 0, DAYS)
  return { sha: headOf(service, day), day }
}
