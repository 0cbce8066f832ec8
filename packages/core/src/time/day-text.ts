import type { Instant } from './instant.ts'
import { localDate } from './zone.ts'

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** A day as people write it: `29 Jan 2027`. */
export const dayText = (zone: string, at: Instant): string => {
  const [year = '', month = '', day = ''] = localDate(zone, at).split('-')
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? ''} ${year}`
}
