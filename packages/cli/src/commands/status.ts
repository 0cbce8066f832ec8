import { Command } from 'commander'
import type { StatusOptions } from '../status/status.ts'
import type { CommandMaker } from './command.ts'
import { examples, several, withApi, withOutput } from './options.ts'

export const statusCommand: CommandMaker = ({ context, finish }) =>
  withApi(withOutput(new Command('status')))
    .summary('every objective now, worst first')
    .description('Shows every objective of every service as it stands now, worst first.')
    .option('--service <name>', 'only this service; may be repeated', several)
    .option('--all', 'show everything, with how each figure came about')
    .addHelpText(
      'after',
      examples(
        'plumbline status --engagement acme-checkout',
        'plumbline status --service checkout-api --all',
        'plumbline status --format csv -o status.csv',
      ),
    )
    .action(async (options: StatusOptions) => {
      const { status } = await import('../status/status.ts')
      finish(await status(context, options))
    })
