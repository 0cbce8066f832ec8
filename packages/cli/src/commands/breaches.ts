import type { Attribution, BreachDimension, RootCause } from '@plumbline/core'
import { Command, Option } from 'commander'
import type { ListOptions } from '../breaches/list.ts'
import type { CauseOptions, NotedOptions, ShowOptions } from '../breaches/one.ts'
import type { SummaryOptions } from '../breaches/summary.ts'
import type { CommandMaker } from './command.ts'
import { disputeCommands } from './dispute.ts'
import { byDefault, examples, positive, withApi, withJson, withOutput } from './options.ts'

// Written out, so that declaring the command loads nothing; as keys, so that none can be missing or too many.
const CATEGORIES: Record<RootCause, true> = {
  code: true,
  tests: true,
  configuration: true,
  infrastructure: true,
  capacity: true,
  dependency: true,
  process: true,
  requirements: true,
  measurement: true,
  other: true,
}
const WHOSE: Record<Attribution, true> = { client: true, vendor: true, both: true, third_party: true }
const DIMENSIONS: Record<BreachDimension, true> = {
  service: true,
  environment: true,
  indicator: true,
  objective: true,
  severity: true,
  status: true,
  agreement_version: true,
  pr: true,
  month: true,
  week: true,
}

const OR = 'Values with commas mean any of them; options together mean all of them.'

const withFilters = (command: Command): Command =>
  withApi(withOutput(command))
    .option('--service <names>', 'service')
    .option('--environment <names>', 'environment')
    .option('--indicator <keys>', 'indicator, e.g. change-fail-rate')
    .option('--objective <ids>', 'objective of the agreement')
    .option('--severity <names>', 'sev1 to sev5')
    .option('--status <names>', 'open, acknowledged, disputed, resolved, overturned, waived')
    .option('--agreement-version <numbers>', 'version of the agreement that judged')
    .option('--pr <numbers>', 'pull request')
    .option('--since <time>', 'opened since 12h, 30d, 4w ago, a day, or an RFC 3339 time')
    .addOption(new Option('--from <time>', 'opened at or after, RFC 3339').conflicts('since'))
    .option('--to <time>', 'opened before, RFC 3339')

const load = () => import('../breaches/one.ts')

const one = (name: string, summary: string): Command =>
  withApi(withJson(new Command(name)))
    .summary(summary)
    .argument('<id>', 'id of the breach, as the list shows it')

const listCommand: CommandMaker = ({ context, finish }) =>
  withFilters(new Command('list'))
    .summary('list breaches, newest first (the default)')
    .description(`Lists breaches, newest first, all of them. ${OR}`)
    .addOption(new Option('--sort <order>', 'order').choices(['-opened_at', 'opened_at']).default('-opened_at'))
    .option('--limit <count>', 'at most so many', positive)
    .addHelpText(
      'after',
      examples(
        'plumbline breaches',
        'plumbline breaches --status open,acknowledged --service checkout-api',
        'plumbline breaches list --since 30d --format csv -o november.csv',
      ),
    )
    .action(async (options: ListOptions) =>
      finish(await (await import('../breaches/list.ts')).listBreaches(context, options)),
    )

const summaryCommand: CommandMaker = ({ context, finish }) =>
  withFilters(new Command('summary'))
    .summary('how many breaches there are, of what')
    .description(`Counts breaches, and the changes that the gate stopped before they became one. ${OR}`)
    .option('--by <names>', `count by any of ${Object.keys(DIMENSIONS).join(', ')}`, 'service,objective')
    .addHelpText(
      'after',
      examples(
        'plumbline breaches summary',
        'plumbline breaches summary --by month,service --since 2026-01-01',
        'plumbline breaches summary --by status --objective change-fail-rate --json',
      ),
    )
    .action(async (options: SummaryOptions) =>
      finish(await (await import('../breaches/summary.ts')).summariseBreaches(context, options)),
    )

const showCommand: CommandMaker = ({ context, finish }) =>
  one('show', 'one breach: how it was measured, and its timeline')
    .addHelpText('after', examples('plumbline breaches show br_123', 'plumbline breaches show br_123 --json'))
    .action(async (id: string, options: ShowOptions) => finish(await (await load()).showBreach(context, id, options)))

const acknowledgeCommand: CommandMaker = ({ context, finish }) =>
  one('acknowledge', 'say that your party knows of a breach')
    .option('--note <text>', 'what you want to say about it')
    .addHelpText('after', examples('plumbline breaches acknowledge br_123 --note "rolling back now"'))
    .action(async (id: string, options: NotedOptions) =>
      finish(await (await load()).acknowledgeBreach(context, id, options)),
    )

const noteCommand: CommandMaker = ({ context, finish }) =>
  one('note', 'write something into the story of a breach')
    .argument('<text>', 'what you want to say, or - for stdin')
    .addHelpText(
      'after',
      examples(
        'plumbline breaches note br_123 "the supplier confirmed it"',
        'plumbline breaches note br_123 - < note.txt',
      ),
    )
    .action(async (id: string, text: string, options: ShowOptions) =>
      finish(await (await load()).noteBreach(context, id, text, options)),
    )

const rootCauseCommand: CommandMaker = ({ context, finish }) =>
  one('root-cause', 'state what your party holds for the root cause')
    .description(
      'States what your party holds for the root cause. It is shown as that party’s word, and settles nothing.',
    )
    .argument('<text>', 'what happened and why, or - for stdin')
    .addOption(new Option('--category <name>', 'kind of cause').choices(Object.keys(CATEGORIES)))
    .addOption(new Option('--attribution <party>', 'whose doing it was').choices(Object.keys(WHOSE)))
    .addHelpText('after', examples('plumbline breaches root-cause br_123 "the pool ran dry" --category capacity'))
    .action(async (id: string, text: string, options: CauseOptions) =>
      finish(await (await load()).stateRootCause(context, id, text, options)),
    )

const agreeCommand: CommandMaker = ({ context, finish }) =>
  one('agree-cause', 'agree with the root cause that the other party stated')
    .description(
      'Agrees with the root cause that the other party stated last. Breaches that have one cause, agreed in the same words, are credited once.',
    )
    .argument('<time>', 'when it was stated, as plumbline breaches show prints it')
    .addHelpText('after', examples('plumbline breaches agree-cause br_123 2026-12-15T09:00:00.000Z'))
    .action(async (id: string, statedAt: string, options: ShowOptions) =>
      finish(await (await load()).agreeOnCause(context, id, statedAt, options)),
    )

const resolveCommand: CommandMaker = ({ context, finish }) =>
  one('resolve', 'say that a breach is dealt with')
    .description(
      'Says that a breach is dealt with. That is for the party to whom the objective is owed, or either where both owe it; a calendar window has to be over first.',
    )
    .option('--note <text>', 'what you want to say about it')
    .addHelpText('after', examples('plumbline breaches resolve br_123 --note "tests were added in #418"'))
    .action(async (id: string, options: NotedOptions) =>
      finish(await (await load()).resolveBreach(context, id, options)),
    )

export const breachesCommand: CommandMaker = (shell) =>
  byDefault(
    new Command('breaches')
      .summary('what was breached, and who knows')
      .description('What was breached, when, by how much, and who knows of it.'),
    listCommand(shell),
    [
      showCommand,
      summaryCommand,
      acknowledgeCommand,
      noteCommand,
      rootCauseCommand,
      agreeCommand,
      resolveCommand,
      ...disputeCommands,
    ].map((make) => make(shell)),
  )
