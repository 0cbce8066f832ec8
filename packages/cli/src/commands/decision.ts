import { Command } from 'commander'
import type { DecisionMove, recorded } from '../decisions/recorded.ts'
import type { DecisionOptions, NotedOptions } from '../decisions/show.ts'
import type { Shell } from './command.ts'
import { examples, withApi, withJson } from './options.ts'

/** How one kind of record is called and told of. */
type Kind = {
  /** As it is typed: `waiver`. */
  name: 'waiver' | 'exclusion'
  /** An id, as examples have it. */
  example: string
  /** What somebody may say with a move. */
  note: string
  show: string
  moves: Record<DecisionMove, string>
  load: () => Promise<Pick<ReturnType<typeof recorded>, 'show' | 'move'>>
}

const MOVES = ['approve', 'reject', 'withdraw', 'revoke'] as const

/** One record, and each move of it: the same for what one party asks for and the other answers. */
export const recordCommands = ({ context, finish }: Shell, kind: Kind): { show: Command; moves: Command[] } => {
  const { name, example, note, load } = kind
  const id = `id of the ${name}, as the list shows it`
  const typed = (verb: string) => `plumbline ${name} ${verb} ${example}`
  return {
    show: withApi(withJson(new Command('show')))
      .summary(kind.show)
      .argument('<id>', id)
      .addHelpText('after', examples(typed('show'), `${typed('show')} --json`))
      .action(async (record: string, options: DecisionOptions) =>
        finish(await (await load()).show(context, record, options)),
      ),
    moves: MOVES.map((move) =>
      withApi(withJson(new Command(move)))
        .summary(kind.moves[move])
        .argument('<id>', id)
        .option('--note <text>', 'what you want to say about it')
        .addHelpText('after', examples(typed(move), `${typed(move)} --note "${note}"`))
        .action(async (record: string, options: NotedOptions) =>
          finish(await (await load()).move(context, record, move, options)),
        ),
    ),
  }
}
