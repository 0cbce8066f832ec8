import type { Ruling } from '@plumbline/core'
import { Argument, Command } from 'commander'
import type { NotedOptions, RuleOptions, ShowOptions } from '../breaches/one.ts'
import type { CommandMaker } from './command.ts'
import { examples, withApi, withJson } from './options.ts'

/* What `plumbline breaches` has about disputes. */

const load = () => import('../breaches/one.ts')

// Written out, so that declaring the command loads nothing; as keys, so that none can be missing or too many.
const RULINGS: Record<Ruling, true> = { uphold: true, overturn: true }

const one = (name: string, summary: string): Command =>
  withApi(withJson(new Command(name)))
    .summary(summary)
    .argument('<id>', 'id of the breach, as the list shows it')

const disputeCommand: CommandMaker = ({ context, finish }) =>
  one('dispute', 'say that a breach is none, or not yours')
    .description(
      'Disputes a breach. It counts on until it is ruled; the other party is asked to answer, and its silence is what the agreement says.',
    )
    .argument('<text>', 'why, or - for stdin')
    .addHelpText(
      'after',
      examples('plumbline breaches dispute br_123 "the deployment was rolled back before it was live"'),
    )
    .action(async (id: string, text: string, options: ShowOptions) =>
      finish(await (await load()).disputeBreach(context, id, text, options)),
    )

const answerCommand: CommandMaker = ({ context, finish }) =>
  one('answer', 'answer the other party’s dispute')
    .argument('<text>', 'what you hold against it, or - for stdin')
    .addHelpText('after', examples('plumbline breaches answer br_123 "it was live for nine minutes: see the probe"'))
    .action(async (id: string, text: string, options: ShowOptions) =>
      finish(await (await load()).answerDispute(context, id, text, options)),
    )

const ruleCommand: CommandMaker = ({ context, finish }) =>
  one('rule', 'state what should become of a disputed breach')
    .description(
      'States what should become of a disputed breach. What both parties state counts, and so does what the arbiter states after the answer. An overturned breach never was one.',
    )
    .addArgument(new Argument('<ruling>', 'uphold: it is a breach; overturn: it is none').choices(Object.keys(RULINGS)))
    .option('--text <text>', 'why')
    .addHelpText('after', examples('plumbline breaches rule br_123 overturn --text "the probe was broken"'))
    .action(async (id: string, ruling: Ruling, options: RuleOptions) =>
      finish(await (await load()).ruleOnBreach(context, id, ruling, options)),
    )

const withdrawCommand: CommandMaker = ({ context, finish }) =>
  one('withdraw', 'withdraw your party’s dispute')
    .option('--note <text>', 'what you want to say about it')
    .addHelpText('after', examples('plumbline breaches withdraw br_123 --note "we found the cause"'))
    .action(async (id: string, options: NotedOptions) =>
      finish(await (await load()).withdrawDispute(context, id, options)),
    )

export const disputeCommands: readonly CommandMaker[] = [disputeCommand, answerCommand, ruleCommand, withdrawCommand]
