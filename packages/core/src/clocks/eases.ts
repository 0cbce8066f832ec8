import type { Party } from '../agreement/terms.ts'
import { deadline } from '../calendar/deadline.ts'
import type { EventRef, SubjectRef } from '../events/identity.ts'
import type { Attribution, IncidentAction, IncidentFact, SeverityLevel } from '../facts/facts.ts'
import type { Instant } from '../time/instant.ts'
import { type ClockSetting, SILENCE_ACCEPTS } from './setting.ts'

/*
 * What makes a clock easier (a milder severity, one so bad that no line is about it, calling the incident off, blaming
 * somebody else) takes the word of
 * the party it is owed to: the same said by that party, or its silence for two business days. Until then the clock
 * runs as before; what it breached by then stays breached.
 */

/** From an instant on, what holds of an incident. */
export type Standing = { from: Instant; level: SeverityLevel; attribution: Attribution | null }

/** The other party's word is still missing. */
export type Pending = {
  what: 'severity' | 'cancelled' | 'attribution'
  to: string
  at: Instant
  /** When silence accepts it; null: never. */
  until: Instant | null
}

export type Eases = {
  standing: Standing[]
  /** When the incident was agreed to be called off, each time. */
  calledOff: { at: Instant; by: EventRef }[]
  pending: Pending[]
}

type Proposal = { event: EventRef; at: Instant; until: Instant | null; by: Set<Party> }

const answering = ({ owedBy }: ClockSetting): Party[] =>
  owedBy === 'both' ? ['client', 'vendor'] : [owedBy === 'vendor' ? 'client' : 'vendor']

/** Blame that takes a clock from who owes it. */
export const isAway = ({ owedBy }: Pick<ClockSetting, 'owedBy'>, attribution: Attribution | null): boolean =>
  attribution !== null && attribution !== owedBy && (owedBy !== 'both' || attribution === 'third_party')

/** A severity that nobody has given a meaning counts as the worst that has one, until it is set. */
export const countedLevel = ({ meant }: ClockSetting, level: SeverityLevel): SeverityLevel => {
  if (meant === null || meant.length === 0 || meant.includes(`sev${level}`)) return level
  return Math.min(...meant.map((name) => Number(name.slice(3)))) as SeverityLevel
}

/** Does a line of the agreement promise this clock for a severity? */
const isPromised = (setting: ClockSetting, level: SeverityLevel) =>
  setting.lines?.includes(`sev${countedLevel(setting, level)}`) ?? true

const isMeant = (setting: ClockSetting, level: SeverityLevel) => countedLevel(setting, level) === level

const ENDS: readonly IncidentAction[] = ['resolved', 'cancelled']
const BEGINS: readonly IncidentAction[] = ['started', 'detected', 'reported']

/** Names under which an incident began: each of them has to end. */
export const begunNames = (actions: readonly IncidentFact[]): Set<SubjectRef> =>
  new Set(actions.flatMap(({ action, incident }) => (BEGINS.includes(action) ? [incident] : [])))

/** Reads the actions of one incident, in clock order, up to an instant. */
export const easesOf = (actions: readonly IncidentFact[], setting: ClockSetting, until: Instant): Eases => {
  const [first] = actions
  if (!first) return { standing: [], calledOff: [], pending: [] }
  const standing: Standing[] = [{ from: first.at, level: first.severity, attribution: null }]
  const calledOff: Eases['calledOff'] = []
  const open = new Map<Pending['what'], Proposal & { to: string; take: (at: Instant) => void }>()
  const names = begunNames(actions)
  /** Names that say it was resolved. */
  const resolved = new Set<SubjectRef>()
  const now = () => standing.at(-1) ?? { from: first.at, level: first.severity, attribution: null }
  const change = (at: Instant, what: Partial<Standing>) => standing.push({ ...now(), ...what, from: at })

  /** Takes effect once every party that has to has said it, or kept silent for long enough. */
  const propose = (what: Pending['what'], to: string, fact: IncidentFact, take: (at: Instant) => void) => {
    const before = open.get(what)
    const known = before?.to === to ? before : undefined
    const end = known ? null : deadline(setting.answers, fact.at, SILENCE_ACCEPTS)
    const by = new Set([...(known?.by ?? []), ...(fact.party ? [fact.party] : [])])
    if (answering(setting).every((party) => by.has(party))) {
      open.delete(what)
      take(fact.at)
    } else if (known) known.by = by
    else open.set(what, { event: fact.event, at: fact.at, until: end?.ok ? end.value : null, by, to, take })
  }
  const settleSilence = (at: Instant) => {
    const due = [...open].filter(([, one]) => one.until !== null && one.until <= at)
    for (const [what, one] of due.sort(([, a], [, b]) => (a.until ?? 0) - (b.until ?? 0))) {
      open.delete(what)
      one.take(one.until ?? at)
    }
  }

  for (const fact of actions) {
    if (fact.at > until) break
    settleSilence(fact.at)
    const { level, attribution } = now()
    const worse = countedLevel(setting, fact.severity) < countedLevel(setting, level)
    const sets = fact.action === 'severity_changed' && !isMeant(setting, level)
    // Too bad for every line: that would end the clock like any easing, and takes the same word.
    const leaves = worse && isPromised(setting, level) && !isPromised(setting, fact.severity)
    if ((worse && !leaves) || (fact.severity !== level && sets)) {
      // Raised, or given a meaning for the first time: at once, and whoever says so.
      open.delete('severity')
      change(fact.at, { level: fact.severity })
    } else if (fact.action === 'severity_changed') {
      const { severity } = fact
      if (severity > level || leaves)
        propose('severity', `sev${severity}`, fact, (at) => change(at, { level: severity }))
      // Said to be as bad as it stands: that is the answer to whoever wanted it milder, unless they say it themselves.
      else open.delete('severity')
    }
    // Of what was recorded before the party was kept, only what was agreed is known.
    const to = fact.attribution ?? fact.agreedAttribution
    // Said to be whose it stands as: that is the answer to whoever asked otherwise, unless they take it back themselves.
    if (to !== null && to === attribution) open.delete('attribution')
    else if (to !== null) {
      if (isAway(setting, to) && fact.attribution !== undefined)
        propose('attribution', to, fact, (at) => change(at, { attribution: to }))
      else {
        open.delete('attribution')
        // Taken back by a party whose word it took, or taken on by who owes it.
        change(fact.at, { attribution: to })
      }
    }
    if (ENDS.includes(fact.action)) names.delete(fact.incident)
    if (fact.action === 'resolved') resolved.add(fact.incident)
    if (fact.action === 'reopened') resolved.delete(fact.incident)
    // A second ticket of one incident is called off without calling off the incident.
    if (fact.action === 'cancelled' && names.size === 0 && resolved.size === 0)
      propose('cancelled', 'cancelled', fact, (at) => calledOff.push({ at, by: fact.event }))
    if (fact.action === 'reopened' || fact.action === 'resolved') open.delete('cancelled')
    if (fact.action === 'reopened') names.add(fact.incident)
  }
  settleSilence(until)
  const pending = [...open].map(([what, one]): Pending => ({ what, to: one.to, at: one.at, until: one.until }))
  return { standing, calledOff, pending }
}
