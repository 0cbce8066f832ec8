import type { IncomingMessage, ServerResponse } from 'node:http'

export type Fault = {
  method?: string
  /** Found anywhere in the path. */
  path?: string
  /** How often it strikes; absent: always. */
  times?: number
  answer:
    | {
        status: number
        headers?: Record<string, string>
        message?: string
        /** In place of JSON with the message: a proxy's page, or half an answer. */
        body?: string
      }
    | 'reset'
    | 'hang'
    /** The right answer, so much later. */
    | { afterMs: number }
  /** Only strikes once the request was carried out: its effect stays, its answer is lost. */
  after?: boolean
}

/** The fault that this request meets, counted as having struck. */
export const faultFor = (faults: readonly Fault[], method: string | undefined, path: string): Fault | undefined => {
  const fault = faults.find(
    (one) => (!one.method || one.method === method) && path.includes(one.path ?? '') && one.times !== 0,
  )
  if (fault?.times !== undefined) fault.times -= 1
  return fault
}

/** Answers a request wrongly, or never. */
export const strike = (
  { answer }: Fault,
  { request, response, hanging }: { request: IncomingMessage; response: ServerResponse; hanging: Set<ServerResponse> },
): void => {
  if (answer === 'reset') return void request.socket.destroy()
  if (answer === 'hang' || 'afterMs' in answer) return void hanging.add(response)
  const html = answer.body?.startsWith('<')
  response.writeHead(answer.status, {
    'content-type': html ? 'text/html' : 'application/json; charset=utf-8',
    ...answer.headers,
  })
  response.end(answer.body ?? JSON.stringify({ message: answer.message ?? '' }))
}
