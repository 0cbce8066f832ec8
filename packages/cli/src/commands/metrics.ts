import { Command, Option } from 'commander'
import type { MetricsOptions } from '../metrics/metrics.ts'
import type { CommandMaker } from './command.ts'
import { examples, several, withApi, withOutput } from './options.ts'

export const metricsCommand: CommandMaker = ({ context, finish }) =>
  withApi(withOutput(new Command('metrics')))
    .summary('what is measured and how; values over time')
    .description(
      'Without a key lists every indicator; with one explains it; with --service asks the server for its values.',
    )
    .argument('[key]', 'indicator, e.g. change-fail-rate')
    .option('--service <name>', 'service whose values are wanted; may be repeated', several)
    .option('--environment <name>', 'environment (default: the production ones)')
    .option('--since <time>', 'since 12h, 30d, 4w ago, a day, or an RFC 3339 time')
    .addOption(new Option('--from <time>', 'start, RFC 3339 (default: 30 days before the end)').conflicts('since'))
    .option('--to <time>', 'end, RFC 3339 (default: now)')
    .addOption(
      new Option('--bucket <size>', 'one value for each').choices(['none', 'day', 'week', 'month']).default('none'),
    )
    .option('--statistic <name>', 'mean, median or p50 to p99')
    .addHelpText(
      'after',
      examples(
        'plumbline metrics',
        'plumbline metrics change-fail-rate',
        'plumbline metrics deployment-frequency --service checkout-api --bucket week',
      ),
    )
    .action(async (key: string | undefined, options: MetricsOptions) => {
      const { metrics } = await import('../metrics/metrics.ts')
      finish(await metrics(context, key, options))
    })
