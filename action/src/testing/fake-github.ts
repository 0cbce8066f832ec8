import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { compareReply, type FakeCommit } from './fake-compare.ts'

export type FakeComment = { id: number; body: string; user: { login: string; type: 'Bot' | 'User' }; edits: number }

export type Fault = {
  method?: string
  /** Found anywhere in the path. */
  path?: string
  /** How often it strikes; absent: always. */
  times?: number
  answer: { status: number; headers?: Record<string, string>; message?: string } | 'reset' | 'hang'
  /** Only strikes once the request was carried out: its effect stays, its answer is lost. */
  after?: boolean
}

export type FakeGitHub = {
  url: string
  comments: FakeComment[]
  /** History of the only branch, oldest first. */
  commits: FakeCommit[]
  /** `GET /repos/…`, in the order of arrival. */
  requests: string[]
  faults: Fault[]
  /** Adds comments of other people, as an old pull request has them. */
  chatter: (count: number) => void
  add: (comment: { body: string; login?: string; type?: 'Bot' | 'User' }) => FakeComment
  /** Called before each request is answered: for what others do in the meantime. */
  meanwhile: ((request: string) => void) | null
  close: () => Promise<void>
}

/** The workflow's own token. */
export const ACTIONS_TOKEN = 'ghs_fakeOfTheWorkflow'
/** A person's token. */
export const PERSONAL_TOKEN = 'ghp_fakeOfOctavia'

const IDENTITIES: Record<string, FakeComment['user']> = {
  [ACTIONS_TOKEN]: { login: 'github-actions[bot]', type: 'Bot' },
  [PERSONAL_TOKEN]: { login: 'octavia', type: 'User' },
}

const text = async (request: IncomingMessage): Promise<string> => {
  let all = ''
  for await (const chunk of request) all += String(chunk)
  return all
}

/** GitHub's REST API as far as it is used, on loopback: pages of 30, identities, limits, and faults on order. */
export const startFakeGitHub = async ({ pullRequest = 7 } = {}): Promise<FakeGitHub> => {
  let nextId = 1_000
  const hanging = new Set<ServerResponse>()
  const add: FakeGitHub['add'] = ({
    body,
    login = 'github-actions[bot]',
    type = login.endsWith('[bot]') ? 'Bot' : 'User',
  }) => {
    const comment = { id: nextId++, body, user: { login, type }, edits: 0 }
    fake.comments.push(comment)
    return comment
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', fake.url)
    const line = `${request.method} ${url.pathname}`
    const body = await text(request)
    fake.requests.push(line)
    fake.meanwhile?.(line)

    const send = (status: number, json: unknown, headers: Record<string, string> = {}) => {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
      response.end(json === null ? undefined : JSON.stringify(json))
    }
    const fault = fake.faults.find(
      (one) =>
        (!one.method || one.method === request.method) && url.pathname.includes(one.path ?? '') && one.times !== 0,
    )
    const strike = ({ answer }: Fault) => {
      if (answer === 'reset') return void request.socket.destroy()
      if (answer === 'hang') return void hanging.add(response)
      send(answer.status, { message: answer.message ?? '' }, answer.headers)
    }
    if (fault) {
      if (fault.times !== undefined) fault.times -= 1
      if (!fault.after) return strike(fault)
    }
    const reply = handle(request.method ?? '', url, body, request.headers.authorization)
    if (fault) return strike(fault)
    send(reply.status, reply.json, reply.headers)
  })

  const handle = (method: string, url: URL, body: string, authorization: string | undefined) => {
    const reply = (status: number, json: unknown, headers: Record<string, string> = {}) => ({ status, json, headers })
    const self = IDENTITIES[authorization?.replace(/^Bearer /, '') ?? '']
    if (!self) return reply(401, { message: 'Bad credentials' })
    if (method === 'GET' && url.pathname === '/user')
      return self.type === 'Bot'
        ? reply(403, { message: 'Resource not accessible by integration' })
        : reply(200, { login: self.login })
    if (url.pathname === '/graphql') return reply(200, { data: { viewer: { login: self.login } } })

    const compared = method === 'GET' ? compareReply(fake.commits, url) : null
    if (compared) return compared

    const written = (): string | null => {
      const value: unknown = JSON.parse(body)
      return typeof value === 'object' && value !== null && 'body' in value && typeof value.body === 'string'
        ? value.body
        : null
    }
    if (url.pathname === `/repos/acme/shop/issues/${pullRequest}/comments`) {
      if (method === 'GET') return reply(200, ...page(url))
      const said = written()
      if (said === null || said.length > 65_536)
        return reply(422, { message: 'Validation Failed: body is too long (maximum is 65536 characters)' })
      return reply(201, add({ body: said, ...self }))
    }
    const id = Number(/^\/repos\/acme\/shop\/issues\/comments\/(\d+)$/.exec(url.pathname)?.[1])
    const comment = fake.comments.find((one) => one.id === id)
    if (!comment) return reply(404, { message: 'Not Found' })
    if (method === 'DELETE') {
      fake.comments.splice(fake.comments.indexOf(comment), 1)
      return reply(204, null)
    }
    const said = written()
    if (said === null || said.length > 65_536)
      return reply(422, { message: 'Validation Failed: body is too long (maximum is 65536 characters)' })
    comment.body = said
    comment.edits += 1
    return reply(200, comment)
  }

  const page = (url: URL): [unknown, Record<string, string>] => {
    const size = Math.min(100, Number(url.searchParams.get('per_page') ?? 30))
    const number = Number(url.searchParams.get('page') ?? 1)
    const next = new URL(url)
    next.searchParams.set('page', String(number + 1))
    const more = number * size < fake.comments.length
    return [
      fake.comments.slice((number - 1) * size, number * size),
      more ? { link: `<${next}>; rel="next", <${next}>; rel="last"` } : {},
    ]
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const fake: FakeGitHub = {
    // A server that listens on a port has an address of this kind.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    comments: [],
    commits: [],
    requests: [],
    faults: [],
    meanwhile: null,
    add,
    chatter: (count) => {
      for (let i = 0; i < count; i += 1) add({ body: `Looks good to me (${i})`, login: 'octavia' })
    },
    close: () =>
      new Promise((resolve) => {
        for (const response of hanging) response.destroy()
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return fake
}
