import type { AgreementBacktest, EngagementClient } from '@plumbline/client'
import { moneyText } from '@plumbline/core'
import type { Colour } from '@plumbline/render'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode, misconfigured } from '../exit.ts'
import type { Column } from '../output/listing.ts'
import { printListing } from '../output/print.ts'
import { createProgress } from '../output/progress.ts'
import { shortTime } from '../output/time.ts'
import { type AgreementOptions, readAgreement } from './agreement.ts'

export type BacktestOptions = AgreementOptions & { days?: number }

type Counts = AgreementBacktest['objectives'][number]['counts']
type Row = { service: string; id: string; target: string; counts: Counts; now: Counts; summary: string }

const breached = (counts: Counts) => (counts ? String(counts.by_status.breached) : '')
const total = (counts: Counts) => (counts ? String(counts.total) : '')

const tone = ({ counts, now }: Row): Colour | null => {
  if (!counts) return 'dim'
  const [after, before] = [counts.by_status.breached, now?.by_status.breached ?? 0]
  return after > before ? 'red' : after < before ? 'green' : null
}

const columns: Column<Row>[] = [
  { key: 'service', title: 'Service', text: ({ service }) => service },
  { key: 'objective', title: 'Objective', text: ({ id }) => id, machine: true },
  { key: 'target', title: 'Target', text: ({ target }) => target, machine: true },
  { key: 'counted', title: 'Counted', text: ({ counts }) => counts?.of ?? '', machine: true },
  { key: 'breached', title: 'Breached', text: ({ counts }) => breached(counts), machine: true },
  { key: 'of', title: 'Of', text: ({ counts }) => total(counts), machine: true },
  { key: 'breached_now', title: 'Now', text: ({ now }) => breached(now), machine: true },
  { key: 'of_now', title: 'Of', text: ({ now }) => total(now), machine: true },
  { key: 'summary', title: 'What it would have judged', text: ({ summary }) => summary, tone },
]

const isVersion = (name: string) => name === 'current' || /^[1-9]\d{0,8}$/.test(name)

/** The newest, whatever became of it: what somebody is about to decide on. */
const newest = async (client: EngagementClient): Promise<number> => {
  const [first] = (await client.agreements()).data
  if (!first) throw misconfigured('no version yet', 'plumbline agreement propose plumbline.yml proposes one')
  return first.version
}

/** A file is tried where its text was proposed: the events that it is tried on are on the server. */
const proposedAs = async (context: Context, client: EngagementClient, file: string): Promise<number> => {
  const { hash } = (await readAgreement(context, file)).parsed
  const found = (await client.agreements()).data.find((version) => version.hash === hash)
  if (found) return found.version
  throw misconfigured(
    `${file} is not on the server: a backtest needs its text there, beside the events`,
    `plumbline agreement propose ${file} proposes it; withdraw takes it back`,
  )
}

const numberOf = async (context: Context, client: EngagementClient, name: string | undefined): Promise<number> => {
  if (name === undefined) return newest(client)
  if (!isVersion(name)) return proposedAs(context, client, name)
  return name === 'current' ? (await client.agreement('current')).version : Number(name)
}

const rowsOf = ({ objectives, removed }: AgreementBacktest): Row[] => [
  ...objectives.map(({ service, id, target, counts, now, summary }) => ({
    service,
    id,
    target,
    counts,
    now: now?.counts ?? null,
    summary,
  })),
  ...removed.map(({ service, id, now, summary }) => ({ service, id, target: '', counts: null, now, summary })),
]

const moneyLine = ({ money }: AgreementBacktest): string[] => {
  if (!money) return []
  const said = (amount: number, currency: string | null) => (currency ? moneyText(amount, currency) : 'none')
  if (!money.currency && !money.now?.currency) return []
  // Not what was owed: here phases that only observed soften nothing, and no cause has been agreed on.
  const now = money.now ? `; by the version in force ${said(money.now.credits_minor, money.now.currency)}` : ''
  return [
    `credits of the months that ended, as if no phase had softened anything: ${said(money.credits_minor, money.currency)}${now}`,
  ]
}

/** What the rows need to be read rightly: on stderr, as everything that is no data. */
const notes = (found: AgreementBacktest): string[] => [
  `version ${found.version} (${found.status})${found.against ? ` beside version ${found.against.version} (${found.against.status})` : ''}, ` +
    `the ${found.days} days from ${shortTime(found.from)} to ${shortTime(found.to)}`,
  ...found.data.flatMap(({ service, detail }) => (detail ? [`${service}: ${detail}`] : [])),
  ...(found.objectives.some(({ windows }) => windows.some(({ imported }) => imported))
    ? ['imported history counts here, and in no verdict']
    : []),
  ...moneyLine(found),
]

/** What a version would have judged. That it would have been breached is no failure. */
export const backtestAgreement = async (
  context: Context,
  name: string | undefined,
  options: BacktestOptions,
): Promise<ExitCode> => {
  const client = connect(context, options)
  const version = await numberOf(context, client, name)
  const progress = createProgress(context.err, 'judging what was', () => performance.now())
  const began = performance.now()
  const seconds = () => Math.round((performance.now() - began) / 1_000)
  const shown = setInterval(() => progress.at(seconds(), null, `${seconds()} s`), 1_000)
  const found = await client.agreementBacktest(version, options.days).finally(() => {
    clearInterval(shown)
    progress.end()
  })
  for (const note of notes(found)) context.err.write(`${note}\n`)
  printListing(context, options, { columns, rows: rowsOf(found) }, found, 'the version has no objectives')
  return EXIT.fine
}
