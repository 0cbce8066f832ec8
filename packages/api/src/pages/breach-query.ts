import { type BreachFilters, BreachSummaryQuery, type Mistake } from '@plumbline/contract'
import { formatInstant, localMidnight, mistakes, parseInstant } from '@plumbline/core'
import { type Asked, FILTERS } from '@plumbline/dashboard'

/** Names of the address that turn pages and filter nothing. */
const TURNS = ['before', 'after']

export type PageQuery = {
  asked: Asked
  /** Null where something is wrong with them: then nothing is looked for. */
  filters: BreachFilters | null
  period: { from?: string; to?: string }
  mistakes: string[]
  before?: string
  after?: string
  /** Fields left empty, as browsers send them: the address without them says the same. */
  hasEmpty: boolean
}

const valuesOf = (search: URLSearchParams, name: string): string[] => [
  ...new Set(
    search
      .getAll(name)
      .flatMap((text) => text.split(','))
      .map((text) => text.trim())
      .filter((text) => text !== ''),
  ),
]

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** A day begins at its midnight in the agreement's zone; a moment is a moment anywhere. */
const momentOf = (text: string, zone: string): string | null => {
  const at = parseInstant(DAY.test(text) ? `${text}T00:00:00Z` : text)
  if (at === null) return null
  return formatInstant(DAY.test(text) ? localMidnight(zone, text) : at)
}

const inWords = ({ pointer, detail, allowed }: Mistake): string => {
  const told = allowed && !detail.includes('"') ? `${detail}: ${allowed.join(', ')}` : detail
  return `“${pointer.slice(1)}” ${told}${told.endsWith('?') ? '' : '.'}`
}

/** What the list is asked for, from its address. */
export const readPageQuery = (search: URLSearchParams, zone: string): PageQuery => {
  const asked: Asked = Object.fromEntries(
    FILTERS.flatMap((name) => {
      const values = valuesOf(search, name)
      return values.length === 0 ? [] : [[name, values] as const]
    }),
  )
  const wrong: string[] = [...search.keys()]
    .filter((name) => !TURNS.includes(name) && !FILTERS.some((known) => known === name))
    .map((name) => `There is no filter “${name}”.`)
  const period: PageQuery['period'] = {}
  for (const name of ['from', 'to'] as const) {
    const [text, ...more] = asked[name] ?? []
    if (text === undefined) continue
    const moment = more.length === 0 ? momentOf(text, zone) : null
    if (moment === null) wrong.push(`“${name}” must be one day like 2026-11-01, or one RFC 3339 time.`)
    else period[name] = moment
  }
  if (period.from !== undefined && period.to !== undefined && period.from >= period.to)
    wrong.push('“from” must be earlier than “to”.')
  const given = { ...asked, from: period.from, to: period.to }
  const parsed = BreachSummaryQuery.safeParse(given)
  if (!parsed.success) wrong.push(...mistakes(parsed.error, BreachSummaryQuery, given, 'parameter').map(inWords))
  const turns = { before: search.get('before') ?? undefined, after: search.get('after') ?? undefined }
  return {
    asked,
    period,
    mistakes: [...new Set(wrong)],
    filters: parsed.success && wrong.length === 0 ? parsed.data : null,
    ...(turns.before ? { before: turns.before } : {}),
    ...(turns.after ? { after: turns.after } : {}),
    hasEmpty: [...search.values()].some((value) => value === ''),
  }
}
