import type { Instant } from '../../time/instant.ts'
import { type Counting, environmentOf, ms, ofType } from './events.ts'

export type Action = ReturnType<typeof ofType<'incident'>>[number]

/** Everything that was said about one incident, under all of its names, the earliest first. */
export type NaiveIncident = { names: string[]; actions: Action[] }

const BEGINS = ['started', 'detected', 'reported']

export const atOf = (action: Action): Instant => ms(action.data.at)

/** Rule 13: an incident is one by its id, or where somebody says that it is the same as another. */
export const incidentsIn = (all: readonly Counting[], environments: readonly string[]): NaiveIncident[] => {
  const actions = ofType(all, 'incident').filter((one) => environments.includes(environmentOf(one)))
  const groups: string[][] = []
  for (const { data } of actions) {
    const names = data.same_as === undefined ? [data.incident_id] : [data.incident_id, data.same_as]
    const touched = groups.filter((group) => group.some((name) => names.includes(name)))
    for (const group of touched) groups.splice(groups.indexOf(group), 1)
    groups.push([...new Set([...touched.flat(), ...names])])
  }
  return groups.map((names) => ({
    names,
    actions: actions.filter(({ data }) => names.includes(data.incident_id)).sort((a, b) => atOf(a) - atOf(b)),
  }))
}

export const firstOf = ({ actions }: NaiveIncident, ...kinds: string[]): Instant | null => {
  const found = actions.filter(({ data }) => kinds.includes(data.action))
  return found.length > 0 ? Math.min(...found.map(atOf)) : null
}

/** Started, else the earlier of detected and reported; null where nobody said. */
export const startOf = (incident: NaiveIncident): Instant | null =>
  firstOf(incident, 'started') ?? firstOf(incident, 'detected', 'reported')

/** Where it was noticed: where the action that began it says. */
export const startPlace = ({ actions }: NaiveIncident): string => {
  const first =
    actions.find(({ data }) => data.action === 'started') ?? actions.find(({ data }) => BEGINS.includes(data.action))
  return first ? environmentOf(first) : 'production'
}

/** The worst severity ever said: 1 is the worst. */
export const worstOf = ({ actions }: NaiveIncident): number =>
  Math.min(...actions.map(({ data }) => Number(data.severity.slice(3))))

/** What the client says last of whose doing it was; its own word is agreement enough. */
export const clientSays = ({ actions }: NaiveIncident): string | undefined =>
  actions.filter(({ party, data }) => party === 'client' && data.attribution !== undefined).at(-1)?.data.attribution

/** Of several deployments that it names as its cause the last one counts; `none` takes no name back. */
export const causeOf = ({ actions }: NaiveIncident): Action | null =>
  actions.findLast(({ data }) => data.caused_by_deployment !== undefined && data.caused_by_deployment !== 'none') ??
  null

export const saysNone = ({ actions }: NaiveIncident): boolean =>
  actions.some(({ data }) => data.caused_by_deployment === 'none')

const isEnd = ({ data }: Action) => data.action === 'resolved' || data.action === 'cancelled'

/**
 * When it was over under every name that it began under, or was reopened under: the first end of each counts, until it
 * is reopened. Null while it goes on. `calledOff` where no name says that it was resolved.
 */
export const endOf = ({ actions, names }: NaiveIncident): { at: Instant; calledOff: boolean } | null => {
  const began = names.filter((name) =>
    actions.some(({ data }) => data.incident_id === name && BEGINS.includes(data.action)),
  )
  const state = new Map<string, 'open' | 'resolved' | 'cancelled'>(began.map((name) => [name, 'open']))
  let over: Instant | null = null
  // At one moment an end comes before what opens again.
  for (const action of actions.toSorted((a, b) => atOf(a) - atOf(b) || Number(isEnd(b)) - Number(isEnd(a)))) {
    const name = action.data.incident_id
    if (action.data.action === 'reopened') {
      state.set(name, 'open')
      over = null
    } else if (isEnd(action) && over === null) {
      state.set(
        name,
        action.data.action === 'resolved' ? 'resolved' : state.get(name) === 'resolved' ? 'resolved' : 'cancelled',
      )
      if (![...state.values()].includes('open')) over = atOf(action)
    }
  }
  return over === null ? null : { at: over, calledOff: ![...state.values()].includes('resolved') }
}
