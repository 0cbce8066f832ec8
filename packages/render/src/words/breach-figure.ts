import type { Breach } from '@plumbline/core'
import { clean } from '../text/clean.ts'
import { localTime } from './time.ts'

type Figured = Pick<Breach, 'display' | 'opened_by' | 'clock'>

/** Is its figure another one by now than that with which it opened? */
export const hasMoved = ({ display, opened_by }: Pick<Figured, 'display' | 'opened_by'>): boolean =>
  display !== opened_by.display

/** What its figure is of: how far its clock is, and with what it opened where that is another figure. */
export const figureWords = (breach: Figured, zone: string): string => {
  const { clock, opened_by: opened } = breach
  const ended =
    clock?.ended_at == null ? 'so far, the clock goes on' : `the clock ended ${localTime(clock.ended_at, zone)}`
  return [...(clock ? [ended] : []), ...(hasMoved(breach) ? [`${clean(opened.display, 60)} when it opened`] : [])].join(
    '; ',
  )
}
