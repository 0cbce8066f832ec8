import { Command, Option } from 'commander'
import type { AcknowledgeOptions, ListOptions, ShowOptions } from '../breaches/breaches.ts'
import type { CommandMaker } from './command.ts'
import { byDefault, examples, positive, withApi, withJson, withOutput } from './options.ts'

export const breachesCommand: CommandMaker = ({ context, finish }) => {
  const load = () => import('../breaches/breaches.ts')

  const list = withApi(withOutput(new Command('list')))
    .summary('list breaches, newest first (the default)')
    .description(
      'Lists breaches, newest first. Values with commas mean any of them; options together mean all of them.',
    )
    .option('--service <names>', 'service')
    .option('--environment <names>', 'environment')
    .option('--indicator <keys>', 'indicator, e.g. change-fail-rate')
    .option('--objective <ids>', 'objective of the agreement')
    .option('--severity <names>', 'sev1 to sev5')
    .option('--status <names>', 'open, acknowledged, resolved, …')
    .option('--agreement-version <numbers>', 'version of the agreement that judged')
    .option('--pr <numbers>', 'pull request')
    .option('--from <time>', 'opened at or after, RFC 3339')
    .option('--to <time>', 'opened before, RFC 3339')
    .addOption(new Option('--sort <order>', 'order').choices(['-opened_at', 'opened_at']).default('-opened_at'))
    .option('--limit <count>', 'at most so many', positive, 50)
    .addHelpText(
      'after',
      examples(
        'plumbline breaches',
        'plumbline breaches --status open,acknowledged --service checkout-api',
        'plumbline breaches list --from 2026-11-01T00:00:00Z --format csv -o november.csv',
      ),
    )
    .action(async (options: ListOptions) => finish(await (await load()).listBreaches(context, options)))

  const show = withApi(withJson(new Command('show')))
    .summary('one breach: how it was measured, and its timeline')
    .argument('<id>', 'id of the breach, as the list shows it')
    .addHelpText('after', examples('plumbline breaches show br_123', 'plumbline breaches show br_123 --json'))
    .action(async (id: string, options: ShowOptions) => finish(await (await load()).showBreach(context, id, options)))

  const acknowledge = withApi(withJson(new Command('acknowledge')))
    .summary('say that your party knows of a breach')
    .argument('<id>', 'id of the breach')
    .option('--note <text>', 'what you want to say about it')
    .addHelpText('after', examples('plumbline breaches acknowledge br_123 --note "rolling back now"'))
    .action(async (id: string, options: AcknowledgeOptions) =>
      finish(await (await load()).acknowledgeBreach(context, id, options)),
    )

  return byDefault(
    new Command('breaches')
      .summary('what was breached, and who knows')
      .description('What was breached, when, by how much, and who knows of it.'),
    list,
    [show, acknowledge],
  )
}
