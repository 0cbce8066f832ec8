import { type Operation, type OperationId, operations } from '@plumbline/contract'
import { ATTRIBUTIONS, mistakes, ROOT_CAUSES } from '@plumbline/core'
import { MOVES, type Move, pageAddress, type Typed } from '@plumbline/dashboard'
import type { Context } from 'hono'
import * as z from 'zod'
import { requireScope } from '../auth/principal.ts'
import type { AppEnv } from '../http/env.ts'
import type { Once } from '../http/idempotency.ts'
import type { Handlers } from '../http/route.ts'
import { Refusal, STATUS_OF } from '../problem/problem.ts'
import { breachRoutes } from '../routes/breaches/breach.ts'
import { isTokenOf, showBreach } from './breach.ts'
import { readForm } from './form.ts'
import type { Look } from './frame.ts'

type Write = 'acknowledgeBreach' | 'noteBreach' | 'stateRootCause' | 'resolveBreach'

const OPERATIONS: Record<Move, Write & OperationId> = {
  acknowledge: 'acknowledgeBreach',
  note: 'noteBreach',
  'root-cause': 'stateRootCause',
  resolve: 'resolveBreach',
}

export const moveOf = (text: string): Move | null => MOVES.find((move) => move === text) ?? null

/** The form's fields under the names of the API; what was left empty is not said. */
const bodyOf = (move: Move, { text, category, attribution }: Typed): Record<string, string> => {
  const words = text?.trim() ? { [move === 'note' || move === 'root-cause' ? 'text' : 'note']: text } : {}
  return { ...words, ...(category ? { category } : {}), ...(attribution ? { attribution } : {}) }
}

const typedOf = (form: URLSearchParams): Typed => {
  const category = ROOT_CAUSES.find((one) => one === form.get('category'))
  const attribution = ATTRIBUTIONS.find((one) => one === form.get('attribution'))
  return { text: form.get('text') ?? '', ...(category ? { category } : {}), ...(attribution ? { attribution } : {}) }
}

const STALE = 'This form is not of this page, or of another session. Look at what is there now, and send it again.'
const SENT_BEFORE =
  'This form was sent before, with other words. Look at the timeline, and send it again if you mean both.'

/** Mistakes that are said beside the form; everything else is a page of its own. */
const saidBeside = (error: unknown): { why: string; status: number } | null => {
  if (!(error instanceof Refusal)) return null
  switch (error.code) {
    case 'wrong_state':
    case 'wrong_party':
    case 'scope_missing':
    case 'invalid_request':
      return { why: error.message, status: STATUS_OF[error.code] }
    case 'idempotency_key_reused':
      return { why: SENT_BEFORE, status: STATUS_OF[error.code] }
    default:
      return null
  }
}

const checked = (operation: Operation, given: Record<string, string>): unknown => {
  const schema = operation.body?.content['application/json'] ?? z.never()
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const [first] = mistakes(parsed.error, schema, given)
  throw new Refusal('invalid_request', `The text ${first?.detail ?? 'can’t be taken'}.`)
}

/**
 * Does what a form on a breach's page asks for, the same way as the API does, and goes back to the page. A form that is
 * sent twice counts once: its token is the request's Idempotency-Key.
 */
export const moveByForm = async (
  look: Look,
  once: Once,
  context: Context<AppEnv>,
  id: string,
  move: Move,
): Promise<Response> => {
  const { deps, store, visitor, at } = look
  const { principal } = visitor
  const { form, bytes, mediaType } = await readForm(context.req.raw)
  const typed = typedOf(form)
  const token = form.get('token') ?? ''
  try {
    requireScope(principal, 'breaches:write')
    if (!isTokenOf(deps.config, principal, id, token)) throw new Refusal('invalid_request', STALE)
    const operation = OPERATIONS[move]
    const body = checked(operations[operation], bodyOf(move, typed))
    // Checked against the schema of this very operation.
    const handle = breachRoutes()[operation] as Handlers['noteBreach']
    const requestId = context.get('requestId')
    const call = {
      at,
      requestId,
      params: { id },
      query: {},
      body: body as { text: string },
      text: '',
      mediaType,
      accept: '',
      principal,
      store,
    }
    const request = { path: context.req.path, bytes, mediaType }
    await once({ header: token, operation, principal, store, request, requestId, at }, () => handle(call))
    const { timeline } = (await store.breach(id)) ?? { timeline: [] }
    return context.body(null, 303, {
      Location: `${pageAddress(store.engagement, 'breaches', id)}#t${timeline.length}`,
    })
  } catch (error) {
    const said = saidBeside(error)
    if (!said) throw error
    return showBreach(look, id, { move, why: said.why, typed }, said.status)
  }
}
