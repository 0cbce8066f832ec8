import { inForceAt, type ReportKind, type Statement, spanAt, spanBefore } from '@plumbline/core'
import { pageAddress, REPORT_WORDS, statementPage } from '@plumbline/dashboard'
import type { Context } from 'hono'
import { actorOf, isParty, mayDo, requireParty, requireScope } from '../auth/principal.ts'
import { requireState } from '../flow/agreed.ts'
import { acknowledge } from '../flow/statement/acknowledge.ts'
import { readStatement } from '../flow/statement/read.ts'
import { requireSpan } from '../flow/statement/span.ts'
import type { Asked } from '../flow/statement/windows.ts'
import type { AppEnv } from '../http/env.ts'
import { notFound, Refusal, STATUS_OF } from '../problem/problem.ts'
import { readForm } from './form.ts'
import { frameOf, type Look } from './frame.ts'
import { page } from './page.ts'

/** @param failed why a form that was sent was not taken */
export const statementHtml = async (
  look: Look,
  statement: Statement,
  failed: string | null = null,
): Promise<string> => {
  const { frame } = await frameOf(look)
  const { principal, viewer } = look.visitor
  const may = viewer !== null && isParty(principal) && mayDo(principal, 'breaches:write')
  return statementPage({ ...frame, ledger: statement.ledger, statement, acknowledging: may ? { failed } : null })
}

const kindOf = (word: string): ReportKind | null =>
  (Object.keys(REPORT_WORDS) as ReportKind[]).find((kind) => REPORT_WORDS[kind] === word) ?? null

/**
 * The statement of a period; what of it is money only for who may see it.
 * @throws Refusal `not_found`, `invalid_request`
 */
export const showStatement = async (
  look: Look,
  word: string,
  period: string,
  failed: { why: string; status: number } | null = null,
): Promise<Response> => {
  const { deps, visitor } = look
  const asked = await askedFor(look, word, period)
  const statement = await readStatement(asked, deps, mayDo(visitor.principal, 'finance:read'))
  return page(await statementHtml(look, statement, failed?.why), failed?.status)
}

const askedFor = async ({ store, agreements, at }: Look, word: string, period: string): Promise<Asked> => {
  const kind = kindOf(word)
  if (!kind) throw notFound()
  const state = await requireState(store)
  const versions = await agreements.accepted(store, state)
  return { store, state, versions, span: requireSpan(versions, kind, period, at), at }
}

const HASH = /^sha256:[0-9a-f]{64}$/
const NO_HASH = 'This form is not of this page. Read the statement as it is now, and send its own form.'

/**
 * Takes note of a month's statement for the party that is signed in: of exactly the one that it was shown. Sent twice it
 * is the same acknowledgement.
 * @throws Refusal `not_found`, and for everything that can be wrong with a body
 */
export const acknowledgeByForm = async (
  look: Look,
  context: Context<AppEnv>,
  word: string,
  period: string,
): Promise<Response> => {
  const { deps, visitor } = look
  if (kindOf(word) !== 'month') throw notFound()
  const asked = await askedFor(look, word, period)
  const { form } = await readForm(context.req.raw)
  try {
    requireScope(visitor.principal, 'breaches:write')
    const by = actorOf(requireParty(visitor.principal))
    const hash = form.get('hash') ?? ''
    if (!HASH.test(hash)) throw new Refusal('wrong_state', NO_HASH)
    await acknowledge(asked, deps, { by, hash, withMoney: false })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return showStatement(look, word, period, { why: error.message, status: STATUS_OF[error.code] })
  }
  return context.body(null, 303, {
    Location: `${pageAddress(asked.state.engagement, 'reports', word, asked.span.period)}#acknowledged`,
  })
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
