import { type Mistake, type Operation, type OperationId, operations } from '@plumbline/contract'
import {
  ATTRIBUTIONS,
  formatInstant,
  localMidnight,
  mistakes,
  parseInstant,
  ROOT_CAUSES,
  RULINGS,
} from '@plumbline/core'
import { MOVES, type Move, pageAddress, type Typed, zoneOf } from '@plumbline/dashboard'
import type { Context } from 'hono'
import * as z from 'zod'
import { type Principal, requireParty, requireScope } from '../auth/principal.ts'
import type { AppEnv } from '../http/env.ts'
import type { Once } from '../http/idempotency.ts'
import type { Handlers } from '../http/route.ts'
import { Refusal, STATUS_OF } from '../problem/problem.ts'
import { breachRoutes } from '../routes/breaches/breach.ts'
import { disputeRoutes } from '../routes/decisions/disputes.ts'
import { waiverRoutes } from '../routes/decisions/waivers.ts'
import { isTokenOf, showBreach } from './breach.ts'
import { readForm } from './form.ts'
import { frameOf, type Look } from './frame.ts'

const OPERATIONS = {
  acknowledge: 'acknowledgeBreach',
  note: 'noteBreach',
  'root-cause': 'stateRootCause',
  'agree-cause': 'agreeOnRootCause',
  resolve: 'resolveBreach',
  dispute: 'disputeBreach',
  answer: 'answerDispute',
  rule: 'ruleOnBreach',
  withdraw: 'withdrawDispute',
  waiver: 'requestWaiver',
  'approve-waiver': 'approveWaiver',
  'reject-waiver': 'rejectWaiver',
} as const satisfies Record<Move, OperationId>

/** What the text of a form is called in the API; a note where nothing else is said. */
const TEXT: Partial<Record<Move, 'text' | 'reason'>> = {
  note: 'text',
  'root-cause': 'text',
  dispute: 'text',
  answer: 'text',
  rule: 'text',
  waiver: 'reason',
}

export const moveOf = (text: string): Move | null => MOVES.find((move) => move === text) ?? null

/** The form's fields under the names of the API; what was left empty is not said. */
const bodyOf = (move: Move, id: string, typed: Typed, zone: string): Record<string, string> => {
  const { text, category, attribution, ruling, until, stated } = typed
  const words = text?.trim() ? { [TEXT[move] ?? 'note']: text } : {}
  return {
    ...words,
    ...(category ? { category } : {}),
    ...(attribution ? { attribution } : {}),
    ...(ruling ? { ruling } : {}),
    ...(stated ? { stated_at: stated } : {}),
    ...(move === 'waiver' ? { breach: id, expires_at: startOf(until ?? '', zone) } : {}),
  }
}

/** The first moment of a day there; what is no day stays what it is, and is refused as that. */
const startOf = (day: string, zone: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(day) && parseInstant(`${day}T00:00:00Z`) !== null
    ? formatInstant(localMidnight(zone, day))
    : day

const typedOf = (form: URLSearchParams): Typed => {
  const category = ROOT_CAUSES.find((one) => one === form.get('category'))
  const attribution = ATTRIBUTIONS.find((one) => one === form.get('attribution'))
  const ruling = RULINGS.find((one) => one === form.get('ruling'))
  const [until, waiver, stated] = [form.get('until'), form.get('waiver'), form.get('stated')]
  return {
    text: form.get('text') ?? '',
    ...(category ? { category } : {}),
    ...(attribution ? { attribution } : {}),
    ...(ruling ? { ruling } : {}),
    ...(until ? { until } : {}),
    ...(stated ? { stated } : {}),
    ...(waiver ? { waiver } : {}),
  }
}

const STALE = 'This form is not of this page, or of another session. Look at what is there now, and send it again.'
const SENT_BEFORE =
  'This form was sent before, with other words. Look at the timeline, and send it again if you mean both.'

/** Fields of forms that are no text. */
const FIELD_WORDS: Readonly<Record<string, string>> = { '/expires_at': 'The day', '/ruling': 'The ruling' }

const mistakeWords = ({ pointer, detail }: Pick<Mistake, 'pointer' | 'detail'>): string =>
  `${FIELD_WORDS[pointer] ?? 'The text'} ${detail}.`

/** Mistakes that are said beside the form; everything else is a page of its own. */
const saidBeside = (error: unknown): { why: string; status: number } | null => {
  if (!(error instanceof Refusal)) return null
  switch (error.code) {
    case 'wrong_state':
    case 'wrong_party':
    case 'scope_missing':
      return { why: error.message, status: STATUS_OF[error.code] }
    case 'invalid_request': {
      const [first] = error.errors
      return { why: first ? mistakeWords(first) : error.message, status: STATUS_OF[error.code] }
    }
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
  throw new Refusal('invalid_request', 'The form can’t be taken.', { errors: mistakes(parsed.error, schema, given) })
}

const isWaiverMove = (move: Move) => move === 'approve-waiver' || move === 'reject-waiver'

const handlersOf = ({ deps, agreements }: Look) => ({
  ...breachRoutes(agreements),
  ...disputeRoutes(deps, agreements),
  ...waiverRoutes(deps, agreements),
})

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
    const operation: OperationId = OPERATIONS[move]
    const { access }: Operation = operations[operation]
    const party = typeof access === 'object' && access.arbiter ? principal : requireParty(principal)
    const { frame } = await frameOf(look)
    const body = checked(operations[operation], bodyOf(move, id, typed, zoneOf(frame)))
    // Checked against the schema of this very operation.
    const handle = handlersOf(look)[OPERATIONS[move]] as Handlers['noteBreach']
    const requestId = context.get('requestId')
    const call = {
      at,
      requestId,
      params: { id: isWaiverMove(move) ? (typed.waiver ?? '') : id },
      query: {},
      body: body as { text: string },
      text: '',
      mediaType,
      accept: '',
      // The arbiter only where the operation lets it in.
      principal: party as Principal,
      store,
    }
    const request = { path: context.req.path, bytes, mediaType }
    await once({ header: token, operation, principal, store, request, requestId, at }, () => handle(call))
    const { timeline } = (await store.breach(id)) ?? { timeline: [] }
    const place = move === 'waiver' || move === 'reject-waiver' ? 'decided' : `t${timeline.length}`
    return context.body(null, 303, { Location: `${pageAddress(store.engagement, 'breaches', id)}#${place}` })
  } catch (error) {
    const said = saidBeside(error)
    if (!said) throw error
    return showBreach(look, id, { move, why: said.why, typed }, said.status)
  }
}
