import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { actionsReply, type FakeActions, noActions, storeReply } from './fake-actions.ts'
import { compareReply, type FakeCommit } from './fake-compare.ts'
import { contentsReply } from './fake-contents.ts'
import { diffReply, type FakeDiffs, noDiffs } from './fake-diff.ts'
import { type Fault, faultFor, strike } from './fake-faults.ts'
import { paged } from './fake-page.ts'

export type FakeComment = {
  id: number
  body: string
  user: { login: string; type: 'Bot' | 'User' }
  edits: number
  /** Hidden by somebody. */
  minimized: { reason: string } | null
}

/** A commit status, as it was set. */
export type FakeStatus = { sha: string; state: string; context: string; description: string; target_url: string }

export type FakeGitHub = {
  url: string
  comments: FakeComment[]
  statuses: FakeStatus[]
  /** History of the only branch, oldest first. */
  commits: FakeCommit[]
  compared: FakeDiffs
  /** Folder of the repository that it hosts, for its files; null: it has none of the commits. */
  origin: string | null
  actions: FakeActions
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

/** PEM. */
export type Tls = { key: string; cert: string }

/** The workflow's own token. */
export const ACTIONS_TOKEN = 'ghs_fakeOfTheWorkflow'
/** The same in a run of a fork's. */
export const READING_TOKEN = 'ghs_fakeOfTheFork'
/** A person's token. */
export const PERSONAL_TOKEN = 'ghp_fakeOfOctavia'

const IDENTITIES: Record<string, FakeComment['user']> = {
  [ACTIONS_TOKEN]: { login: 'github-actions[bot]', type: 'Bot' },
  [READING_TOKEN]: { login: 'github-actions[bot]', type: 'Bot' },
  [PERSONAL_TOKEN]: { login: 'octavia', type: 'User' },
}

const text = async (request: IncomingMessage): Promise<string> => {
  let all = ''
  for await (const chunk of request) all += String(chunk)
  return all
}

/** GitHub's REST API as far as it is used, on loopback: pages of 30, identities, limits, and faults on order. */
export const startFakeGitHub = async ({
  pullRequest = 7,
  tls = null,
}: {
  pullRequest?: number /** For an `https` address, on which it stands as `localhost`. */
  tls?: Tls | null
} = {}): Promise<FakeGitHub> => {
  let nextId = 1_000
  const hanging = new Set<ServerResponse>()
  const add: FakeGitHub['add'] = ({
    body,
    login = 'github-actions[bot]',
    type = login.endsWith('[bot]') ? 'Bot' : 'User',
  }) => {
    const comment = { id: nextId++, body, user: { login, type }, edits: 0, minimized: null }
    fake.comments.push(comment)
    return comment
  }

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', fake.url)
    const line = `${request.method} ${url.pathname}`
    const body = await text(request)
    fake.requests.push(line)
    fake.meanwhile?.(line)

    const send = (status: number, json: unknown, headers: Record<string, string> = {}) => {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
      response.end(json === null ? undefined : JSON.stringify(json))
    }
    const fault = faultFor(fake.faults, request.method, url.pathname)
    const late = typeof fault?.answer === 'object' && 'afterMs' in fault.answer ? fault.answer.afterMs : null
    if (late !== null) await wait(late)
    else if (fault && !fault.after) return strike(fault, { request, response, hanging })
    const stored = storeReply(fake.actions, url, request.headers.authorization)
    if (stored) return void response.writeHead(stored.status).end(stored.body)
    const diff = diffReply(fake.compared, request, url)
    if (diff) return void response.writeHead(diff.status).end(diff.text)
    const contents = request.method === 'GET' ? contentsReply(fake.origin, request.headers.accept, url) : null
    if (contents) return void response.writeHead(contents.status).end(contents.text)
    const reply = handle(request.method ?? '', url, body, request.headers.authorization)
    if (fault && late === null) return strike(fault, { request, response, hanging })
    send(reply.status, reply.json, reply.headers)
  }
  const server = tls ? createTlsServer(tls, answer) : createServer(answer)

  const handle = (method: string, url: URL, body: string, authorization: string | undefined) => {
    const reply = (status: number, json: unknown, headers: Record<string, string> = {}) => ({ status, json, headers })
    const self = IDENTITIES[authorization?.replace(/^Bearer /, '') ?? '']
    if (!self) return reply(401, { message: 'Bad credentials' })
    if (method === 'GET' && url.pathname === '/user')
      return self.type === 'Bot'
        ? reply(403, { message: 'Resource not accessible by integration' })
        : reply(200, { login: self.login })
    if (url.pathname === '/graphql') return reply(200, { data: { viewer: { login: self.login } } })

    if (authorization === `Bearer ${READING_TOKEN}` && method !== 'GET')
      return reply(403, { message: 'Resource not accessible by integration' })

    const compared = method === 'GET' ? compareReply(fake.commits, url) : null
    if (compared) return compared
    const told = actionsReply(fake.actions, method, url, pullRequest)
    if (told) return told

    /** What a comment is to say; null where GitHub would not take it. */
    const written = (): string | null => {
      const value: unknown = JSON.parse(body)
      const said = typeof value === 'object' && value !== null && 'body' in value ? value.body : null
      return typeof said === 'string' && said.trim() !== '' && said.length <= 65_536 ? said : null
    }
    const refused = reply(422, {
      message: 'Validation Failed: body is blank or too long (maximum is 65536 characters)',
    })
    if (url.pathname === `/repos/acme/shop/issues/${pullRequest}/comments`) {
      if (method === 'GET') return paged(fake.comments, url)
      const said = written()
      if (said === null) return refused
      return reply(201, add({ body: said, ...self }))
    }
    const sha = /^\/repos\/acme\/shop\/statuses\/([0-9a-f]{40})$/.exec(url.pathname)?.[1]
    if (method === 'POST' && sha !== undefined) {
      fake.statuses.push({ ...JSON.parse(body), sha })
      return reply(201, fake.statuses.at(-1))
    }
    const id = Number(/^\/repos\/acme\/shop\/issues\/comments\/(\d+)$/.exec(url.pathname)?.[1])
    const comment = fake.comments.find((one) => one.id === id)
    if (!comment) return reply(404, { message: 'Not Found' })
    if (method === 'DELETE') {
      fake.comments.splice(fake.comments.indexOf(comment), 1)
      return reply(204, null)
    }
    const said = written()
    if (said === null) return refused
    comment.body = said
    comment.edits += 1
    return reply(200, comment)
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const fake: FakeGitHub = {
    // A server that listens on a port has an address of this kind.
    url: `${tls ? 'https://localhost' : 'http://127.0.0.1'}:${(server.address() as AddressInfo).port}`,
    comments: [],
    statuses: [],
    commits: [],
    compared: noDiffs(),
    origin: null,
    actions: noActions(),
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
