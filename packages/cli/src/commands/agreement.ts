import { Command } from 'commander'
import type { AcceptOptions, AgreementOptions } from '../agreement/agreement.ts'
import type { BacktestOptions } from '../agreement/backtest.ts'
import type { BaselineOptions } from '../agreement/baselines.ts'
import type { DiffOptions } from '../agreement/diff.ts'
import type { CommandMaker } from './command.ts'
import { byDefault, examples, positive, withApi, withJson, withOutput } from './options.ts'

export const agreementCommand: CommandMaker = ({ context, finish }) => {
  const load = () => import('../agreement/agreement.ts')
  const one = (name: string) => withApi(withJson(new Command(name)))

  const list = withApi(withOutput(new Command('list')))
    .summary('every version and what became of it (the default)')
    .addHelpText('after', examples('plumbline agreement list'))
    .action(async (options: AgreementOptions) => finish(await (await load()).listAgreements(context, options)))

  const show = one('show')
    .summary('the text of a version')
    .argument('[version]', 'number of the version, or current', 'current')
    .addHelpText('after', examples('plumbline agreement show', 'plumbline agreement show 2 -o proposed.yml'))
    .action(async (version: string, options: AgreementOptions) =>
      finish(await (await load()).showAgreement(context, version, options)),
    )

  const propose = one('propose')
    .summary('propose a new version to the other party')
    .argument('[file]', 'agreement file, or - for stdin', 'plumbline.yml')
    .addHelpText('after', examples('plumbline agreement propose plumbline.yml'))
    .action(async (file: string, options: AgreementOptions) =>
      finish(await (await load()).proposeAgreement(context, file, options)),
    )

  const diff = withApi(withOutput(new Command('diff')))
    .summary('what a version says otherwise than another, in plain words')
    .description(
      'Compares a version, or a file, with another: what it was and is, whether that is stricter or softer for who owes it, and from when it counts. Two files are compared without a server.',
    )
    .argument('[version|file]', 'number of the version, current, or an agreement file (default: the newest version)')
    .option(
      '--against <version|file>',
      'what to compare with: a version, current, or a file (default: the version in force, else the one before)',
    )
    .addHelpText(
      'after',
      examples(
        'plumbline agreement diff',
        'plumbline agreement diff plumbline.yml',
        'plumbline agreement diff 3 --against 2 --format md',
        'plumbline agreement diff new.yml --against old.yml',
      ),
    )
    .action(async (version: string | undefined, options: DiffOptions) =>
      finish(await (await import('../agreement/diff.ts')).diffAgreement(context, version, options)),
    )

  const backtest = withApi(withOutput(new Command('backtest')))
    .summary('what a version would have judged lately, before anyone accepts it')
    .description(
      'Tries a version on what was received: each window, clock and merge of the last days, as if it had been in force all along, beside the version in force. A file is tried by its text, which has to be proposed. Records nothing.',
    )
    .argument('[version|file]', 'number of the version, current, or a proposed file (default: the newest version)')
    .option('--days <n>', 'how far back, today the last day; 90 where nothing is said, 366 at most', positive)
    .addHelpText(
      'after',
      examples(
        'plumbline agreement backtest',
        'plumbline agreement backtest 3 --days 30',
        'plumbline agreement backtest plumbline.yml --format md',
      ),
    )
    .action(async (version: string | undefined, options: BacktestOptions) =>
      finish(await (await import('../agreement/backtest.ts')).backtestAgreement(context, version, options)),
    )

  const accept = one('accept')
    .summary('accept the version the other party proposed')
    .description('Accepts a version by the hash of exactly what you read: give the hash, or the file you read.')
    .argument('<version>', 'number of the version', positive)
    .option('--hash <hash>', 'hash of what you read, sha256:…')
    .option('--file <file>', 'the file you read; its hash is taken')
    .option('--retroactive', 'let it judge from its effective_from although that is past')
    .addHelpText(
      'after',
      examples('plumbline agreement show 2 -o proposed.yml', 'plumbline agreement accept 2 --file proposed.yml'),
    )
    .action(async (version: number, options: AcceptOptions) =>
      finish(await (await load()).acceptAgreement(context, version, options)),
    )

  const reject = one('reject')
    .summary('reject the version the other party proposed')
    .argument('<version>', 'number of the version', positive)
    .addHelpText('after', examples('plumbline agreement reject 2'))
    .action(async (version: number, options: AgreementOptions) =>
      finish(await (await load()).decideAgreement(context, 'reject', version, options)),
    )

  const withdraw = one('withdraw')
    .summary('withdraw a version your party proposed')
    .argument('<version>', 'number of the version', positive)
    .addHelpText('after', examples('plumbline agreement withdraw 2'))
    .action(async (version: number, options: AgreementOptions) =>
      finish(await (await load()).decideAgreement(context, 'withdraw', version, options)),
    )

  const baselines = withApi(withOutput(new Command('baselines')))
    .summary('what each phase came to, and the targets it suggests')
    .option('--objective <id>', 'only this objective')
    .option('--service <name>', 'only this service')
    .option('--phase <name>', 'only this phase')
    .addHelpText(
      'after',
      examples('plumbline agreement baselines', 'plumbline agreement baselines --service checkout-api'),
    )
    .action(async (options: BaselineOptions) =>
      finish(await (await import('../agreement/baselines.ts')).listBaselines(context, options)),
    )

  const group = new Command('agreement')
    .summary('propose, accept and read what was agreed')
    .description('The agreement on the server: one side proposes a version, the other accepts exactly that text.')
  return byDefault(group, list, [show, diff, backtest, propose, accept, reject, withdraw, baselines])
}
