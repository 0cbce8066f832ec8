import { Command } from 'commander'
import type { HeadOptions, ListOptions } from '../ledger/ledger.ts'
import type { VerifyOptions } from '../ledger/verify.ts'
import type { CommandMaker } from './command.ts'
import { byDefault, examples, positive, several, withApi, withJson, withOutput } from './options.ts'

export const ledgerCommand: CommandMaker = ({ context, finish }) => {
  const load = () => import('../ledger/ledger.ts')

  const list = withApi(withOutput(new Command('list')))
    .summary('what was decided, newest first (the default)')
    .option('--limit <count>', 'at most so many', positive, 50)
    .addHelpText('after', examples('plumbline ledger', 'plumbline ledger list --limit 500 --format csv -o decided.csv'))
    .action(async (options: ListOptions) => finish(await (await load()).listLedger(context, options)))

  const exported = withApi(withJson(new Command('export')))
    .summary('the whole chain, a line for each entry')
    .description('Writes the whole chain as it can be checked anywhere, and checks it on the way.')
    .addHelpText('after', examples('plumbline ledger export -o ledger.ndjson'))
    .action(async (options: HeadOptions) => finish(await (await load()).exportLedger(context, options)))

  const head = withApi(withJson(new Command('head')))
    .summary('number and hash of the last entry: a witness to keep')
    .addHelpText('after', examples('plumbline ledger head', 'plumbline ledger head --json'))
    .action(async (options: HeadOptions) => finish(await (await load()).showHead(context, options)))

  const verify = withJson(new Command('verify'))
    .summary('check a chain without any server')
    .description(
      'Checks an exported chain, and names the first entry that doesn’t fit. Needs no server and no key. Exit code 1 where something doesn’t fit, 3 where the file can’t be read.',
    )
    .argument('<file>', 'what plumbline ledger export wrote, or - for stdin')
    .option('--witness <head>', 'a head that was kept, as it was printed; may be given several times', several)
    .option(
      '--events <file>',
      'every event as it was received, as JSON or NDJSON: compared with the seals of their days',
    )
    .addHelpText(
      'after',
      examples(
        'plumbline ledger verify ledger.ndjson',
        'plumbline ledger verify ledger.ndjson --witness 412:ab12cd34ef56ab12',
        'plumbline events list --json --limit 1000000 -o events.json && plumbline ledger verify ledger.ndjson --events events.json',
      ),
    )
    .action(async (file: string, options: VerifyOptions) =>
      finish(await (await import('../ledger/verify.ts')).verifyFile(context, file, options)),
    )

  const group = new Command('ledger')
    .summary('everything that was decided, as a chain anyone can check')
    .description(
      'Everything that was decided, each entry chained to the one before, so that none can be altered unseen.',
    )
  return byDefault(group, list, [exported, head, verify])
}
