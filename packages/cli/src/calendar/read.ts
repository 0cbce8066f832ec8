import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import {
  type Calendar,
  calendarNamed,
  formatMistake,
  type Instant,
  localTime,
  openingHours,
  parseCalendar,
  parseInstant,
} from '@plumbline/core'
import type { Context } from '../context.ts'
import { misconfigured, usage } from '../exit.ts'
import { whyUnreadable } from '../why-unreadable.ts'

const ALWAYS = '24x7'

const textOf = async (context: Context, file: string): Promise<string> => {
  try {
    return file === '-' ? await context.stdin.read() : await readFile(resolve(context.cwd, file), 'utf8')
  } catch (error) {
    throw misconfigured(`can’t read the calendar ${file}: ${whyUnreadable(error)}`)
  }
}

/**
 * The calendar in a file.
 * @throws Failure (configuration) with every mistake in it and its place
 */
export const readCalendar = async (context: Context, file: string): Promise<Calendar> => {
  if (file === ALWAYS) return calendarNamed(ALWAYS, undefined, 'UTC')
  const text = await textOf(context, file)
  const name = file === '-' ? 'stdin' : file
  const read = parseCalendar(text, name)
  if (!read.ok)
    throw misconfigured(
      `${name} is no calendar`,
      read.errors
        .map((mistake) => formatMistake(text, mistake, name))
        .join('\n')
        .replaceAll('\n', '\n  '),
    )
  if (!read.value.zoneGiven) context.err.write(`${name} names no time_zone: its hours are taken as UTC\n`)
  return openingHours(name, read.value.terms)
}

const WALL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$/
const DAY = /^\d{4}-\d{2}-\d{2}$/

/**
 * A time on the command line: an instant, or what the clock on the wall of the calendar shows.
 * @throws usage error
 */
export const timeOf = (calendar: Calendar, option: string, text: string): Instant => {
  const wall = DAY.test(text) ? `${text}T00:00` : text
  // With an offset the text is complete; the same rules say which local times there are.
  const real = WALL.test(wall) && parseInstant(`${wall.length === 16 ? `${wall}:00` : wall}Z`) !== null
  const at = real ? localTime(calendar.timeZone, wall) : parseInstant(text)
  if (at !== null) return at
  throw usage(
    `${option} ${text} is no time`,
    'write 2026-12-04T16:00:00Z, or 2026-12-04T16:00 for the clock on the wall of the calendar',
  )
}
