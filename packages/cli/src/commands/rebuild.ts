import { Command } from 'commander'
import type { RebuildOptions } from '../rebuild/rebuild.ts'
import type { CommandMaker } from './command.ts'
import { examples, withJson } from './options.ts'

export const rebuildCommand: CommandMaker = ({ context, finish }) =>
  withJson(new Command('rebuild'))
    .summary('compare the summaries with the events they are made of')
    .description(
      'Makes the summaries that verdicts read again from the stored events, and mends what differs.\nStop plumbline serve first: one process at a time holds a data folder.\nA table on AWS is mended beside its functions, which need not stop.',
    )
    .option('--data <folder>', 'folder of the data', '.plumbline')
    .option('--table <name>', 'a table on AWS instead, with the credentials of AWS_ACCESS_KEY_ID and the like')
    .option('--region <name>', 'where the table is (or AWS_REGION)')
    .option('--engagement <name>', 'engagement (or PLUMBLINE_ENGAGEMENT)')
    .option('--dry-run', 'only compare')
    .addHelpText(
      'after',
      `\nExit codes: 0 nothing differed (or it was mended), 1 something differs (with --dry-run).\n${examples('plumbline rebuild --engagement acme-checkout --dry-run', 'plumbline rebuild --engagement acme-checkout --table plumbline-production --region eu-central-1')}`,
    )
    .action(async (options: RebuildOptions) => {
      const { rebuild } = await import('../rebuild/rebuild.ts')
      finish(await rebuild(context, options))
    })
