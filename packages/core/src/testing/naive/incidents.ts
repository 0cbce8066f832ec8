import type { Instant, Window } from '../../time/instant.ts'
import { type Counting, environmentOf, ms, ofType } from './events.ts'

export type Action = ReturnType<typeof ofType<'incident'>>[number]

/** Everything that was said about one incident, under all of its names, the earliest first. */
export type NaiveIncident = { names: string[]; actions: Action[] }

export const BEGINS = ['started', 'detected', 'reported']

export const atOf = (action: Action): Instant => ms(action.data.at)

const isEnd = ({ data }: Action) => data.action === 'resolved' || data.action === 'cancelled'

/** When something went on under a name, from its beginning to its last end; null where nothing ever began under it. */
const spanOf = (actions: readonly Action[]): Window | null => {
  const began = actions.filter(({ data }) => BEGINS.includes(data.action)).map(atOf)
  if (began.length === 0) return null
  const from = Math.min(...began)
  const reopened = actions.filter(({ data }) => data.action === 'reopened').map(atOf)
  const last = Math.max(Number.NEGATIVE_INFINITY, ...reopened)
  // What is reopened at the moment of an end is open.
  const ends = actions.filter(isEnd).map(atOf)
  return { from, to: Math.min(...ends.filter((at) => at >= from && at > last)) }
}

export type Group = { names: string[]; span: Window | null }

/**
 * Names that are one: of the words that say so, the earliest first, those count for which `mayJoin` has nothing against
 * it, and only where both go on at some moment. Of words that don't count the action remains.
 */
export const grouped = (
  actions: readonly Action[],
  mayJoin: (saying: Group, said: Group, at: Instant) => boolean,
): NaiveIncident[] => {
  const own = (name: string) => actions.filter(({ data }) => data.incident_id === name)
  const names = [...new Set(actions.flatMap(({ data }) => [data.incident_id, data.same_as ?? data.incident_id]))]
  let groups = names.map((name): Group => ({ names: [name], span: spanOf(own(name)) }))
  const ignored = new Set<Action>()
  for (const word of actions.toSorted((a, b) => atOf(a) - atOf(b))) {
    const saying = groups.find((one) => one.names.includes(word.data.incident_id))
    const said = groups.find((one) => one.names.includes(word.data.same_as ?? word.data.incident_id))
    if (!saying || !said || saying === said) continue
    const [a, b] = [saying.span, said.span]
    const isApart = a && b && (a.to <= b.from || b.to <= a.from)
    if (isApart || !mayJoin(saying, said, atOf(word))) ignored.add(word)
    else {
      const span = a && b ? { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) } : (a ?? b)
      groups = groups.filter((one) => one !== saying && one !== said)
      groups.push({ names: [...saying.names, ...said.names], span })
    }
  }
  const heard = actions.map((one): Action => {
    const { same_as, ...rest } = one.data
    return ignored.has(one) ? { ...one, data: rest } : one
  })
  return groups.map((group) => ({
    names: group.names,
    actions: heard.filter(({ data }) => group.names.includes(data.incident_id)).sort((a, b) => atOf(a) - atOf(b)),
  }))
}

/** Rule 13: an incident is one by its id, or where somebody says that it is the same as another that goes on too. */
export const incidentsIn = (all: readonly Counting[], environments: readonly string[]): NaiveIncident[] =>
  grouped(
    ofType(all, 'incident').filter((one) => environments.includes(environmentOf(one))),
    () => true,
  )

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
