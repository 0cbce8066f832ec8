import { type Operation, type OperationId, operations } from '@plumbline/contract'
import type { Context, Hono } from 'hono'
import { authenticate, type Credentials, type Readers, requireOperator } from '../auth/authenticate.ts'
import { type Identity, requireParty, requireScope } from '../auth/principal.ts'
import type { Deps } from '../deps.ts'
import { addressOf } from './address.ts'
import type { AppEnv } from './env.ts'
import type { Once } from './idempotency.ts'
import { readBody, readParams, readQuery } from './input.ts'
import type { Handle, Handlers, Reply } from './route.ts'

export type Gatekeepers = Readers & { once: Once }

const credentialsOf = ({ config }: Deps, operation: Operation, context: Context<AppEnv>): Credentials => ({
  authorization: context.req.header('authorization'),
  cookie: context.req.header('cookie'),
  isRead: operation.method === 'get',
  address: addressOf(config, context),
  requestId: context.get('requestId'),
})

/** Who may ask is settled before anything of the request is read. Null where it takes nobody in particular. */
const admit = async (
  deps: Deps,
  readers: Readers,
  operation: Operation,
  context: Context<AppEnv>,
): Promise<Identity | null> => {
  const sent = credentialsOf(deps, operation, context)
  if (operation.access === 'public') {
    if (operation.method === 'post') context.set('answerHeaders', readers.rates.take('address', sent.address).headers)
    return null
  }
  if (operation.access === 'operator') {
    requireOperator(deps, readers, sent)
    return null
  }
  const { principal, use } = await authenticate(deps, readers, context.req.param('engagement') ?? '', sent)
  context.set('principal', principal)
  context.set('answerHeaders', readers.rates.take('key', principal.keyId).headers)
  requireScope(principal, operation.access.scope)
  if (operation.method !== 'get' && !operation.access.arbiter) requireParty(principal)
  await use()
  return principal
}

const respond = (operation: Operation, reply: Reply): Response => {
  const { status } = operation.answer
  const { headers = {} } = reply
  if ('empty' in reply) return new Response(null, { status, headers })
  if ('text' in reply)
    return new Response(reply.text, {
      status,
      headers: { 'Content-Type': `${reply.mediaType}; charset=utf-8`, ...headers },
    })
  return new Response(JSON.stringify(reply.json), {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
  })
}

const answer = async (
  deps: Deps,
  gatekeepers: Gatekeepers,
  id: OperationId,
  handle: Handle<Operation>,
  context: Context<AppEnv>,
) => {
  const operation: Operation = operations[id]
  context.set('operation', id)
  const principal = await admit(deps, gatekeepers, operation, context)
  const at = deps.now()
  const params = readParams(operation, context)
  const query = readQuery(operation, context)
  const { bytes, text, mediaType, value } = await readBody(operation, context)
  const store = principal && deps.store.forEngagement(principal.engagement)
  const run = () =>
    handle({
      at,
      requestId: context.get('requestId'),
      params,
      query,
      text,
      mediaType,
      accept: context.req.header('accept') ?? '',
      // The table says which operations have a body, a party and its store; these types follow from it by `Handlers`.
      body: value as undefined,
      principal: principal as null,
      store: store as null,
    })
  const header = context.req.header('idempotency-key')
  const request = { path: context.req.path, bytes, mediaType }
  const repeatable = header !== undefined && operation.idempotent && principal && store
  const requestId = context.get('requestId')
  return respond(
    operation,
    await (repeatable
      ? gatekeepers.once({ header, operation: id, principal, store, request, requestId, at }, run)
      : run()),
  )
}

/** Every operation of the table at its method and path. */
export const mount = (app: Hono<AppEnv>, deps: Deps, gatekeepers: Gatekeepers, handlers: Handlers): void => {
  for (const id of Object.keys(operations) as OperationId[]) {
    const { method, path }: Operation = operations[id]
    // One table for all: that each handler gets the input its operation describes is checked where `Handlers` is.
    const handle = handlers[id] as unknown as Handle<Operation>
    app.on(method, path.replaceAll(/\{(\w+)\}/g, ':$1'), (context) => answer(deps, gatekeepers, id, handle, context))
  }
}
