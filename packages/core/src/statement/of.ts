import { type AcceptedVersion, inForceAt, type VersionRecord } from '../agreement/versions.ts'
import type { Breach } from '../breach/breach.ts'
import { chronicNotices } from '../credits/chronic.ts'
import type { Dispute } from '../decisions/dispute.ts'
import type { Exclusion } from '../decisions/exclusion.ts'
import type { Waiver } from '../decisions/waiver.ts'
import type { ObjectiveResult } from '../evaluation/evaluation.ts'
import { judgingsOf } from '../evaluation/judging.ts'
import type { LedgerHead } from '../ledger/entry.ts'
import type { Period } from '../periods/period.ts'
import { formatInstant, type Instant, parseInstant } from '../time/instant.ts'
import { acknowledgementsOf, type StatementRecord } from './acknowledge.ts'
import type { ChangeRow, Merges } from './changes.ts'
import { changesIn, finalAt, finalFromOf, stateOf, untilOf } from './finality.ts'
import { hashOf } from './hash.ts'
import { type BreachesByIdentity, judgedOf } from './judged.ts'
import { statementMoney } from './money.ts'
import { needsOf } from './needs.ts'
import { questionsOf } from './questions.ts'
import { inOrder, rowOfOpen, rowOfPeriod } from './row.ts'
import { disputesIn, exclusionsIn, waiversIn } from './set-aside.ts'
import { endsIn, type ReportSpan } from './span.ts'
import type { Statement, StatementAdjustment, StatementData, StatementRow } from './statement.ts'
import { METHOD, summaryOf } from './words.ts'

export type StatementInput = {
  engagement: string
  title: string
  at: Instant
  span: ReportSpan
  /** Accepted ones. */
  versions: AcceptedVersion[]
  /** All of them, with what became of each. */
  records: readonly VersionRecord[]
  /** Windows that are over: of the period, of those before it, and of months that it carries adjustments of. */
  periods: readonly Period[]
  /** Windows that go on at the period's end, or now, as far as they have gone. */
  open: readonly { service: string; told: ObjectiveResult }[]
  merges: readonly Merges[]
  /** Of changes merged in the period and the one before it. */
  changeBreaches: readonly Breach[]
  /** Of the periods. */
  breaches: BreachesByIdentity
  waivers: readonly Waiver[]
  exclusions: readonly Exclusion[]
  disputes: readonly Dispute[]
  /** What they are about. */
  disputed: readonly Breach[]
  data: StatementData
  acknowledged: StatementRecord | null
  ledger: LedgerHead
  /** Who asks may see money. */
  withMoney: boolean
}

const instant = (text: string): Instant => parseInstant(text) ?? 0

const endedIn = ({ span, periods }: StatementInput): Period[] =>
  periods.filter(({ window }) => endsIn(span, instant(window.to)))

const rowsOf = (input: StatementInput, changes: readonly ChangeRow[]): StatementRow[] => {
  const { versions, open, breaches, periods } = input
  const known = { versions, periods: new Map(periods.map((period) => [period.id, period])) }
  return inOrder([
    ...endedIn(input).map((period) => rowOfPeriod(known, period, breaches)),
    ...open.flatMap(({ service, told }) =>
      told.window ? [rowOfOpen(known, service, { ...told, window: told.window })] : [],
    ),
    ...changes.map(({ row }) => row),
  ])
}

const adjustmentsOf = (input: StatementInput): StatementAdjustment[] =>
  endedIn(input).flatMap(({ service, objective, title, carries }) =>
    carries.map(({ of, was, would_be, noticed_at }) => {
      const figure = ({ status, value, display, samples }: typeof was) => ({ status, value, display, samples })
      return { service, objective, title, of, was: figure(was), would_be: figure(would_be), noticed_at }
    }),
  )

/** Those that judged some instant of it, oldest first. */
const agreementsIn = ({ versions, span }: StatementInput, until: Instant): Statement['agreements'] => {
  const first = inForceAt(versions, span.window.from)
  return versions
    .filter((version) => version === first || (version.inForceFrom > span.window.from && version.inForceFrom < until))
    .map(({ version, hash, inForceFrom }) => ({ version, hash, from: formatInstant(inForceFrom) }))
}

const notJudgedIn = ({ versions }: StatementInput, until: Instant): Statement['not_judged'] => {
  const services = inForceAt(versions, until - 1)?.terms.services.keys() ?? []
  const found = [...services].flatMap((service) => judgingsOf(versions, service, until - 1).notJudged)
  return [...new Map(found.map(({ id, indicator }) => [id, { id, indicator }])).values()]
}

const MONEY_NOTE = 'Amounts are left out: seeing money takes a key with the scope finance:read.'

const moneyIn = (
  { span, withMoney, at }: StatementInput,
  money: ReturnType<typeof statementMoney>,
): Pick<Statement, 'money' | 'money_note'> => {
  const without = (money_note: string) => ({ money: null, money_note })
  if (span.kind === 'week') return without('Credits are stated by the month.')
  if (money === null) return without('The agreement says nothing about money.')
  if (!withMoney) return without(MONEY_NOTE)
  if (at < span.window.to) return without(`Credits are stated once the ${span.kind} is over.`)
  if (money === 'mixed') return without('Its months are in different currencies: each states its own credits.')
  return { money, money_note: null }
}

/** What was agreed, and what came of it, in a week, a month or a quarter: the same for whoever asks, money aside. */
export const statementOf = (input: StatementInput): Statement => {
  const { engagement, title, at, span, versions, breaches, data, ledger } = input
  const until = untilOf(input)
  const ended = endedIn(input)
  const changes = changesIn(input)
  const state = stateOf(input, ended, changes)
  const final = finalAt(state, ended, changes)
  const rows = rowsOf(input, changes)
  const agreements = agreementsIn(input, until)
  const terms = inForceAt(versions, until - 1)?.terms ?? null
  const parties = { client: terms?.parties.client.name ?? 'client', vendor: terms?.parties.vendor.name ?? 'vendor' }
  const notJudged = notJudgedIn(input, until)
  const named = new Set(
    rows.flatMap(({ breach_id: id, clocks = [] }) => [id ?? [], clocks.map((one) => one.breach_id)].flat()),
  )
  const aside = {
    exclusions: exclusionsIn(span, input.exclusions, final),
    waivers: waiversIn(span, input.waivers, final),
    disputes: disputesIn(input, named, final),
  }
  const chronic = chronicNotices({
    at,
    ended: { from: span.window.from, to: until },
    consequences: terms?.consequences ?? null,
    judged: input.periods
      .filter(({ window }) => instant(window.to) <= until)
      .flatMap((period) => judgedOf(versions, breaches, period)),
  })
  const money = statementMoney(input)
  const hash = hashOf(input, {
    agreements,
    rows,
    ...aside,
    chronic,
    carries: ended.flatMap(({ carries }) => carries),
    money: money === 'mixed' || at < span.window.to ? null : money,
  })
  const acknowledgements = acknowledgementsOf(input.acknowledged, hash)
  const about = { kind: span.kind, period: span.period, label: span.label }
  return {
    engagement,
    title,
    parties,
    ...about,
    from: formatInstant(span.window.from),
    to: formatInstant(span.window.to),
    time_zone: span.zone,
    at: formatInstant(at),
    state,
    final_from: state === 'provisional' ? finalFromOf(input, ended, changes) : null,
    summary: summaryOf(span.label, state, rows),
    hash,
    objectives: rows,
    not_judged: notJudged,
    adjustments: adjustmentsOf(input),
    ...aside,
    chronic,
    questions: questionsOf(rows, notJudged),
    needs: needsOf(
      {
        at,
        span,
        terms: inForceAt(versions, at)?.terms ?? null,
        versions: input.records,
        waivers: input.waivers,
        exclusions: input.exclusions,
        disputes: input.disputes,
      },
      rows,
      { ...about, state, acknowledgements },
    ),
    data,
    agreements,
    method: METHOD,
    acknowledgements,
    ledger,
    ...moneyIn(input, money),
  }
}
