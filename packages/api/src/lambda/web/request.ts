import { LeanBody } from './body.ts'
import type { LeanHeaders } from './headers.ts'

type Parts = { method: string; headers: LeanHeaders; body: Uint8Array | null }

const IN_CAPITALS = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'])

/** `Request` of the platform, as far as an app on a server reads them. It takes any method, as a server does. */
export class LeanRequest extends LeanBody {
  readonly url: string
  readonly method: string
  readonly headers: LeanHeaders

  constructor(url: string, { method, headers, body }: Parts) {
    super(body)
    const capitals = method.toUpperCase()
    this.url = new URL(url).href
    this.method = IN_CAPITALS.has(capitals) ? capitals : method
    this.headers = headers
  }
}
