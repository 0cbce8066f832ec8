import { Command } from 'commander'
import type { AcceptOptions, AgreementOptions } from '../agreement/agreement.ts'
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

  const group = new Command('agreement')
    .summary('propose, accept and read what was agreed')
    .description('The agreement on the server: one side proposes a version, the other accepts exactly that text.')
  return byDefault(group, list, [show, propose, accept, reject, withdraw])
}
