import {
  type Calendar,
  deadline,
  elapsed,
  explain,
  FARTHEST_MS,
  formatInstant,
  type Instant,
  parseBudget,
  type Stretch,
  type Window,
} from '@plumbline/core'
import { localTime } from '@plumbline/render'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode, misconfigured, usage } from '../exit.ts'
import { type OutputOptions, printData, printJson, wantsJson } from '../output/print.ts'
import { explained, seconds, span, stretchJson } from './print.ts'
import { readCalendar, timeOf } from './read.ts'

type CalendarOptions = OutputOptions & { calendar: string; from: string; explain?: boolean }
export type ElapsedOptions = CalendarOptions & { to: string }
export type DeadlineOptions = CalendarOptions & { for: string }

const print = (
  context: Context,
  options: CalendarOptions,
  calendar: Calendar,
  answer: { json: object; words: string; over: Window },
): ExitCode => {
  const stretches = (): Stretch[] => explain(calendar, answer.over)
  if (wantsJson(options))
    printJson(context, options, {
      ...answer.json,
      ...(options.explain ? { explanation: stretches().map(stretchJson) } : {}),
    })
  else printData(context, options, explained(context, calendar, answer.words, stretches()))
  return EXIT.fine
}

const onWall = (calendar: Calendar, at: Instant) => localTime(formatInstant(at), calendar.timeZone)

export const elapsedTime = async (context: Context, options: ElapsedOptions): Promise<ExitCode> => {
  const calendar = await readCalendar(context, options.calendar)
  const over = { from: timeOf(calendar, '--from', options.from), to: timeOf(calendar, '--to', options.to) }
  if (over.to - over.from > FARTHEST_MS) throw usage('--from and --to lie more than 100 years apart')
  const ms = elapsed(calendar, over)
  const words = `${span(ms)} from ${onWall(calendar, over.from)} to ${onWall(calendar, over.to)} (${calendar.timeZone})`
  return print(context, options, calendar, { json: { seconds: seconds(ms) }, words, over })
}

export const deadlineOf = async (context: Context, options: DeadlineOptions): Promise<ExitCode> => {
  const calendar = await readCalendar(context, options.calendar)
  const from = timeOf(calendar, '--from', options.from)
  const budget = parseBudget(options.for)
  if (!budget.ok) throw usage(`--for: ${budget.errors.map(({ message }) => message).join('; ')}`)
  const end = deadline(calendar, from, budget.value)
  if (!end.ok) throw misconfigured(end.errors.map(({ message }) => message).join('; '))
  const words = `${onWall(calendar, end.value)} (${calendar.timeZone}), ${formatInstant(end.value)}: ${options.for} from ${onWall(calendar, from)}`
  return print(context, options, calendar, {
    json: { deadline: formatInstant(end.value) },
    words,
    over: { from, to: end.value },
  })
}
