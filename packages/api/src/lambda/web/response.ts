import { type BodyInit, LeanBody } from './body.ts'
import { LeanHeaders } from './headers.ts'

export type ResponseInit = {
  status?: number
  statusText?: string
  headers?: ConstructorParameters<typeof LeanHeaders>[0]
}

const BODILESS = new Set([204, 205, 304])

/** `Response` of the platform, as far as an app on a server makes them. */
export class LeanResponse extends LeanBody {
  readonly status: number
  readonly statusText: string
  readonly headers: LeanHeaders

  constructor(body: BodyInit = null, { status = 200, statusText = '', headers }: ResponseInit = {}) {
    if (!Number.isInteger(status) || status < 200 || status > 599) throw new RangeError(`no status: ${status}`)
    if (body !== null && BODILESS.has(status)) throw new TypeError(`a response with ${status} has no body`)
    super(body)
    this.status = status
    this.statusText = statusText
    this.headers = new LeanHeaders(headers)
    if (typeof body === 'string' && !this.headers.has('content-type'))
      this.headers.set('content-type', 'text/plain;charset=UTF-8')
  }

  get ok(): boolean {
    return this.status < 300
  }
}
