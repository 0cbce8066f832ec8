import type { AvailabilityFact } from '../facts/facts.ts'
import { type Ratio, ratio } from '../number/ratio.ts'
import { onceFor } from '../remember.ts'
import { coveredMs } from '../time/cover.ts'
import { MINUTE, SECOND, type Window } from '../time/instant.ts'
import { clip, without } from '../time/intervals.ts'
import { countWhile, touching } from '../time/sorted.ts'
import { spanText } from '../time/span.ts'
import { type Asks, isOfRecord, type Sources, silentSources, sourceText } from './asks.ts'
import { eventsNamed, noData, type WindowIndicator, type WindowInput } from './indicator.ts'
import { elapsed, isObserved, observedText, unheard } from './watch.ts'
import { WINDOW_READS } from './window-reads.ts'

type Health = 'up' | 'degraded' | 'down'

/** Maintenance counts as down; what was agreed beforehand is taken out of both sides elsewhere. */
const HEALTH: Record<AvailabilityFact['state'], Health> = {
  up: 'up',
  degraded: 'degraded',
  down: 'down',
  maintenance: 'down',
}

type Stretch = Window & { health: Health }

type Edge = { at: number; health: Health; change: 1 | -1 }

/** Of what is said of one moment the worse counts. */
const worst = (said: Record<Health, number>): Health | null =>
  said.down > 0 ? 'down' : said.degraded > 0 ? 'degraded' : said.up > 0 ? 'up' : null

/** All that was observed in stretches of one health, in order; time that nobody speaks of is in none. */
const stretchesOf = (facts: readonly AvailabilityFact[]): Stretch[] => {
  const edges: Edge[] = []
  for (const { at, to, state } of facts) {
    if (at >= to) continue
    const health = HEALTH[state]
    edges.push({ at, health, change: 1 }, { at: to, health, change: -1 })
  }
  edges.sort((a, b) => a.at - b.at)
  const said: Record<Health, number> = { up: 0, degraded: 0, down: 0 }
  const stretches: Stretch[] = []
  edges.forEach(({ at, health, change }, i) => {
    said[health] += change
    const next = edges[i + 1]?.at ?? at
    const now = worst(said)
    if (now === null || next === at) return
    const last = stretches.at(-1)
    if (last && last.health === now && last.to === at) last.to = next
    else stretches.push({ from: at, to: next, health: now })
  })
  return stretches
}

type Observed = { facts: readonly AvailabilityFact[]; stretches: readonly Stretch[] }

/** What sources of record say, of all time: each window is a part of it. */
const observedBy = onceFor((sources: Sources) =>
  onceFor((all: readonly AvailabilityFact[]): Observed => {
    const facts = all.filter(({ source }) => isOfRecord(sources, source))
    return { facts, stretches: stretchesOf(facts) }
  }),
)

/** None is another than these none. */
const EVERY_SOURCE: Sources = { names: [], count: 'others' }

/** Stretches end in the order in which they begin. */
const stretchesIn = (stretches: readonly Stretch[], time: Window): Stretch[] =>
  stretches
    .slice(
      countWhile(stretches, ({ to }) => to <= time.from),
      countWhile(stretches, ({ from }) => from < time.to),
    )
    .map((one) => ({ ...one, ...clip(one, time) }))

/**
 * The full minutes of each time in which it was not up, whether degraded or down: the part of a minute at its end is left.
 * Parts of it apart would be less than a minute each.
 */
const inFullMinutes = (stretches: readonly Stretch[]): Stretch[] => {
  const left: Stretch[] = []
  let trouble: Stretch[] = []
  const settle = () => {
    const [first, last] = [trouble[0], trouble.at(-1)]
    if (!first || !last) return
    const end = first.from + Math.floor((last.to - first.from) / MINUTE) * MINUTE
    left.push(...trouble.filter(({ from }) => from < end).map((one) => ({ ...one, to: Math.min(one.to, end) })))
    trouble = []
  }
  for (const one of stretches) {
    if (one.health === 'up' || one.from !== trouble.at(-1)?.to) settle()
    if (one.health !== 'up') trouble.push(one)
  }
  settle()
  return left
}

type Uptime = { observedMs: number; downMs: Ratio; stretches: Stretch[]; facts: AvailabilityFact[] }

const uptimeOf = (all: readonly AvailabilityFact[], time: Window, asks: Asks): Uptime => {
  const { sources, fullMinutes, degradedWeight } = asks
  const observed = observedBy(sources ?? EVERY_SOURCE)(all)
  const facts = touching(observed.facts, time)
  // What was agreed to lie outside leaves both sides: it is neither observed nor down.
  const stretches = stretchesIn(observed.stretches, time).flatMap((one) =>
    without(one, asks.uptimeExcluded).map((left): Stretch => ({ ...one, ...left })),
  )
  const counted = fullMinutes ? inFullMinutes(stretches) : stretches
  const sum = (health: Health) =>
    counted.filter((one) => one.health === health).reduce((total, { from, to }) => total + to - from, 0)
  const down = BigInt(sum('down')) * degradedWeight.den + BigInt(sum('degraded')) * degradedWeight.num
  return {
    observedMs: stretches.reduce((total, { from, to }) => total + to - from, 0),
    downMs: ratio(down, degradedWeight.den),
    stretches,
    facts,
  }
}

const secondsText = (ms: Ratio) => spanText(String(Number(ms.num / (ms.den * BigInt(SECOND)))))

/** Why it can't be told: a source of record said nothing, or what was said leaves too much open. */
const unknown = (input: WindowInput, uptimes: readonly Uptime[], time: Window) => {
  const { sources } = input.asks
  const least = Math.min(...uptimes.map(({ observedMs }) => observedMs))
  if (isObserved(least, time))
    return unheard(
      input,
      uptimes.map(({ facts }) => facts),
    )
  const silent = uptimes.flatMap(({ facts }) => silentSources(sources, facts))
  if (silent.length > 0)
    return noData('unreported', `${sourceText(sources, silent)} has reported nothing in this window`)
  if (least === 0) return noData('no_events', 'nobody has observed it in this window')
  return noData('partly_observed', `only ${observedText(least, time)} of the time so far was observed, 95 % are needed`)
}

export const availability: WindowIndicator = {
  info: {
    key: 'availability',
    title: 'Availability',
    unit: '%',
    direction: 'higher',
    scope: 'window',
    describes: 'period',
    events: ['availability'],
    formula:
      '(observed − down) / observed time; where two speak of one moment the worse counts, maintenance is down, degraded is up unless weighted; at least 95 % of the time so far observed',
    statistics: [],
    default_statistic: null,
    counter: [],
    source: 'Share of observed time, exact to the millisecond; time nobody observed is on neither side',
    example: '43 min 12 s down in 30 days, all of them observed: 99.9 %',
  },
  // An interval may have begun as long before the window as one event may last.
  reads: WINDOW_READS.availability,
  measure: (input) => {
    const time = elapsed(input)
    if (time.to === time.from) return noData('window_too_young', 'the window has only begun')
    if (input.services.length === 0) return noData('no_events', 'no service was asked about')
    const uptimes = input.services.map((service) => uptimeOf(service.availability, time, input.asks))
    const counting = time.to - time.from - coveredMs(input.asks.uptimeExcluded, time)
    if (counting === 0) return noData('window_too_young', 'all of the time so far was agreed to be left out')
    const cannot = unknown(input, uptimes, { from: time.from, to: time.from + counting })
    if (cannot) return cannot
    const observed = uptimes.reduce((total, { observedMs }) => total + observedMs, 0)
    const down = uptimes.reduce(
      (total, { downMs }) => ratio(total.num * downMs.den + downMs.num * total.den, total.den * downMs.den),
      ratio(0),
    )
    const up = ratio(BigInt(observed) * down.den - down.num, down.den)
    const bad = uptimes.flatMap(({ facts }) => facts).filter(({ state }) => state !== 'up')
    return {
      kind: 'measured',
      value: ratio(up.num * 100n, up.den * BigInt(observed)),
      fraction: { numerator: Number(up.num / up.den) / SECOND, denominator: observed / SECOND },
      samples: uptimes.reduce((total, { facts }) => total + facts.length, 0),
      evidence: {
        formula: `down ${secondsText(down)} of ${spanText(String(Math.floor(observed / SECOND)))} observed`,
        ...(bad.length > 0 ? eventsNamed(bad.map(({ event }) => event)) : {}),
      },
    }
  },
}
