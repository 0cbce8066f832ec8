import type { Member, NewMember } from '@plumbline/client'
import { apiUrlOf, connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode, usage } from '../exit.ts'
import type { Column } from '../output/listing.ts'
import { printData, printJson, printListing, wantsJson } from '../output/print.ts'
import { oneLine } from '../output/text.ts'
import { shortTime } from '../output/time.ts'
import { type KeysOptions, scopeOf } from './keys.ts'

export type BindOptions = KeysOptions & {
  repositoryId?: string
  ownerId?: string
  services?: string
  trust?: string[]
  issuer?: string
}
export type AddOptions = KeysOptions & { role: string; scope: string[]; expires?: string }

type TrustedEvents = NonNullable<Extract<NewMember, { kind: 'repository' }>['trusted_events']>

/** What a member may do, in the words of its kind. */
const rightsOf = (member: Member): string => {
  if (member.kind !== 'repository') return member.scopes.join(' ')
  const services = member.services === null ? 'every service' : member.services.join(' ')
  return member.trusted_events.length > 0 ? `${services}; trusts ${member.trusted_events.join(' ')}` : services
}

const columns: Column<Member>[] = [
  { key: 'id', title: 'Member', text: ({ id }) => id },
  { key: 'kind', title: 'Kind', text: ({ kind }) => kind },
  { key: 'party', title: 'Party', text: (member) => (member.kind === 'arbiter' ? 'arbiter' : member.party) },
  { key: 'name', title: 'Name', text: (member) => (member.kind === 'repository' ? member.repository : member.name) },
  { key: 'role', title: 'Role', text: (member) => (member.kind === 'repository' ? '' : (member.role ?? '')) },
  { key: 'may', title: 'May', text: rightsOf },
  { key: 'created_at', title: 'Since', text: (member) => member.created_at, shown: (one) => shortTime(one.created_at) },
]

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)

/** @throws Failure that says how to find the ids */
const idsOf = (repository: string, { repositoryId, ownerId }: BindOptions) => {
  if (repositoryId !== undefined && ownerId !== undefined) return { repositoryId, ownerId }
  const missing = [repositoryId === undefined && '--repository-id', ownerId === undefined && '--owner-id']
  throw usage(
    `a repository is bound by its ids; ${missing.filter(Boolean).join(' and ')} missing`,
    `gh api repos/${oneLine(repository)} --jq '"--repository-id \\(.id) --owner-id \\(.owner.id)"' prints them`,
  )
}

const bound = (member: Member, repository: string, url: string | null): string => {
  const services = member.kind === 'repository' && member.services ? member.services.join(', ') : 'every service'
  return `${repository} is bound as ${member.id}: its workflows may write for ${services}, without a key
next, in its workflow: permissions with \`id-token: write\`, the action with \`api-url: ${url ?? '…'}\`, and no api-key
`
}

export const bindRepository = async (context: Context, repository: string, options: BindOptions): Promise<ExitCode> => {
  const { repositoryId, ownerId } = idsOf(repository, options)
  const made = await connect(context, options).addMember({
    kind: 'repository',
    repository,
    repository_id: repositoryId,
    repository_owner_id: ownerId,
    ...(options.services === undefined ? {} : { services: listOf(options.services) }),
    // The server says which there are.
    ...(options.trust === undefined ? {} : { trusted_events: options.trust as TrustedEvents }),
    ...(options.issuer === undefined ? {} : { issuer: options.issuer }),
  })
  if (wantsJson(options)) printJson(context, options, made)
  else printData(context, options, `${made.id}\n`)
  context.err.write(bound(made, oneLine(repository), apiUrlOf(context, options)))
  return EXIT.fine
}

export const listMembers = async (context: Context, options: KeysOptions): Promise<ExitCode> => {
  const answer = await connect(context, options).members()
  printListing(context, options, { columns, rows: answer.data }, answer, 'no members; plumbline keys bind binds one')
  return EXIT.fine
}

/** The key is data: it goes to stdout alone, so that it can be piped into a secret store. */
export const addPerson = async (context: Context, name: string, options: AddOptions): Promise<ExitCode> => {
  const made = await connect(context, options).addMember({
    kind: 'person',
    name,
    role: options.role,
    scopes: options.scope.map(scopeOf),
    expires_at: options.expires ?? null,
  })
  if (wantsJson(options)) printJson(context, options, made)
  else printData(context, options, `${(made.kind === 'person' && made.key) || ''}\n`)
  context.err.write(`${oneLine(name)} is let in as ${made.id}; the key is shown this once: give it to nobody else\n`)
  return EXIT.fine
}

/** The half is data: it goes to stdout alone. */
export const inviteArbiter = async (context: Context, options: KeysOptions): Promise<ExitCode> => {
  const made = await connect(context, options).inviteArbiter()
  if (wantsJson(options)) printJson(context, options, made)
  else printData(context, options, `${made.claim ?? ''}\n`)
  context.err.write(
    'your half is shown this once: give it to the arbiter. With the other party’s half behind a dot they take their key: POST /v1/claims\n',
  )
  return EXIT.fine
}

export const removeMember = async (context: Context, id: string, options: KeysOptions): Promise<ExitCode> => {
  await connect(context, options).removeMember(id)
  context.err.write(`removed ${oneLine(id)}; in at most a minute it gets in nowhere\n`)
  return EXIT.fine
}
