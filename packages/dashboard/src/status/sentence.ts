import type { Breach, ObjectiveResult } from '@plumbline/core'
import { ago, clean, count } from '@plumbline/render'
import type { StatusView } from '../view.ts'

const judged = (results: ObjectiveResult[], status: ObjectiveResult['status']) =>
  results.filter((result) => result.status === status)

const nameOf = ({ title, id }: { title: string; id: string }) => `“${clean(title, 80) || clean(id, 80)}”`

/** The breaches of what is not met now, those with consequences first, then the newest. */
const current = ({ breaches, services }: StatusView): Breach[] => {
  const missed = new Set(
    services.flatMap(({ service, objectives }) =>
      judged(objectives, 'breached').map(({ id }) => JSON.stringify([service, id])),
    ),
  )
  return breaches
    .filter(({ service, objective }) => missed.has(JSON.stringify([service, objective])))
    .sort((a, b) => Number(b.contractual) - Number(a.contractual) || b.opened_at.localeCompare(a.opened_at))
}

/** How many are open: those of the page, or more that it has no room for. */
export const openCount = ({ breaches, open_breaches: known = 0 }: StatusView): number =>
  Math.max(breaches.length, known)

/** A number that is not all of them says so. */
const openBreaches = ({ more_breaches: isCut = false }: StatusView, n: number, more = '') =>
  n <= 0 ? '' : `, ${isCut ? 'at least ' : ''}${count(n, `${more}open breach`, `${more}open breaches`)}`

const trouble = (view: StatusView, results: ObjectiveResult[]): string => {
  const [worst] = current(view)
  if (worst) {
    const where = view.services.length > 1 ? ` (${clean(worst.service, 70)})` : ''
    const what = nameOf({ ...worst, id: worst.objective })
    return `; ${what}${where} breached ${ago(worst.opened_at, view.at)}${openBreaches(view, openCount(view) - 1, 'more ')}`
  }
  const open = openBreaches(view, openCount(view))
  const breached = judged(results, 'breached')[0]
  if (breached) return `; ${nameOf(breached)} breached${open}`
  const risky = judged(results, 'at_risk')[0]
  return (risky ? `; ${nameOf(risky)} at risk` : '') + open
}

/** The page in one sentence: how much is met, and the one thing to know. An objective at risk is met, still. */
export const sentence = (view: StatusView): string => {
  if (view.agreement === null) return 'No agreement is in force'
  const results = view.services.flatMap(({ objectives }) => objectives)
  if (results.length === 0) return 'The agreement in force has nothing to judge'
  const met = judged(results, 'met').length + judged(results, 'at_risk').length
  const unmeasured = judged(results, 'no_data').length
  const without = unmeasured === 0 ? '' : `, ${unmeasured} without data`
  const start =
    met === results.length
      ? met === 1
        ? 'The one objective is met'
        : `All ${met} met`
      : `${met} of ${results.length} met`
  return start + without + trouble(view, results)
}
