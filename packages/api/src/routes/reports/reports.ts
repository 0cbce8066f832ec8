import type { operations } from '@plumbline/contract'
import type { ReportKind, Statement } from '@plumbline/core'
import { statementMarkdown } from '@plumbline/render'
import { actorOf, type Identity, mayDo } from '../../auth/principal.ts'
import type { Deps } from '../../deps.ts'
import { type AgreementReader, requireState } from '../../flow/agreed.ts'
import { acknowledge } from '../../flow/statement/acknowledge.ts'
import { readStatement } from '../../flow/statement/read.ts'
import { requireSpan } from '../../flow/statement/span.ts'
import type { Asked } from '../../flow/statement/windows.ts'
import { preferred } from '../../http/accept.ts'
import type { Call, Family, Reply } from '../../http/route.ts'

type Reports = 'getWeeklyReport' | 'getMonthlyReport' | 'getQuarterlyReport' | 'acknowledgeMonthlyReport'

type Reading = Call<(typeof operations)['getMonthlyReport']>

const MARKDOWN = 'text/markdown'
const HTML = 'text/html'

const seesMoney = (principal: Identity) => mayDo(principal, 'finance:read')

const HEADERS = { Vary: 'Accept' }

export const reportRoutes = (deps: Deps, agreements: AgreementReader): Family<Reports> => {
  const ask = async (kind: ReportKind, call: Pick<Reading, 'at' | 'params' | 'store'>): Promise<Asked> => {
    const { at, params, store } = call
    const state = await requireState(store)
    const versions = await agreements.accepted(store, state)
    return { store, state, versions, span: requireSpan(versions, kind, params.period, at), at }
  }

  const asHtml = async (statement: Statement, { at, principal, store }: Reading): Promise<Reply> => {
    // Nobody is signed in: both parties get the same page.
    const look = { deps, agreements, store, at, visitor: { principal, viewer: null } }
    const { statementHtml } = await import('../../pages/statement.ts')
    return { text: await statementHtml(look, statement), mediaType: 'text/html; charset=utf-8', headers: HEADERS }
  }

  const report = (kind: ReportKind) => async (call: Reading) => {
    const statement = await readStatement(await ask(kind, call), deps, seesMoney(call.principal))
    switch (preferred(call.accept, ['application/json', MARKDOWN, HTML])) {
      case MARKDOWN:
        return { text: statementMarkdown(statement), mediaType: 'text/markdown; charset=utf-8', headers: HEADERS }
      case HTML:
        return asHtml(statement, call)
      default:
        return { json: statement, headers: HEADERS }
    }
  }

  return {
    getWeeklyReport: report('week'),
    getMonthlyReport: report('month'),
    getQuarterlyReport: report('quarter'),
    acknowledgeMonthlyReport: async (call) => {
      const { body, principal } = call
      const said = { by: actorOf(principal), hash: body?.hash, withMoney: seesMoney(principal) }
      return { json: await acknowledge(await ask('month', call), deps, said) }
    },
  }
}
