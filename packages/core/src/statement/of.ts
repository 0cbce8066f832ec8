import { type AcceptedVersion, inForceAt, type VersionRecord } from '../agreement/versions.ts'
import type { Breach } from '../breach/breach.ts'
import { windowIdentity } from '../breach/identity.ts'
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
import { changeRows, type Merges } from './changes.ts'
import { hashOf } from './hash.ts'
import { type BreachesByIdentity, breachNamed, judgedOf } from './judged.ts'
import { statementMoney } from './money.ts'
import { needsOf } from './needs.ts'
import { questionsOf } from './questions.ts'
import { inOrder, rowOfOpen, rowOfPeriod } from './row.ts'
import { disputesIn, exclusionsIn, waiversIn } from './set-aside.ts'
import { endsIn, type ReportSpan } from './span.ts'
import type { Statement, StatementAdjustment, StatementData, StatementRow, StatementState } from './statement.ts'
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
  data: StatementData
  acknowledged: StatementRecord | null
  ledger: LedgerHead
  /** Who asks may see money. */
  withMoney: boolean
}

const instant = (text: string): Instant => parseInstant(text) ?? 0

/** Until when things are told: the period's end, or now. */
const untilOf = ({ span, at }: StatementInput) => Math.min(span.window.to, at)

const endedIn = ({ span, periods }: StatementInput): Period[] =>
  periods.filter(({ window }) => endsIn(span, instant(window.to)))

const rowsOf = (input: StatementInput): StatementRow[] => {
  const { span, versions, open, merges, changeBreaches, breaches, periods } = input
  const known = { versions, periods: new Map(periods.map((period) => [period.id, period])) }
  return inOrder([
    ...endedIn(input).map((period) =>
      rowOfPeriod(
        known,
        period,
        breachNamed(breaches, period.service, windowIdentity(period.objective, period.window)),
      ),
    ),
    ...open.flatMap(({ service, told }) =>
      told.window ? [rowOfOpen(known, service, { ...told, window: told.window })] : [],
    ),
    ...changeRows(versions, span, untilOf(input), merges, changeBreaches),
  ])
}

const adjustmentsOf = (input: StatementInput): StatementAdjustment[] =>
  endedIn(input).flatMap(({ service, objective, title, carries }) =>
    carries.map(({ of, was, would_be, noticed_at }) => {
      const figure = ({ status, value, display, samples }: typeof was) => ({ status, value, display, samples })
      return { service, objective, title, of, was: figure(was), would_be: figure(would_be), noticed_at }
    }),
  )

const stateOf = ({ span, at, open }: StatementInput, ended: readonly Period[]): StatementState => {
  if (at < span.window.to) return 'open'
  // A week in the middle of its months: what came late still moves how they stood then.
  if (ended.length === 0 && open.length > 0) return 'provisional'
  return ended.every(({ state }) => state === 'final') ? 'final' : 'provisional'
}

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

const moneyIn = (input: StatementInput): Pick<Statement, 'money' | 'money_note'> => {
  const { span, versions, withMoney, at } = input
  if (span.kind !== 'month') return { money: null, money_note: 'Credits are stated by the month.' }
  if (!inForceAt(versions, untilOf(input) - 1)?.terms.consequences)
    return { money: null, money_note: 'The agreement says nothing about money.' }
  if (!withMoney) return { money: null, money_note: MONEY_NOTE }
  if (at < span.window.to) return { money: null, money_note: 'Credits are stated once the month is over.' }
  return { money: statementMoney(input), money_note: null }
}

/** What was agreed, and what came of it, in a week, a month or a quarter: the same for whoever asks, money aside. */
export const statementOf = (input: StatementInput): Statement => {
  const { engagement, title, at, span, versions, breaches, data, ledger } = input
  const until = untilOf(input)
  const ended = endedIn(input)
  const state = stateOf(input, ended)
  const rows = rowsOf(input)
  const adjustments = adjustmentsOf(input)
  const agreements = agreementsIn(input, until)
  const hash = hashOf(input, agreements, rows, adjustments)
  const terms = inForceAt(versions, until - 1)?.terms ?? null
  const parties = { client: terms?.parties.client.name ?? 'client', vendor: terms?.parties.vendor.name ?? 'vendor' }
  const notJudged = notJudgedIn(input, until)
  const acknowledgements = acknowledgementsOf(input.acknowledged, hash)
  const stated = new Set(rows.flatMap(({ breach_id: id }) => id ?? []))
  const later = ended.filter((period) => period.state === 'provisional').map(({ final_from }) => final_from)
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
    final_from: state === 'provisional' ? (later.toSorted().at(-1) ?? null) : null,
    summary: summaryOf(span.label, state, rows),
    hash,
    objectives: rows,
    not_judged: notJudged,
    adjustments,
    exclusions: exclusionsIn(span, input.exclusions),
    waivers: waiversIn(span, input.waivers),
    disputes: disputesIn(span, input.disputes, stated, at),
    chronic: chronicNotices({
      at,
      ended: { from: span.window.from, to: until },
      consequences: terms?.consequences ?? null,
      judged: input.periods
        .filter(({ window }) => instant(window.to) <= until)
        .flatMap((period) => judgedOf(versions, breaches, period)),
    }),
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
    ...moneyIn(input),
  }
}
