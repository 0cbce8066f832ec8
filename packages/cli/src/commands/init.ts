import { Command } from 'commander'
import type { InitOptions } from '../init/init.ts'
import type { CommandMaker } from './command.ts'
import { examples } from './options.ts'

export const initCommand: CommandMaker = ({ context, finish }) =>
  new Command('init')
    .summary('write an agreement file and a workflow')
    .description(
      'Writes plumbline.yml and .github/workflows/plumbline.yml to start from. Asks at most five questions;\nevery answer has a flag.',
    )
    .option('--engagement <name>', 'short name of the engagement: a-z, 0-9 and -')
    .option('--client <name>', 'who is the client')
    .option('--vendor <name>', 'who writes the software')
    .option('--service <name>', 'what is delivered and measured')
    .option('--time-zone <zone>', 'IANA zone whose midnights cut months, e.g. Europe/Berlin')
    .option('-y, --yes', 'take the proposed answer for whatever has no flag')
    .option('--force', 'overwrite the files if they exist')
    .addHelpText(
      'after',
      examples(
        'plumbline init',
        'plumbline init --client "Acme Corp" --vendor "Northwind Software" --service checkout-api --yes',
      ),
    )
    .action(async (options: InitOptions) => {
      const { init } = await import('../init/init.ts')
      finish(await init(context, options))
    })
