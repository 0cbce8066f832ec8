import type { AgreementDiff, AgreementVersion, EngagementClient } from '@plumbline/client'
import { type AgreementDocument, agreementDiff, type Difference, localMidnight, rereadAgreement } from '@plumbline/core'
import type { Colour } from '@plumbline/render'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode, misconfigured } from '../exit.ts'
import type { Column } from '../output/listing.ts'
import { printListing } from '../output/print.ts'
import { shortTime } from '../output/time.ts'
import { type AgreementOptions, readAgreement } from './agreement.ts'

export type DiffOptions = AgreementOptions & { against?: string }

const TONES: Partial<Record<Difference['effect'], Colour>> = { stricter: 'yellow', softer: 'green' }

const columns: Column<Difference>[] = [
  { key: 'path', title: 'Path', text: ({ path }) => path, machine: true },
  { key: 'kind', title: 'Kind', text: ({ kind }) => kind, machine: true },
  { key: 'effect', title: 'Effect', text: ({ effect }) => effect, tone: ({ effect }) => TONES[effect] ?? 'dim' },
  {
    key: 'applies',
    title: 'Applies',
    text: ({ applies }) => applies,
    shown: ({ applies }) => applies.replaceAll('_', ' '),
  },
  { key: 'sentence', title: 'What is different', text: ({ sentence }) => sentence },
]

/** What is compared, by the name it was asked for. */
type Side = {
  name: string
  version: number | null
  hash: string
  document: AgreementDocument
  zone: string
  from: string
}

type Names = { version: string | undefined; against: string | undefined }

const isVersion = (name: string) => name === 'current' || /^[1-9]\d{0,8}$/.test(name)

const fromFile = async (context: Context, file: string): Promise<Side> => {
  const { document, terms, hash } = (await readAgreement(context, file)).parsed
  return { name: file, version: null, hash, document, zone: terms.timeZone, from: terms.effectiveFrom }
}

const fromServer = async (client: EngagementClient, name: string): Promise<Side> => {
  const { version, hash } = await client.agreement(name === 'current' ? name : Number(name))
  const read = rereadAgreement(await client.agreementText(version))
  if (!read) throw misconfigured(`version ${version} can’t be read by this plumbline; a newer one may`)
  const { document, terms } = read
  return { name: `version ${version}`, version, hash, document, zone: terms.timeZone, from: terms.effectiveFrom }
}

/** A file is compared here; what it would be compared with may be a file too, and then no server is asked. */
const ofTexts = async (context: Context, options: DiffOptions, { version, against }: Names) => {
  const side = async (name: string | undefined): Promise<Side> => {
    if (name !== undefined && !isVersion(name)) return fromFile(context, name)
    const client = connect(context, options)
    return fromServer(client, name ?? String(await usual(client)))
  }
  const after = await side(version)
  const before = await side(against)
  const begins = Math.max(localMidnight(after.zone, after.from), context.now())
  return {
    json: {
      version: after.version,
      hash: after.hash,
      against: { version: before.version, hash: before.hash },
      begins: new Date(begins).toISOString(),
      differences: agreementDiff(before.document, after.document, begins),
    },
    after: after.name,
    before: before.name,
    isAgreed: false,
  }
}

const versions = async (client: EngagementClient): Promise<[AgreementVersion, ...AgreementVersion[]]> => {
  const [first, ...others] = (await client.agreements()).data
  if (!first) throw misconfigured('no version yet', 'plumbline agreement propose plumbline.yml proposes one')
  return [first, ...others]
}

/** The version in force; before there is one, the newest. */
const usual = async (client: EngagementClient): Promise<number> => {
  const all = await versions(client)
  return (all.find(({ status }) => status === 'active') ?? all[0]).version
}

const numberOf = async (client: EngagementClient, name: string): Promise<number> =>
  name === 'current' ? (await client.agreement('current')).version : Number(name)

const nameOf = ({ version, status }: Pick<AgreementDiff, 'version' | 'status'>) => `version ${version} (${status})`

const ofVersions = async (context: Context, options: DiffOptions, { version, against }: Names) => {
  const client = connect(context, options)
  const number = version === undefined ? (await versions(client))[0].version : await numberOf(client, version)
  const json = await client.agreementDiff(number, against === undefined ? undefined : await numberOf(client, against))
  const isAgreed = json.status === 'active' || json.status === 'accepted' || json.status === 'superseded'
  return { json, after: nameOf(json), before: json.against && nameOf(json.against), isAgreed }
}

/** What a version, or a file, says otherwise than another. That there are differences is no failure. */
export const diffAgreement = async (
  context: Context,
  version: string | undefined,
  options: DiffOptions,
): Promise<ExitCode> => {
  const names = { version, against: options.against }
  const isOfVersions = isVersion(version ?? 'current') && isVersion(options.against ?? 'current')
  const { json, after, before, isAgreed } = await (isOfVersions ? ofVersions : ofTexts)(context, options, names)
  if (before !== null) {
    const from = `${shortTime(json.begins)}${isAgreed ? '' : ' at the earliest'}`
    context.err.write(`${after} against ${before}; it judges from ${from}\n`)
  }
  const empty = before === null ? `${after} is the first: there is nothing to compare it with` : 'they say the same'
  // What the server says of a difference has the type of core’s: one schema makes both.
  const rows: Difference[] = json.differences
  printListing(context, options, { columns, rows }, json, empty)
  return EXIT.fine
}
