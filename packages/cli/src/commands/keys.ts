import { Command } from 'commander'
import type { CreateOptions, KeysOptions } from '../keys/keys.ts'
import type { AddOptions, BindOptions } from '../keys/members.ts'
import type { CommandMaker } from './command.ts'
import { byDefault, examples, several, withApi, withJson, withOutput } from './options.ts'

const load = () => import('../keys/members.ts')

const bindCommand: CommandMaker = ({ context, finish }) =>
  withApi(withJson(new Command('bind')))
    .summary('let a repository’s workflows write for your party, without a key')
    .description(
      'Binds a repository by its ids, so that its GitHub Actions tokens are taken; names are for people. The ids: gh api repos/OWNER/NAME --jq .id, and .owner.id.',
    )
    .argument('<repository>', 'OWNER/NAME, for people to read')
    .option('--repository-id <number>', 'id of the repository')
    .option('--owner-id <number>', 'id of its owner')
    .option('--services <names>', 'what it may write for, with commas (default: every service)')
    .option(
      '--trust <event>',
      'workflow event that is trusted as a push is, e.g. workflow_run; may be repeated',
      several,
    )
    .option('--issuer <url>', 'who signs its tokens (default: the first that the server takes)')
    .addHelpText(
      'after',
      examples(
        'plumbline keys bind acme/checkout-api --repository-id 1001 --owner-id 2001 --services checkout-api',
        'plumbline keys bind acme/shop --repository-id 1002 --owner-id 2001 --services web,search --trust workflow_run',
      ),
    )
    .action(async (repository: string, options: BindOptions) =>
      finish(await (await load()).bindRepository(context, repository, options)),
    )

const membersCommand: CommandMaker = ({ context, finish }) => {
  const list = withApi(withOutput(new Command('list')))
    .summary('bound repositories of both parties, and people of yours (the default)')
    .addHelpText('after', examples('plumbline keys members'))
    .action(async (options: KeysOptions) => finish(await (await load()).listMembers(context, options)))

  const add = withApi(withJson(new Command('add')))
    .summary('let a person in; their key is shown once')
    .argument('<name>', 'who')
    .requiredOption('--role <text>', 'what they are to your party')
    .requiredOption('--scope <name>', 'what they may do, e.g. read; may be repeated', several)
    .option('--expires <time>', 'RFC 3339 (default: never)')
    .addHelpText(
      'after',
      examples('plumbline keys members add Ada --role "Head of Delivery" --scope read --scope breaches:write'),
    )
    .action(async (name: string, options: AddOptions) => finish(await (await load()).addPerson(context, name, options)))

  const arbiter = withApi(withJson(new Command('arbiter')))
    .summary('make your party’s half of the claim for the arbiter')
    .description(
      'Makes your party’s half of the claim for the arbiter that the agreement names. Only with the other party’s half it can be taken.',
    )
    .addHelpText('after', examples('plumbline keys members arbiter'))
    .action(async (options: KeysOptions) => finish(await (await load()).inviteArbiter(context, options)))

  const remove = withApi(withJson(new Command('remove')))
    .summary('remove a repository or a person; in at most a minute they get in nowhere')
    .argument('<id>', 'id of the member, as the list shows it')
    .addHelpText('after', examples('plumbline keys members remove gh_0123456789abcdef'))
    .action(async (id: string, options: KeysOptions) => finish(await (await load()).removeMember(context, id, options)))

  const group = new Command('members')
    .summary('who writes and acts for your party')
    .description('Repositories whose workflows write without a key, and people with keys of their own.')
  return byDefault(group, list, [add, arbiter, remove])
}

export const keysCommand: CommandMaker = (shell) => {
  const { context, finish } = shell
  const loadKeys = () => import('../keys/keys.ts')

  const list = withApi(withOutput(new Command('list')))
    .summary('your party’s keys, without their secrets (the default)')
    .addHelpText('after', examples('plumbline keys'))
    .action(async (options: KeysOptions) => finish(await (await loadKeys()).listKeys(context, options)))

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
      finish(await (await loadKeys()).createKey(context, name, options)),
    )

  const revoke = withApi(withJson(new Command('revoke')))
    .summary('revoke a key; it works nowhere after at most a minute')
    .argument('<id>', 'id of the key, as the list shows it')
    .addHelpText('after', examples('plumbline keys revoke 3fQ9'))
    .action(async (id: string, options: KeysOptions) =>
      finish(await (await loadKeys()).revokeKey(context, id, options)),
    )

  const group = new Command('keys')
    .summary('make, list and revoke keys; bind repositories')
    .description('Keys and members of your own party; an admin key is needed.')
  return byDefault(group, list, [create, revoke, bindCommand(shell), membersCommand(shell)])
}
