import type { Key, NewKey } from '@plumbline/client'
import type { ApiOptions } from '../commands/options.ts'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode, usage } from '../exit.ts'
import type { Column } from '../output/listing.ts'
import { type OutputOptions, printData, printJson, printListing, wantsJson } from '../output/print.ts'
import { shortTime } from '../output/time.ts'

export type KeysOptions = ApiOptions & OutputOptions
export type CreateOptions = KeysOptions & { scope: string[]; expires?: string }

type Scope = NewKey['scopes'][number]
const SCOPES = [
  'events:write',
  'gate:run',
  'read',
  'agreements:propose',
  'agreements:accept',
  'breaches:write',
  'finance:read',
  'admin',
] as const satisfies readonly Scope[]

const time = (iso: string | null): string => (iso === null ? '' : shortTime(iso))

const columns: Column<Key>[] = [
  { key: 'id', title: 'Key', text: ({ id }) => id },
  { key: 'party', title: 'Party', text: ({ party }) => party },
  { key: 'name', title: 'Name', text: ({ name }) => name },
  { key: 'scopes', title: 'Scopes', text: ({ scopes }) => scopes.join(' ') },
  { key: 'created_at', title: 'Made', text: (key) => key.created_at, shown: (key) => time(key.created_at) },
  {
    key: 'expires_at',
    title: 'Expires',
    text: (key) => key.expires_at ?? '',
    shown: (key) => time(key.expires_at) || 'never',
  },
  { key: 'revoked_at', title: 'Revoked', text: (key) => key.revoked_at ?? '', shown: (key) => time(key.revoked_at) },
  // Last, so that scripts find the others where they were.
  { key: 'role', title: 'Role', text: ({ role }) => role ?? '' },
]

export const scopeOf = (text: string): Scope => {
  const found = SCOPES.find((scope) => scope === text)
  if (found === undefined) throw usage(`there is no scope “${text}”`, `there is ${SCOPES.join(', ')}`)
  return found
}

export const listKeys = async (context: Context, options: KeysOptions): Promise<ExitCode> => {
  const answer = await connect(context, options).keys()
  printListing(context, options, { columns, rows: answer.data }, answer, 'no keys')
  return EXIT.fine
}

/** The key is data: it goes to stdout alone, so that it can be piped into a secret store. */
export const createKey = async (context: Context, name: string, options: CreateOptions): Promise<ExitCode> => {
  const made = await connect(context, options).createKey({
    name,
    scopes: options.scope.map(scopeOf),
    expires_at: options.expires ?? null,
  })
  if (wantsJson(options)) printJson(context, options, made)
  else printData(context, options, `${made.key ?? ''}\n`)
  context.err.write(`key ${made.id}; it is shown this once\n`)
  return EXIT.fine
}

export const revokeKey = async (context: Context, id: string, options: KeysOptions): Promise<ExitCode> => {
  await connect(context, options).revokeKey(id)
  context.err.write(`revoked ${id}\n`)
  return EXIT.fine
}
