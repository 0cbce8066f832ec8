import { inForceAt, type ReportKind, type Statement, spanAt, spanBefore } from '@plumbline/core'
import { pageAddress, REPORT_WORDS, statementPage } from '@plumbline/dashboard'
import { mayDo } from '../auth/principal.ts'
import { requireState } from '../flow/agreed.ts'
import { readStatement } from '../flow/statement/read.ts'
import { requireSpan } from '../flow/statement/span.ts'
import { notFound } from '../problem/problem.ts'
import { frameOf, type Look } from './frame.ts'
import { page } from './page.ts'

export const statementHtml = async (look: Look, statement: Statement): Promise<string> => {
  const { frame } = await frameOf(look)
  return statementPage({ ...frame, ledger: statement.ledger, statement })
}

const kindOf = (word: string): ReportKind | null =>
  (Object.keys(REPORT_WORDS) as ReportKind[]).find((kind) => REPORT_WORDS[kind] === word) ?? null

/**
 * The statement of a period; what of it is money only for who may see it.
 * @throws Refusal `not_found`, `invalid_request`
 */
export const showStatement = async (look: Look, word: string, period: string): Promise<Response> => {
  const { deps, store, agreements, visitor, at } = look
  const kind = kindOf(word)
  if (!kind) throw notFound()
  const state = await requireState(store)
  const versions = await agreements.accepted(store, state)
  const asked = { store, state, versions, span: requireSpan(versions, kind, period, at), at }
  const statement = await readStatement(asked, deps, mayDo(visitor.principal, 'finance:read'))
  return page(await statementHtml(look, statement))
}

/**
 * Leads to the last period that is over, or to the present one where it is the first.
 * @throws Refusal `not_found` where nothing was ever agreed
 */
export const lastStatement = async ({ store, agreements, at }: Look, word: string): Promise<Response> => {
  const kind = kindOf(word)
  const state = await requireState(store)
  const versions = await agreements.accepted(store, state)
  const current = inForceAt(versions, at)
  if (!kind || !current) throw notFound()
  const now = spanAt(kind, current.terms.timeZone, at)
  const before = spanBefore(now)
  const first = Math.min(...versions.map(({ inForceFrom }) => inForceFrom))
  const { period } = before.window.to > first ? before : now
  return new Response(null, {
    status: 302,
    headers: { Location: pageAddress(state.engagement, 'reports', word, period) },
  })
}
