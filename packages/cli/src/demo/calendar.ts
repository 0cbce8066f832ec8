import { HOUR } from '@plumbline/core'
import { type Random, random } from './random.ts'
import type { Character } from './services.ts'

export const SEED = 'plumbline-example-1'
const DAY_MS = 24 * HOUR
/** Work in New York, in UTC. */
export const OPENS = 13 * HOUR
export const CLOSES = 21 * HOUR

/** Where a day lies: its UTC midnight, and how far into the example it is. */
export type Day = { index: number; start: number; progress: number }

export const isWorkday = ({ start }: Day): boolean => ![0, 6].includes(new Date(start).getUTCDay())

/**
 * Does the service merge to its default branch on this day, and ask the gate? Seldom in the first half and every
 * working day in the second, so that a first start takes seconds and what people look at is dense.
 */
export const merges = (service: Character, day: Day): boolean => {
  if (!isWorkday(day)) return false
  return day.progress >= 0.5 || (day.index + service.name.length) % 3 === 0
}

export const diceFor = (service: Character, day: Day, what: string): Random =>
  random(`${SEED} ${service.name} ${day.index} ${what}`)

export const shaOf = (service: Character, day: Day, what: string): string =>
  diceFor(service, day, `sha ${what}`).hex(40)

/** Commit of the default branch after a day's merges. */
export const headOf = (service: Character, day: Day): string => shaOf(service, day, 'head')

export const startOfDay = (at: number): number => Math.floor(at / DAY_MS) * DAY_MS
/** When the day's last thing has happened. */
export const endOf = (day: Day): number => day.start + CLOSES + HOUR
export const dayAt = (firstDay: number, index: number, days: number): Day => ({
  index,
  start: firstDay + index * DAY_MS,
  progress: Math.min(1, index / days),
})
