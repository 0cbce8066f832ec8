import { Command, Option } from 'commander'
import type { DeadlineOptions, ElapsedOptions } from '../calendar/calendar.ts'
import type { CommandMaker } from './command.ts'
import { examples, withJson } from './options.ts'

const load = () => import('../calendar/calendar.ts')

const FILE = 'one calendar as an agreement has it, YAML or JSON; - for stdin; 24x7 never closes'
const TIME = 'RFC 3339, or without an offset as the clock on the wall there'

const withCalendar = (command: Command): Command =>
  withJson(command)
    .requiredOption('--calendar <file>', FILE)
    .requiredOption('--from <time>', `start: ${TIME}`)
    .addOption(new Option('--explain', 'with --json: every interval, and what it counted'))

const EXIT_CODES = '\nExit codes: 0 answered, 2 a time that is none, 3 a calendar that is none or never opens.\n'

/** Settles an argument about a clock without a server: the same code counts here and there. */
export const calendarCommand: CommandMaker = ({ context, finish }) => {
  const elapsed = withCalendar(new Command('elapsed'))
    .summary('how much business time passed')
    .description('Counts the time between two instants inside the opening hours of a calendar, interval by interval.')
    .requiredOption('--to <time>', `end: ${TIME}`)
    .addHelpText(
      'after',
      EXIT_CODES +
        examples(
          'plumbline calendar elapsed --calendar support.yml --from 2026-12-04T16:00 --to 2026-12-07T10:30',
          'plumbline calendar elapsed --calendar support.yml --from 2026-12-04T22:00:00Z --to 2026-12-07T16:30:00Z --json',
        ),
    )
    .action(async (options: ElapsedOptions) => finish(await (await load()).elapsedTime(context, options)))

  const deadline = withCalendar(new Command('deadline'))
    .summary('when a time is used up')
    .description(
      'Says when so much time of a calendar has passed. A time used up exactly at closing ends at closing; 0m ends at the next open moment.',
    )
    .requiredOption('--for <time>', 'one number with s, m, h or bd (business days), e.g. 4h')
    .addHelpText(
      'after',
      EXIT_CODES +
        examples(
          'plumbline calendar deadline --calendar support.yml --from 2026-12-04T16:00 --for 4h',
          'plumbline calendar deadline --calendar support.yml --from 2026-12-04T22:00:00Z --for 2bd --json',
        ),
    )
    .action(async (options: DeadlineOptions) => finish(await (await load()).deadlineOf(context, options)))

  return new Command('calendar')
    .summary('count business time by a calendar')
    .description('Counts time inside the opening hours of a calendar, and says why it counts as it does.')
    .addCommand(elapsed)
    .addCommand(deadline)
}
