import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { AgreementVersion } from '@plumbline/client'
import { formatMistake, type ParsedAgreement, parseAgreement } from '@plumbline/core'
import type { Colour } from '@plumbline/render'
import type { ApiOptions } from '../commands/options.ts'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode, misconfigured, usage } from '../exit.ts'
import type { Column } from '../output/listing.ts'
import { type OutputOptions, printData, printJson, printListing, wantsJson } from '../output/print.ts'
import { shortTime } from '../output/time.ts'
import { whyUnreadable } from '../why-unreadable.ts'

export type AgreementOptions = ApiOptions & OutputOptions
export type AcceptOptions = AgreementOptions & { hash?: string; file?: string; retroactive?: boolean }

const TONES: Partial<Record<AgreementVersion['status'], Colour>> = {
  active: 'green',
  accepted: 'green',
  proposed: 'yellow',
}

const columns: Column<AgreementVersion>[] = [
  { key: 'version', title: 'Version', text: ({ version }) => String(version), align: 'right' },
  { key: 'status', title: 'Status', text: ({ status }) => status, tone: ({ status }) => TONES[status] ?? 'dim' },
  { key: 'proposed_by', title: 'Proposed by', text: (row) => row.proposed_by },
  { key: 'proposed_at', title: 'Proposed', text: (row) => row.proposed_at, shown: (row) => shortTime(row.proposed_at) },
  {
    key: 'decided_at',
    title: 'Decided',
    text: ({ decision }) => decision?.at ?? '',
    shown: ({ decision }) => (decision ? shortTime(decision.at) : ''),
  },
  {
    key: 'in_force_from',
    title: 'In force from',
    text: (row) => row.in_force_from ?? '',
    shown: (row) => (row.in_force_from ? shortTime(row.in_force_from) : ''),
  },
  { key: 'hash', title: 'Hash', text: ({ hash }) => hash, shown: ({ hash }) => `${hash.slice(0, 19)}…` },
]

const decided = (context: Context, options: AgreementOptions, version: AgreementVersion, words: string): ExitCode => {
  if (wantsJson(options)) printJson(context, options, version)
  else printData(context, options, `version ${version.version}: ${version.status}\n`)
  context.err.write(`${words}\n`)
  return EXIT.fine
}

const readFileOrStdin = async (context: Context, file: string): Promise<string> => {
  try {
    return file === '-' ? await context.stdin.read() : await readFile(resolve(context.cwd, file), 'utf8')
  } catch (error) {
    throw misconfigured(`can’t read ${file}: ${whyUnreadable(error)}`)
  }
}

export const readAgreement = async (
  context: Context,
  file: string,
): Promise<{ text: string; parsed: ParsedAgreement }> => {
  const text = await readFileOrStdin(context, file)
  const parsed = parseAgreement(text)
  if (parsed.ok) return { text, parsed: parsed.value }
  const errors = parsed.errors.filter(({ severity }) => severity === 'error')
  const mistakes = errors.map((mistake) => formatMistake(text, mistake, file))
  throw misconfigured(`${file} is not valid\n${mistakes.join('\n')}`)
}

export const listAgreements = async (context: Context, options: AgreementOptions): Promise<ExitCode> => {
  const answer = await connect(context, options).agreements()
  const empty = 'no version yet; plumbline agreement propose plumbline.yml proposes one'
  printListing(context, options, { columns, rows: answer.data }, answer, empty)
  return EXIT.fine
}

export const showAgreement = async (context: Context, name: string, options: AgreementOptions): Promise<ExitCode> => {
  if (name !== 'current' && !/^[1-9]\d{0,8}$/.test(name))
    throw usage(`“${name}” is no version`, 'give its number, or current')
  const version = name === 'current' ? name : Number(name)
  const client = connect(context, options)
  if (wantsJson(options)) printJson(context, options, await client.agreement(version))
  else printData(context, options, await client.agreementText(version))
  return EXIT.fine
}

export const proposeAgreement = async (
  context: Context,
  file: string,
  options: AgreementOptions,
): Promise<ExitCode> => {
  const { text, parsed } = await readAgreement(context, file)
  const mediaType = /^\s*\{/.test(text) ? 'application/json' : 'application/yaml'
  for (const warning of parsed.warnings) context.err.write(`${formatMistake(text, warning, file)}\n`)
  const made = await connect(context, options).proposeAgreement(text, mediaType)
  if (wantsJson(options)) printJson(context, options, made)
  else printData(context, options, `version ${made.version}: ${made.status}\n${made.hash}\n`)
  context.err.write(
    `the other party reads it (plumbline agreement show ${made.version}) and accepts it:\n  plumbline agreement accept ${made.version} --hash ${made.hash}\n`,
  )
  return EXIT.fine
}

export const acceptAgreement = async (context: Context, version: number, options: AcceptOptions): Promise<ExitCode> => {
  const hash =
    options.hash ?? (options.file === undefined ? null : (await readAgreement(context, options.file)).parsed.hash)
  if (hash === null)
    throw usage(
      'what did you read? Acceptance counts only with its hash',
      `plumbline agreement show ${version} -o read.yml, read it, and accept with --file read.yml`,
    )
  const body = { hash, ...(options.retroactive ? { retroactive: true } : {}) }
  const accepted = await connect(context, options).acceptAgreement(version, body)
  const from = accepted.in_force_from ? ` It judges from ${shortTime(accepted.in_force_from)}.` : ''
  return decided(context, options, accepted, `accepted: both sides have agreed.${from}`)
}

export const decideAgreement = async (
  context: Context,
  kind: 'reject' | 'withdraw',
  version: number,
  options: AgreementOptions,
): Promise<ExitCode> => {
  const client = connect(context, options)
  if (kind === 'reject')
    return decided(context, options, await client.rejectAgreement(version), 'rejected; what was in force stays')
  return decided(context, options, await client.withdrawAgreement(version), 'withdrawn; what was in force stays')
}
