import type { RunningServer } from '@plumbline/api'
import { EXIT, Failure } from '../exit.ts'

/** Calls of the example to its own server, in the process: the same way through as any other request. */
export type Calls = {
  get: <Body>(path: string, key: string) => Promise<Body>
  /** A text is sent as YAML, anything else as JSON. */
  post: <Body>(path: string, key: string | null, body: unknown) => Promise<Body>
  /** As `post`, and null where the server says that this exists or was done already. */
  postNew: <Body>(path: string, key: string | null, body: unknown) => Promise<Body | null>
}

const CONFLICT = 409

export const callsTo = (server: RunningServer): Calls => {
  const bearer = (key: string | null): Record<string, string> =>
    key === null ? {} : { authorization: `Bearer ${key}` }
  const send = async (path: string, key: string | null, body: unknown) => {
    const [type, text] =
      typeof body === 'string' ? ['application/yaml', body] : ['application/json', JSON.stringify(body)]
    return server.request(path, { method: 'POST', headers: { 'content-type': type, ...bearer(key) }, body: text })
  }
  const read = async <Body>(path: string, response: Response): Promise<Body> => {
    const text = await response.text()
    if (!response.ok)
      throw new Failure(
        EXIT.unavailable,
        `the example’s own server refused ${path}: ${response.status} ${text.slice(0, 500)}`,
      )
    return JSON.parse(text) as Body
  }
  return {
    get: async (path, key) => read(path, await server.request(path, { headers: bearer(key) })),
    post: async (path, key, body) => read(path, await send(path, key, body)),
    postNew: async (path, key, body) => {
      const response = await send(path, key, body)
      return response.status === CONFLICT ? null : read(path, response)
    },
  }
}
