import type { ExclusionCategory } from '@plumbline/core'
import { Command, Option } from 'commander'
import type { ExclusionListOptions, ProposeOptions } from '../decisions/exclusions.ts'
import type { CommandMaker, Shell } from './command.ts'
import { recordCommands } from './decision.ts'
import { byDefault, examples, withApi, withJson, withOutput } from './options.ts'

const load = () => import('../decisions/exclusions.ts')

// Written out, so that declaring the command loads nothing; as keys, so that none can be missing or too many.
const CATEGORIES: Record<ExclusionCategory, true> = { maintenance: true, client_caused: true, force_majeure: true }

const listCommand: CommandMaker = ({ context, finish }) =>
  withApi(withOutput(new Command('list')))
    .summary('exclusions, newest first (the default)')
    .option('--status <names>', 'proposed, approved, rejected, withdrawn, revoked')
    .option('--category <names>', 'maintenance, client_caused, force_majeure')
    .option('--service <names>', 'service')
    .option('--objective <ids>', 'objective of the agreement')
    .addHelpText('after', examples('plumbline exclusion', 'plumbline exclusion list --status proposed'))
    .action(async (options: ExclusionListOptions) => finish(await (await load()).exclusions.list(context, options)))

const proposeCommand: CommandMaker = ({ context, finish }) =>
  withApi(withJson(new Command('propose')))
    .summary('propose to take time out of the measurement')
    .description(
      'Proposes to take time out of the measurement. Nothing is left out until the other party approves. Maintenance counts as announced where it is proposed before it begins.',
    )
    .addOption(
      new Option('--category <name>', 'why: announced maintenance, the client’s doing, or nobody’s')
        .choices(Object.keys(CATEGORIES))
        .makeOptionMandatory(),
    )
    .requiredOption('--from <time>', 'begins then: 12h or 3d from now, a day, or RFC 3339')
    .requiredOption('--to <time>', 'ends then, exclusive')
    .option('--services <names>', 'of these services, with commas (default: every one)')
    .option('--objectives <ids>', 'of these objectives, with commas (default: every one with a window)')
    .requiredOption('--reason <text>', 'why both sides should leave it out')
    .addHelpText(
      'after',
      examples(
        'plumbline exclusion propose --category maintenance --from 2026-12-20T02:00:00-05:00 --to 2026-12-20T04:00:00-05:00 --services checkout-api --reason "new database"',
      ),
    )
    .action(async (options: ProposeOptions) => finish(await (await load()).proposeExclusion(context, options)))

const records = (shell: Shell) =>
  recordCommands(shell, {
    name: 'exclusion',
    example: 'ex_123',
    note: 'seen by both',
    show: 'one exclusion: what time, of what, and who said what',
    moves: {
      approve: 'agree to leave out what the other party proposed',
      reject: 'refuse to leave out what the other party proposed',
      withdraw: 'take back what your party proposed, before it is answered',
      revoke: 'end an exclusion before its time',
    },
    load: async () => (await load()).exclusions,
  })

export const exclusionCommand: CommandMaker = (shell) => {
  const { show, moves } = records(shell)
  return byDefault(
    new Command('exclusion')
      .summary('time that both parties leave out of the measurement')
      .description('Time that both parties leave out: proposed by one, approved by the other.'),
    listCommand(shell),
    [show, proposeCommand(shell), ...moves],
  )
}
