import type { Deps } from '../../deps.ts'
import type { Family } from '../../http/route.ts'
import { openApiDocument } from '../../openapi.ts'
import { Refusal } from '../../problem/problem.ts'

export const probeRoutes = ({ store }: Deps): Family<'healthz' | 'readyz' | 'openApi'> => {
  let document: object | null = null
  return {
    healthz: async () => ({ json: { status: 'ok' } }),
    readyz: async () => {
      if (await store.ready()) return { json: { status: 'ready' } }
      throw new Refusal('unavailable', 'The store does not answer.', { headers: { 'Retry-After': '5' } })
    },
    openApi: async () => {
      document ??= await openApiDocument()
      return { json: document, headers: { 'Cache-Control': 'public, max-age=3600' } }
    },
  }
}
