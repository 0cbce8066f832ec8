import { Command, Option } from 'commander'
import type { ClocksOptions } from '../clocks/clocks.ts'
import type { CommandMaker } from './command.ts'
import { examples, several, withApi, withOutput } from './options.ts'

export const clocksCommand: CommandMaker = ({ context, finish }) =>
  withApi(withOutput(new Command('clocks')))
    .summary('incident clocks, by when they are due')
    .description(
      'Lists the clocks of incidents that go on: when each is due, what is left, and who owes it. --explain shows how the time of one incident came about.',
    )
    .addOption(new Option('--state <state>', 'only those').choices(['running', 'overdue']))
    .option('--service <name>', 'only this service; may be repeated', several)
    .option('--explain <incident>', 'the clocks of one incident, those that have ended too, interval by interval')
    .addHelpText(
      'after',
      examples(
        'plumbline clocks --engagement acme-checkout',
        'plumbline clocks --state overdue --service checkout-api',
        'plumbline clocks --explain INC-42',
      ),
    )
    .action(async (options: ClocksOptions) => {
      const { clocks } = await import('../clocks/clocks.ts')
      finish(await clocks(context, options))
    })
