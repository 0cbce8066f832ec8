import { Command } from 'commander'
import type { TickOptions } from '../tick/tick.ts'
import type { CommandMaker } from './command.ts'
import { examples, withJson } from './options.ts'

export const tickCommand: CommandMaker = ({ context, finish }) =>
  withJson(new Command('tick'))
    .summary('do what is due by the clock, once')
    .description(
      'Judges the windows that have ended, notices what is overdue, ends what has run out and seals the days that are over.\nplumbline serve does this every minute; by hand it is for a folder that nothing serves. Run twice, or late, it comes to the same.',
    )
    .option('--data <folder>', 'folder of the data', '.plumbline')
    .option('--engagement <name>', 'only this one (or PLUMBLINE_ENGAGEMENT); default: all')
    .addHelpText(
      'after',
      `\nExit codes: 0 done, 1 some of it failed.\n${examples('plumbline tick', 'plumbline tick --engagement acme-checkout --json')}`,
    )
    .action(async (options: TickOptions) => {
      const { tick } = await import('../tick/tick.ts')
      finish(await tick(context, options))
    })
