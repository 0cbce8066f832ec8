import type { EventRef } from '@plumbline/core'
import { evaluationPage, eventPage } from '@plumbline/dashboard'
import { mayDo } from '../auth/principal.ts'
import { notFound } from '../problem/problem.ts'
import { receivedView } from '../routes/events/list.ts'
import { frameOf, type Look } from './frame.ts'
import { page } from './page.ts'

const REFERENCE = /^[0-9a-f]{16}$/

/**
 * A verdict, as links from comments and checks open it.
 * @throws Refusal `not_found`
 */
export const showEvaluation = async (look: Look, id: string): Promise<Response> => {
  const [{ frame }, evaluation] = await Promise.all([frameOf(look), look.store.evaluation(id)])
  if (!evaluation) throw notFound()
  return page(evaluationPage({ ...frame, evaluation }))
}

/**
 * An event as it was received, by the reference that evidence names it by.
 * @throws Refusal `not_found`
 */
export const showEvent = async (look: Look, reference: string): Promise<Response> => {
  if (!REFERENCE.test(reference)) throw notFound()
  const [{ frame }, events] = await Promise.all([frameOf(look), look.store.eventsByRef(reference as EventRef)])
  const [found] = events
  if (!found) throw notFound()
  const { principal } = look.visitor
  const hidden = found.event.type === 'cost' && !mayDo(principal, 'finance:read')
  return page(eventPage({ ...frame, ...receivedView(found, principal), hidden }))
}
