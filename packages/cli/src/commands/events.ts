import { Command, Option } from 'commander'
import type { ListOptions, ShowOptions } from '../events/events.ts'
import type { HealthOptions } from '../events/health.ts'
import type { CommandMaker } from './command.ts'
import { byDefault, examples, positive, withApi, withJson, withOutput } from './options.ts'

const SINCE = 'since 12h, 30d, 4w ago, a day, or an RFC 3339 time'

export const eventsCommand: CommandMaker = ({ context, finish }) => {
  const list = withApi(withOutput(new Command('list')))
    .summary('list what was received, newest first (the default)')
    .description(
      'Lists what was received, newest first. Values with commas mean any of them; options together mean all of them.',
    )
    .option('--type <names>', 'deployment, incident, coverage, test_run, …')
    .option('--service <names>', 'service')
    .option('--since <time>', SINCE)
    .addOption(new Option('--from <time>', 'happened at or after, RFC 3339').conflicts('since'))
    .option('--to <time>', 'happened before, RFC 3339')
    .addOption(new Option('--sort <order>', 'order').choices(['-time', 'time']).default('-time'))
    .option('--limit <count>', 'at most so many', positive, 50)
    .addHelpText(
      'after',
      examples(
        'plumbline events',
        'plumbline events --type deployment --service checkout-api --since 7d',
        'plumbline events list --since 2026-11-01 --limit 10000 --format ndjson -o events.ndjson',
      ),
    )
    .action(async (options: ListOptions) =>
      finish(await (await import('../events/events.ts')).listEvents(context, options)),
    )

  const show = withApi(withJson(new Command('show')))
    .summary('one event as it was received, and what it counts in')
    .argument('<id>', 'reference, as evidence gives it; or the event’s own id, with --source')
    .option('--source <name>', 'source of the event')
    .addHelpText('after', examples('plumbline events show 4f1c2a90d3b7e655', 'plumbline events show run-7 --source ci'))
    .action(async (id: string, options: ShowOptions) =>
      finish(await (await import('../events/events.ts')).showEvent(context, id, options)),
    )

  const health = withApi(withJson(new Command('health')))
    .summary('what was linked, counted and not counted, and who is silent')
    .description(
      'Says what was received, what of it was linked and counted, what was not and why, and which sources are silent. Exit code 1 where somebody should look at something.',
    )
    .option('--service <names>', 'service')
    .option('--since <time>', `${SINCE}; default 30 days`)
    .addOption(new Option('--from <time>', 'happened at or after, RFC 3339').conflicts('since'))
    .option('--to <time>', 'happened before, RFC 3339')
    .addHelpText('after', examples('plumbline events health', 'plumbline events health --since 90d --json'))
    .action(async (options: HealthOptions) =>
      finish(await (await import('../events/health.ts')).dataHealth(context, options)),
    )

  return byDefault(
    new Command('events')
      .summary('what was received, and what became of it')
      .description('What was received, and what became of it.'),
    list,
    [show, health],
  )
}
