import { Command } from 'commander'
import type { DemoOptions } from '../demo/demo.ts'
import type { CommandMaker } from './command.ts'
import { examples, portNumber } from './options.ts'

export const demoCommand: CommandMaker = ({ context, finish }) =>
  new Command('demo')
    .summary('an example engagement to look at and play with')
    .description(
      'Starts a server with an example: four months of a client and a vendor, made up from a fixed seed. Shows a gate\nthat fails and one that passes, and the keys to go on by hand. Run again, it goes on with the same data.',
    )
    .option('--once', 'show it, and exit')
    .option('--port <number>', 'port to listen on (default: 8787, or any free one)', portNumber)
    .option('--data <folder>', 'folder for the example’s data', '.plumbline/demo')
    .addHelpText('after', examples('plumbline demo', 'plumbline demo --once --data /tmp/plumbline-demo'))
    .action(async (options: DemoOptions) => {
      const { demo } = await import('../demo/demo.ts')
      finish(await demo(context, options))
    })
