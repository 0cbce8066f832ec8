import type { Party } from '../agreement/terms.ts'
import type { Actor } from '../breach/breach.ts'
import { type Decision, notNow } from '../decisions/refusal.ts'
import type { Decided } from '../ledger/entry.ts'
import type { KeptRecord } from '../records/records.ts'
import { ok } from '../result.ts'
import { formatInstant, type Instant, parseInstant } from '../time/instant.ts'
import type { StatementMoney } from './money.ts'
import type { ReportSpan } from './span.ts'
import type { Statement, StatementAcknowledgement } from './statement.ts'

/*
 * A party takes note of what a month's statement says. Once both have acknowledged the same statement its windows are
 * final: nobody has to wait until nobody can dispute them any more.
 */

/** What is credited, as shares of the fee: no amounts, because the ledger is read by keys that see no money. */
export type AcknowledgedCredit = {
  objective: string
  service: string
  from: string
  to: string
  worse_than: string
  credit: string
}

export type AcknowledgedStep = {
  at: string
  kind: 'acknowledged'
  by: Actor
  hash: string
  credits: AcknowledgedCredit[]
}

export type StatementRecord = Omit<KeptRecord<'statement'>, 'timeline'> & {
  /** `2026-11`. */
  period: string
  from: string
  to: string
  timeline: AcknowledgedStep[]
}

/** A party may acknowledge again what has changed since; not for ever. */
const MOST_OF_ONE = 20

export const statementId = ({ kind, period }: Pick<ReportSpan, 'kind' | 'period'>): string => `${kind}-${period}`

const lastOf = (record: Pick<StatementRecord, 'timeline'> | null, party: Party): AcknowledgedStep | null =>
  record?.timeline.findLast(({ by }) => by.party === party) ?? null

export const creditsWithoutAmounts = (money: StatementMoney | null): AcknowledgedCredit[] =>
  (money?.credits ?? []).flatMap((line) => {
    if (line.kind === 'cap' || line.not_credited !== undefined || line.tier === null) return []
    const { objective, service, window, tier } = line
    return [{ objective, service, from: window.from, to: window.to, ...tier }]
  })

/** The same record where the party has acknowledged this statement before. */
export const acknowledgeStatement = (
  before: StatementRecord | null,
  statement: Pick<Statement, 'hash' | 'state'> & { credits: AcknowledgedCredit[] },
  span: ReportSpan,
  by: Actor,
  at: Instant,
): Decision<StatementRecord> => {
  if (statement.state === 'open')
    return notNow(`${span.label} is not over: what is stated until now is no statement to acknowledge`)
  if (before && lastOf(before, by.party)?.hash === statement.hash) return ok(before)
  if ((before?.timeline ?? []).filter((one) => one.by.party === by.party).length >= MOST_OF_ONE)
    return notNow(`the ${by.party} has acknowledged it ${MOST_OF_ONE} times; that is all`)
  const { hash, credits } = statement
  const step: AcknowledgedStep = { at: formatInstant(at), kind: 'acknowledged', by, hash, credits }
  return ok({
    kind: 'statement',
    id: statementId(span),
    at: formatInstant(span.window.from),
    revision: (before?.revision ?? 0) + 1,
    period: span.period,
    from: formatInstant(span.window.from),
    to: formatInstant(span.window.to),
    timeline: [...(before?.timeline ?? []), step],
  })
}

/** What the ledger says of the last acknowledgement. */
export const statementEntry = ({ id, period, from, to, timeline }: StatementRecord): Decided => {
  const last = timeline.at(-1)
  if (!last) throw new TypeError('a statement’s record begins with an acknowledgement')
  const { hash, credits, by, at } = last
  const named = { statement: id, period, from, to, hash }
  return { at: parseInstant(at) ?? 0, body: { type: 'statement_acknowledged', ...named, credits, by } }
}

export const acknowledgementsOf = (record: StatementRecord | null, hash: string): StatementAcknowledgement[] =>
  (['client', 'vendor'] as const).flatMap((party) => {
    const last = lastOf(record, party)
    return last ? [{ party, name: last.by.name, at: last.at, hash: last.hash, current: last.hash === hash }] : []
  })

/** When both had acknowledged the same statement for the first time; null while they have not. */
export const agreedAt = ({ timeline }: Pick<StatementRecord, 'timeline'>): Instant | null => {
  const seen = new Map<string, Set<Party>>()
  for (const { at, by, hash } of timeline) {
    const parties = (seen.get(hash) ?? new Set<Party>()).add(by.party)
    seen.set(hash, parties)
    if (parties.size === 2) return parseInstant(at)
  }
  return null
}
