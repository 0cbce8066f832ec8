import { clean } from '@plumbline/render'
import { pageAddress, queryString, twin } from '../address.ts'

/** Everything the list can be asked by, in the order of the form. */
export const FILTERS = [
  'status',
  'service',
  'objective',
  'indicator',
  'environment',
  'severity',
  'agreement_version',
  'pr',
  'from',
  'to',
] as const
export type Filter = (typeof FILTERS)[number]

/** As they stand in the address: values of one name are alternatives. Days are those of the agreement's zone. */
export type Asked = Partial<Record<Filter, string[]>>

export const FILTER_WORDS: Record<Filter, string> = {
  status: 'Status',
  service: 'Service',
  objective: 'Objective',
  indicator: 'Indicator',
  environment: 'Environment',
  severity: 'Severity',
  agreement_version: 'Agreement version',
  pr: 'Pull request',
  from: 'Opened from',
  to: 'Opened before',
}

/** Names of a filter's values for people; the others speak for themselves. */
const chipWords = (filter: Filter, value: string): string => {
  const text = clean(value, 60)
  switch (filter) {
    case 'from':
      return `from ${text}`
    case 'to':
      return `before ${text}`
    case 'pr':
      return `#${text}`
    case 'agreement_version':
      return `agreement v${text}`
    case 'status':
    case 'service':
    case 'objective':
    case 'indicator':
    case 'environment':
    case 'severity':
      return text
    default:
      return filter satisfies never
  }
}

const sameAs = (a: readonly string[] = [], b: readonly string[] = []) => a.toSorted().join() === b.toSorted().join()

export type Chip = { words: string; filter: Filter; without: string }

/** The filters that are on, each with the address of the list without it. */
export const chips = (engagement: string, asked: Asked): Chip[] =>
  FILTERS.flatMap((filter) =>
    (asked[filter] ?? []).map((value) => ({
      words: chipWords(filter, value),
      filter,
      without: listAddress(engagement, { ...asked, [filter]: asked[filter]?.filter((one) => one !== value) }),
    })),
  )

/** Ways to look that people want every day: one click each. */
export const VIEWS = [
  { name: 'All', status: [] },
  { name: 'Not over', status: ['open', 'acknowledged', 'disputed'] },
  { name: 'Nobody knows yet', status: ['open'] },
  { name: 'Resolved', status: ['resolved'] },
] as const

export const isView = (asked: Asked, status: readonly string[]): boolean => sameAs(asked.status, status)

/** In one order, so that one question has one address. */
const inOrder = (asked: Asked): Asked => Object.fromEntries(FILTERS.map((filter) => [filter, asked[filter] ?? []]))

export const listAddress = (engagement: string, asked: Asked, more: Record<string, string> = {}): string =>
  pageAddress(engagement, 'breaches') + queryString({ ...inOrder(asked), ...more })

export const exportAddress = (engagement: string, asked: Asked, form: 'csv' | 'ndjson' | 'json'): string =>
  `${pageAddress(engagement, `breaches.${form}`)}${queryString(inOrder(asked))}`

/** The same question to the API: days as instants, values with commas. */
export const asApi = (asked: Asked, period: { from?: string; to?: string }): Record<string, string | undefined> => ({
  ...Object.fromEntries(FILTERS.map((filter) => [filter, asked[filter]?.join(',') || undefined])),
  from: period.from,
  to: period.to,
})

export const twinAddress = (engagement: string, asked: Asked, period: { from?: string; to?: string }): string =>
  twin(engagement, 'breaches') + queryString(asApi(asked, period))

/** A word as a shell reads it: in quotes where it holds anything but what every shell leaves alone. */
const shellWord = (word: string): string =>
  /^[A-Za-z0-9_.,:/@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`

/** What to type in a terminal for the same list. */
export const asCommand = (asked: Asked, period: { from?: string; to?: string }): string =>
  [
    'plumbline breaches list',
    ...Object.entries(asApi(asked, period)).flatMap(([name, value]) =>
      value === undefined ? [] : [`--${name.replaceAll('_', '-')} ${shellWord(clean(value, 500))}`],
    ),
  ].join(' ')
