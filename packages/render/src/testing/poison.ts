import type { Evaluation } from '@plumbline/core'
import { hostileNames } from './hostile-names.ts'

/** What stands in the next place that may hold text of others. */
export type Next = () => string

/** Of a schema's own words, or an instant; the last parts of their path, dots between. Every other text is anybody's. */
const CLOSED =
  /(?:^|\.)(?:at|from|to|until|expires_at|breaches_at|started_at|due_at|breached_at|ended_at|presumed_until|scope|status|enforcement|not_blocking|no_data_reason|indicator|op|kind|rule|severity|owed_by|reported_by|verdict|verdict_without_exemption|code|how|state|excluded\.by|not_counted\.reason|not_judged\.reason|url|evidence_url)$|^event$|^exempted\.reason$/

/** Never the commit that is asked about, whatever both are called. */
const OF_ANOTHER = /\.(?:case|open|ungated)\.commit$/

/** The same answer with text of others in every place that may hold it: one text everywhere, or each place its own. */
export const poison = <T extends Evaluation>(evaluation: T, text: string | Next): T => {
  const next = typeof text === 'string' ? () => text : text
  const labels = new Map<string, string>()
  let units = 0
  const replaced = (old: string, path: string): string => {
    if (old === '' || CLOSED.test(path)) return old
    if (path.endsWith('window.label')) {
      // Results of one window have one label.
      const label = labels.get(old) ?? `${next()} ${labels.size}`
      labels.set(old, label)
      return label
    }
    // More is said of the units we know: they stay with every other objective.
    if (path.endsWith('objectives.unit') && units++ % 2 === 0) return old
    if (OF_ANOTHER.test(path)) return `${next()} too`
    return path === 'notes.detail' && old.includes('\n') ? `${next().replace(/[\r\n]/g, ' ')}\n+${next()}` : next()
  }
  const walk = (value: unknown, path: string): unknown => {
    if (typeof value === 'string') return replaced(value, path)
    if (Array.isArray(value)) return value.map((item) => walk(item, path))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, walk(inner, path === '' ? key : `${path}.${key}`)]),
    )
  }
  // Only texts were replaced by texts.
  return walk(evaluation, '') as T
}

export const visibleHostile = hostileNames.filter((text) => text.trim() !== '')

/** Hostile texts one after another, beginning with this one, so that many samples together are tried with all of them. */
export const inTurn = (begin: number): Next => {
  let at = begin
  // The longest would rightly lose a section to the size.
  const texts = visibleHostile.filter((text) => text.length < 200)
  return () => texts[at++ % texts.length] ?? ''
}
