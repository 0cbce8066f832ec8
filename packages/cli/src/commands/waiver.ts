import { Command, Option } from 'commander'
import type { RequestOptions, WaiverListOptions } from '../decisions/waivers.ts'
import type { CommandMaker, Shell } from './command.ts'
import { recordCommands } from './decision.ts'
import { byDefault, examples, withApi, withJson, withOutput } from './options.ts'

const load = () => import('../decisions/waivers.ts')

const listCommand: CommandMaker = ({ context, finish }) =>
  withApi(withOutput(new Command('list')))
    .summary('waivers, newest first (the default)')
    .option('--status <names>', 'requested, approved, rejected, withdrawn, revoked, expired')
    .option('--objective <ids>', 'objective of the agreement')
    .option('--service <names>', 'service')
    .option('--breach <ids>', 'breach')
    .addHelpText('after', examples('plumbline waiver', 'plumbline waiver list --status requested'))
    .action(async (options: WaiverListOptions) => finish(await (await load()).waivers.list(context, options)))

const requestCommand: CommandMaker = ({ context, finish }) =>
  withApi(withJson(new Command('request')))
    .summary('ask the other party not to count something for a time')
    .description(
      'Asks the other party to waive an objective from now on, or one breach that there is already. Nothing follows from it until that party approves.',
    )
    .addOption(new Option('--breach <id>', 'the one breach to waive').conflicts(['objective', 'service', 'from']))
    .option('--objective <id>', 'objective of the agreement')
    .option('--service <name>', 'service (default: every one)')
    .option('--from <time>', 'begins then: 12h or 3d from now, a day, or RFC 3339 (default: when it is approved)')
    .requiredOption('--expires <time>', 'ends then, at most a year ahead: 12h or 30d from now, a day, or RFC 3339')
    .requiredOption('--reason <text>', 'why it should not count')
    .addHelpText(
      'after',
      examples(
        'plumbline waiver request --objective patch-coverage --service checkout-api --expires 14d --reason "generated code comes in"',
        'plumbline waiver request --breach br_123 --expires 2027-01-15 --reason "the load test that Acme asked for"',
      ),
    )
    .action(async (options: RequestOptions) => finish(await (await load()).requestWaiver(context, options)))

const records = (shell: Shell) =>
  recordCommands(shell, {
    name: 'waiver',
    example: 'wv_123',
    note: 'as agreed by phone',
    show: 'one waiver: until when, for what reason, and who said what',
    moves: {
      approve: 'give the permission that the other party asked for',
      reject: 'refuse the permission that the other party asked for',
      withdraw: 'take back what your party asked for, before it is answered',
      revoke: 'end a permission that your party gave',
    },
    load: async () => (await load()).waivers,
  })

export const waiverCommand: CommandMaker = (shell) => {
  const { show, moves } = records(shell)
  return byDefault(
    new Command('waiver')
      .summary('permission not to count a breach')
      .description('Permission not to count a breach: asked for by one party, given by the other, and never for ever.'),
    listCommand(shell),
    [show, requestCommand(shell), ...moves],
  )
}
