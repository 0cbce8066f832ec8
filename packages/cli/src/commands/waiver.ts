import type { WaiverMove } from '@plumbline/core'
import { Command, Option } from 'commander'
import type { DecisionOptions, NotedOptions } from '../decisions/show.ts'
import type { RequestOptions, WaiverListOptions } from '../decisions/waivers.ts'
import type { CommandMaker, Shell } from './command.ts'
import { byDefault, examples, withApi, withJson, withOutput } from './options.ts'

const load = () => import('../decisions/waivers.ts')

const ID = 'id of the waiver, as the list shows it'

const listCommand: CommandMaker = ({ context, finish }) =>
  withApi(withOutput(new Command('list')))
    .summary('waivers, newest first (the default)')
    .option('--status <names>', 'requested, approved, rejected, withdrawn, revoked, expired')
    .option('--objective <ids>', 'objective of the agreement')
    .option('--service <names>', 'service')
    .option('--breach <ids>', 'breach')
    .addHelpText('after', examples('plumbline waiver', 'plumbline waiver list --status requested'))
    .action(async (options: WaiverListOptions) => finish(await (await load()).listWaivers(context, options)))

const showCommand: CommandMaker = ({ context, finish }) =>
  withApi(withJson(new Command('show')))
    .summary('one waiver: until when, for what reason, and who said what')
    .argument('<id>', ID)
    .addHelpText('after', examples('plumbline waiver show wv_123', 'plumbline waiver show wv_123 --json'))
    .action(async (id: string, options: DecisionOptions) =>
      finish(await (await load()).showWaiver(context, id, options)),
    )

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

const MOVES: Record<WaiverMove, string> = {
  approve: 'give the permission that the other party asked for',
  reject: 'refuse the permission that the other party asked for',
  withdraw: 'take back what your party asked for, before it is answered',
  revoke: 'end a permission that your party gave',
}

const moveCommand = ({ context, finish }: Shell, move: WaiverMove): Command =>
  withApi(withJson(new Command(move)))
    .summary(MOVES[move])
    .argument('<id>', ID)
    .option('--note <text>', 'what you want to say about it')
    .addHelpText(
      'after',
      examples(`plumbline waiver ${move} wv_123`, `plumbline waiver ${move} wv_123 --note "as agreed by phone"`),
    )
    .action(async (id: string, options: NotedOptions) =>
      finish(await (await load()).moveWaiver(context, id, move, options)),
    )

export const waiverCommand: CommandMaker = (shell) =>
  byDefault(
    new Command('waiver')
      .summary('permission not to count a breach')
      .description('Permission not to count a breach: asked for by one party, given by the other, and never for ever.'),
    listCommand(shell),
    [
      showCommand(shell),
      requestCommand(shell),
      ...(['approve', 'reject', 'withdraw', 'revoke'] as const).map((move) => moveCommand(shell, move)),
    ],
  )
