import { sign } from 'node:crypto'
import { createEmulator } from 'emulate'
import { at, textAt } from '../json.ts'

export type Emulator = {
  url: string
  /** Of the workflow's own identity, the same of a fork's run, of two people, and one that can't be verified. */
  tokens: { actions: string; reading: string; mona: string; kim: string; wrong: string }
  /** Asks below `/repos/acme/shop`, as `mona` unless told otherwise. Throws where it is refused. */
  ask: (method: string, path: string, body?: unknown, token?: string) => Promise<unknown>
  /** Opens an issue as `mona`. @returns its number */
  issue: (more?: { title?: string; labels?: string[] }) => Promise<number>
  /** Opens a pull request of so many commits as `mona`. @returns its number and its branch */
  pullRequest: (commits?: number) => Promise<{ number: number; branch: string }>
  /** Comments of other people, as an old pull request has them. */
  chatter: (number: number, count: number) => Promise<void>
  /** Every comment, oldest first. */
  comments: (number: number) => Promise<{ id: number; body: string; login: string }[]>
  close: () => Promise<void>
}

const PEOPLE = { mona: 'ghp_fakeOfMona', kim: 'ghp_fakeOfKim' }
/** The app that the workflow's own token belongs to. */
const APP = 15_368
const INSTALLATION = 1
const WRITE = { contents: 'write', issues: 'write', pull_requests: 'write' }
const READ = { contents: 'read', issues: 'read', pull_requests: 'read' }

/** What an app proves itself with when it asks for a token. */
const proofOf = (privateKey: string): string => {
  const now = Math.floor(Date.now() / 1_000)
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url')
  const signed = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ iss: String(APP), iat: now, exp: now + 300 })}`
  return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`
}

const seed = {
  tokens: Object.fromEntries(Object.entries(PEOPLE).map(([login, token]) => [token, { login }])),
  github: {
    users: Object.keys(PEOPLE).map((login) => ({ login })),
    orgs: [{ login: 'acme', members: Object.keys(PEOPLE).map((login) => ({ login, role: 'admin' })) }],
    repos: [{ owner: 'acme', name: 'shop', private: true }],
    apps: [
      {
        app_id: APP,
        slug: 'github-actions',
        name: 'GitHub Actions',
        permissions: WRITE,
        installations: [{ installation_id: INSTALLATION, account: 'acme' }],
      },
    ],
  },
}

/** GitHub as others have written it down, on loopback: the private repository acme/shop and two people of acme's. */
export const startEmulator = async (): Promise<Emulator> => {
  const emulator = await createEmulator({ service: 'github', port: 0, seed })
  const send = async (method: string, path: string, body: unknown, token: string): Promise<unknown> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const answer = await fetch(emulator.url + path, { method, headers, ...sent })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return text === '' ? null : JSON.parse(text)
  }
  const ask: Emulator['ask'] = (method, path, body, token = PEOPLE.mona) =>
    send(method, `/repos/acme/shop${path}`, body, token)

  const proof = proofOf(emulator.generatedSecrets[0]?.value ?? '')
  const grant = async (permissions: Record<string, string>) =>
    textAt(await send('POST', `/app/installations/${INSTALLATION}/access_tokens`, { permissions }, proof), 'token') ??
    ''
  const numberOf = (json: unknown) => Number(at(json, 'number'))

  let branches = 0
  return {
    url: emulator.url,
    // It takes any token that it doesn't know for somebody's, but one in the form of a signed one.
    tokens: {
      ...PEOPLE,
      actions: await grant(WRITE),
      reading: await grant(READ),
      wrong: 'eyJhbGciOiJSUzI1NiJ9.e30.e30',
    },
    ask,
    issue: async ({ title = 'Checkout is down', labels = [] } = {}) =>
      numberOf(await ask('POST', '/issues', { title, labels })),
    pullRequest: async (commits = 1) => {
      branches += 1
      const branch = `feature-${branches}`
      const sha = textAt(await ask('GET', '/commits/main'), 'sha')
      await ask('POST', '/git/refs', { ref: `refs/heads/${branch}`, sha })
      for (let n = 1; n <= commits; n += 1)
        await ask('PUT', `/contents/${branch}/${n}.txt`, { message: `step ${n}`, content: 'YQ==', branch })
      const number = numberOf(await ask('POST', '/pulls', { title: 'Add tax rates', head: branch, base: 'main' }))
      return { number, branch }
    },
    chatter: async (number, count) => {
      for (let i = 0; i < count; i += 1)
        await ask('POST', `/issues/${number}/comments`, { body: `Looks good to me (${i})` }, PEOPLE.kim)
    },
    comments: async (number) => {
      const found: { id: number; body: string; login: string }[] = []
      for (let page = 1; found.length === (page - 1) * 100; page += 1) {
        const json = await ask('GET', `/issues/${number}/comments?per_page=100&page=${page}`)
        for (const one of Array.isArray(json) ? json : [])
          found.push({ id: one.id, body: one.body, login: textAt(one, 'user', 'login') ?? '' })
      }
      return found
    },
    close: () => emulator.close(),
  }
}
