import type { EvaluationQuery, EvaluationRow } from '@plumbline/contract'
import type { Evaluation } from '@plumbline/core'
import type { Deps } from '../../deps.ts'
import { makeCursor, readCursor } from '../../flow/cursor.ts'
import { withLinks } from '../../flow/links.ts'
import { filtered } from '../../flow/pages.ts'
import { nextLink } from '../../http/link.ts'
import { requirePeriod } from '../../http/parameter.ts'
import type { Family } from '../../http/route.ts'
import { notFound } from '../../problem/problem.ts'

const keeps =
  ({ service, verdict, event }: EvaluationQuery) =>
  (evaluation: Evaluation): boolean =>
    (service?.includes(evaluation.service) ?? true) &&
    (verdict?.includes(evaluation.verdict) ?? true) &&
    (event?.includes(evaluation.event) ?? true)

const rowOf = ({ objectives, exempted: _, not_judged: __, notes: ___, ...evaluation }: Evaluation): EvaluationRow => ({
  ...evaluation,
  objectives: objectives.map(({ id, status, blocking, display, target }) => ({
    id,
    status,
    blocking,
    display,
    target,
  })),
})

export const evaluationRoutes = ({ config }: Deps): Family<'listEvaluations' | 'getEvaluation'> => ({
  listEvaluations: async ({ query, principal, store }) => {
    requirePeriod(query)
    const list = { engagement: principal.engagement, operation: 'evaluations', filters: query }
    const after = readCursor(config, list, query.cursor)
    const { limit, from, to } = query
    const request = { limit, after, descending: query.sort === '-at', from, to }
    const page = await filtered(store.evaluations, request, keeps(query))
    const cursor = makeCursor(config, list, page.next)
    const data = page.items.map((evaluation) => rowOf(withLinks(evaluation, principal.engagement, config)))
    return { json: { data, next_cursor: cursor }, headers: nextLink(cursor) }
  },

  getEvaluation: async ({ params, principal, store }) => {
    const evaluation = await store.evaluation(params.id)
    if (!evaluation) throw notFound()
    return { json: withLinks(evaluation, principal.engagement, config) }
  },
})
