import { ratio } from '../number/ratio.ts'
import { within } from '../time/instant.ts'
import type { Beside, WindowInput } from './indicator.ts'

/** Time is won by closing too early and by calling a thing milder than it is: both are shown beside it (rule 17). */
export const restoredBeside = ({ window, services }: WindowInput): Beside[] => {
  const all = services.flatMap((service) => service.incidents)
  // One that affects several services is one.
  const incidents = [...new Map(all.map((incident) => [incident.startedBy, incident])).values()]
  const some = (moments: readonly number[]) => moments.some((at) => within(window, at))
  const count = (indicator: string, title: string, times: 'reopenedAt' | 'downgradedAt'): Beside => ({
    indicator,
    title,
    value: ratio(incidents.filter((incident) => some(incident[times])).length),
    unit: 'count',
  })
  return [
    count('reopened-incidents', 'Reopened incidents', 'reopenedAt'),
    count('downgraded-incidents', 'Downgraded incidents', 'downgradedAt'),
  ]
}
