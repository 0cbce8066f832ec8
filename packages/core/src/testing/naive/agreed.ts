import type { CalendarTerms, ClockRules, Objective, Party, Terms } from '../../agreement/terms.ts'
import type { Instant, Window } from '../../time/instant.ts'
import { type Action, atOf, BEGINS } from './incidents.ts'
import { businessDaysLater } from './time.ts'

/*
 * What both parties hold of an incident (rule 10): worse counts at once; milder, called off or somebody else's takes
 * the word of the party that the clock is owed to, or its silence for two business days.
 */

type Change = { at: Instant; level?: number; attribution?: string; calledOff?: true }
type Wish = { to: string; due: Instant; said: Set<Party>; grant: (at: Instant) => void }

const levelOf = (severity: string) => Number(severity.slice(3))

/** A severity without a meaning counts as the worst that has one. */
const countedAs = (level: number, { severities }: ClockRules): number =>
  !severities || severities.length === 0 || severities.some((name) => levelOf(name) === level)
    ? level
    : Math.min(...severities.map(levelOf))

/** Whose word it takes: the party that does not owe; where both owe, both. */
const creditors = ({ owedBy }: Objective): Party[] =>
  owedBy === 'both' ? ['client', 'vendor'] : [owedBy === 'vendor' ? 'client' : 'vendor']

/** Somebody's doing who does not owe the clock. */
const isElsewhere = (attribution: string, { owedBy }: Objective): boolean =>
  owedBy === 'both' ? attribution === 'third_party' : attribution !== owedBy

/** @param actions all of them, in the order in which they apply */
export const changesOf = (
  actions: readonly Action[],
  objective: Objective,
  { clocks: rules, timeZone: zone, objectives }: Pick<Terms, 'clocks' | 'timeZone' | 'objectives'>,
  until: Instant,
): Change[] => {
  if (!rules) return []
  const answers: CalendarTerms | null = rules.calendars.get(rules.calendar ?? '24x7') ?? null
  const [first] = actions
  if (!first) return []
  const changes: Change[] = [{ at: atOf(first), level: levelOf(first.data.severity) }]
  const wishes = new Map<'level' | 'attribution' | 'called off', Wish>()
  let level = levelOf(first.data.severity)
  let attribution: string | undefined

  const owes = (to: number): boolean =>
    objectives.some(
      (line) =>
        line.indicator === objective.indicator &&
        (line.owedBy === objective.owedBy || line.owedBy === 'both') &&
        (line.severity === null || line.severity.some((name) => name === `sev${countedAs(to, rules)}`)),
    )

  const setLevel = (to: number, at: Instant) => {
    level = to
    changes.push({ at, level })
  }
  const setAttribution = (to: string, at: Instant) => {
    attribution = to
    changes.push({ at, attribution: to })
  }
  const wish = (what: 'level' | 'attribution' | 'called off', to: string, action: Action, grant: Wish['grant']) => {
    const at = atOf(action)
    const known = wishes.get(what)
    const due = businessDaysLater(answers, zone, at, 2)
    const one = known?.to === to ? known : { to, due, said: new Set<Party>(), grant }
    one.said.add(action.party)
    wishes.set(what, one)
    if (!creditors(objective).every((creditor) => one.said.has(creditor))) return
    wishes.delete(what)
    one.grant(at)
  }
  const silence = (at: Instant) => {
    for (const [what, one] of [...wishes].sort(([, a], [, b]) => a.due - b.due))
      if (one.due <= at) {
        wishes.delete(what)
        one.grant(one.due)
      }
  }

  for (const [i, action] of actions.entries()) {
    const at = atOf(action)
    if (at > until) break
    silence(at)
    const { data } = action
    const said = levelOf(data.severity)
    const isMeant = countedAs(level, rules) === level
    const isWorse = countedAs(said, rules) < countedAs(level, rules)
    // To where nobody owes the clock it is taken by agreement, up as well as down.
    const escapes = isWorse && owes(level) && !owes(said)
    if (isWorse && !escapes) {
      wishes.delete('level')
      setLevel(said, at)
    } else if (data.action === 'severity_changed') {
      if (!isMeant && said !== level) {
        wishes.delete('level')
        setLevel(said, at)
      } else if (said > level || escapes) wish('level', data.severity, action, (when) => setLevel(said, when))
      else wishes.delete('level')
    }
    const blames = data.attribution
    if (blames !== undefined && isElsewhere(blames, objective)) {
      // Said to be as it stands: nobody asks for anything else any more.
      if (blames === attribution) wishes.delete('attribution')
      else wish('attribution', blames, action, (when) => setAttribution(blames, when))
    } else if (blames !== undefined) {
      // Whoever says whose doing it was refuses what is asked, takes back what was said, or takes it on.
      wishes.delete('attribution')
      setAttribution(blames, at)
    }
    if (data.action === 'reopened' || data.action === 'resolved') wishes.delete('called off')
    if (data.action === 'cancelled' && isCalledOff(actions.slice(0, i + 1), actions))
      wish('called off', '', action, (when) => changes.push({ at: when, calledOff: true }))
  }
  silence(until)
  return changes
}

type State = 'open' | 'resolved' | 'cancelled'

/** What was said last of each name; those under which it ever begins are open until they end. */
export const namesAfter = (said: readonly Action[], all: readonly Action[]): Map<string, State> => {
  const states = new Map<string, State>()
  for (const { data } of all) if (BEGINS.includes(data.action)) states.set(data.incident_id, 'open')
  for (const { data } of said) {
    const name = data.incident_id
    if (data.action === 'reopened') states.set(name, 'open')
    if (data.action === 'resolved') states.set(name, 'resolved')
    if (data.action === 'cancelled' && states.get(name) !== 'resolved') states.set(name, 'cancelled')
  }
  return states
}

/** It was called off under every name, and resolved under none. */
const isCalledOff = (said: readonly Action[], all: readonly Action[]): boolean =>
  [...namesAfter(said, all).values()].every((state) => state === 'cancelled')

/** When an objective is about an incident: of its severities, and nobody else's doing. */
export const oursOf = (changes: readonly Change[], objective: Objective, rules: ClockRules): Window[] => {
  const ours: Window[] = []
  let level = changes[0]?.level ?? 1
  let elsewhere = false
  changes.forEach((change, i) => {
    level = change.level ?? level
    if (change.attribution !== undefined) elsewhere = isElsewhere(change.attribution, objective)
    const to = changes[i + 1]?.at ?? Number.POSITIVE_INFINITY
    const severity = `sev${countedAs(level, rules)}`
    const isOurs = !elsewhere && (objective.severity?.some((one) => one === severity) ?? true)
    if (!isOurs || to === change.at) return
    const before = ours.at(-1)
    if (before?.to === change.at) before.to = to
    else ours.push({ from: change.at, to })
  })
  return ours
}
