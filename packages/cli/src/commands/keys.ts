import { Command } from 'commander'
import type { CreateOptions, KeysOptions } from '../keys/keys.ts'
import type { CommandMaker } from './command.ts'
import { byDefault, examples, several, withApi, withJson, withOutput } from './options.ts'

export const keysCommand: CommandMaker = ({ context, finish }) => {
  const load = () => import('../keys/keys.ts')

  const list = withApi(withOutput(new Command('list')))
    .summary('your party’s keys, without their secrets (the default)')
    .addHelpText('after', examples('plumbline keys'))
    .action(async (options: KeysOptions) => finish(await (await load()).listKeys(context, options)))

  const create = withApi(withJson(new Command('create')))
    .summary('make a key; it is shown once')
    .argument('<name>', 'what it is for')
    .requiredOption('--scope <name>', 'what it may do, e.g. gate:run; may be repeated', several)
    .option('--expires <time>', 'RFC 3339 (default: never)')
    .addHelpText(
      'after',
      examples(
        'plumbline keys create ci --scope events:write --scope gate:run',
        'plumbline keys create audit --scope read --expires 2027-01-01T00:00:00Z',
      ),
    )
    .action(async (name: string, options: CreateOptions) =>
      finish(await (await load()).createKey(context, name, options)),
    )

  const revoke = withApi(withJson(new Command('revoke')))
    .summary('revoke a key; it works nowhere after at most a minute')
    .argument('<id>', 'id of the key, as the list shows it')
    .addHelpText('after', examples('plumbline keys revoke 3fQ9'))
    .action(async (id: string, options: KeysOptions) => finish(await (await load()).revokeKey(context, id, options)))

  const group = new Command('keys')
    .summary('make, list and revoke keys')
    .description('Keys of your own party; an admin key is needed.')
  return byDefault(group, list, [create, revoke])
}
