import { Command } from 'commander'
import type { ServeOptions } from '../serve/serve.ts'
import type { CommandMaker } from './command.ts'
import { examples, portNumber } from './options.ts'

export const serveCommand: CommandMaker = ({ context, finish }) =>
  new Command('serve')
    .summary('the whole system on one machine')
    .description(
      'Starts the API, the pages and an embedded store on this machine. Its data survives restarts and crashes.',
    )
    .option('--port <number>', 'port to listen on; 0 takes a free one', portNumber, 8787)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--data <folder>', 'folder for the data', '.plumbline')
    .addHelpText(
      'after',
      `
The operator’s key comes from PLUMBLINE_OPERATOR_KEY; without it one is made and kept in FOLDER/operator-key.
PLUMBLINE_DYNAMODB_ENDPOINT uses a DynamoDB elsewhere instead of the embedded store.
${examples('plumbline serve', 'plumbline serve --port 0 --data /var/lib/plumbline')}`,
    )
    .action(async (options: ServeOptions) => {
      const { serve } = await import('../serve/serve.ts')
      finish(await serve(context, options))
    })
