import { paged } from './fake-page.ts'

export type FakeArtifact = { id: number; run: number; name: string; zip: Buffer; expired?: boolean }

/** What GitHub knows beside comments: pull requests, what runs left, labels and who set them, tags. */
export type FakeActions = {
  /** GitHub leaves out a filter that it can't read. */
  listsAll: boolean
  pulls: {
    number: number
    state: 'open' | 'closed'
    head: { ref: string; sha: string; repo: { id: number; owner: string } | null }
  }[]
  artifacts: FakeArtifact[]
  /** Of the pull request: who opened it, what it bears, and what happened to its labels, oldest first. */
  issue: {
    author: string
    labels: string[]
    events: { event: 'labeled' | 'unlabeled'; label: string; actor: string | null }[]
  }
  /** Commit -> the pull requests that GitHub lists for it, as it tells them. */
  pullsOf: Record<string, unknown[]>
  /** Number -> what GitHub tells of it alone. */
  pullOf: Record<number, unknown>
  /** Tag -> commit. */
  tags: Record<string, string>
  /** `authorization` of each request to the store that artifacts are redirected to. */
  storeSaw: (string | undefined)[]
}

export const noActions = (): FakeActions => ({
  listsAll: false,
  pulls: [],
  artifacts: [],
  issue: { author: 'mona', labels: [], events: [] },
  pullsOf: {},
  pullOf: {},
  tags: {},
  storeSaw: [],
})

type Reply = { status: number; json: unknown; headers: Record<string, string> }
const reply = (status: number, json: unknown, headers: Record<string, string> = {}): Reply => ({
  status,
  json,
  headers,
})
const MISSING = reply(404, { message: 'Not Found' })

const pullsReply = ({ pulls, listsAll }: FakeActions, url: URL): Reply => {
  if (listsAll) return paged(pulls, url)
  const state = url.searchParams.get('state') ?? 'open'
  const head = url.searchParams.get('head')
  const found = pulls.filter(
    (pull) =>
      (state === 'all' || pull.state === state) &&
      (head === null || head === `${pull.head.repo?.owner ?? 'unknown'}:${pull.head.ref}`),
  )
  return paged(found, url)
}

const artifactsReply = ({ artifacts }: FakeActions, run: number, url: URL): Reply => {
  const found = artifacts
    .filter((one) => one.run === run)
    .map(({ zip: _, run: __, expired = false, ...one }) => ({ ...one, expired }))
  return paged(found, url, (shown) => ({ total_count: found.length, artifacts: shown }))
}

/** GitHub's answers to questions about these; null for any other path. */
export const actionsReply = (state: FakeActions, method: string, url: URL, pullRequest: number): Reply | null => {
  if (method !== 'GET') return null
  const path = /^\/repos\/acme\/shop\/(.+)$/.exec(url.pathname)?.[1] ?? ''
  if (path === 'pulls') return pullsReply(state, url)
  const number = /^pulls\/(\d+)$/.exec(path)?.[1]
  if (number !== undefined) {
    const pull = state.pullOf[Number(number)]
    return pull === undefined ? MISSING : reply(200, pull)
  }
  const run = /^actions\/runs\/(\d+)\/artifacts$/.exec(path)?.[1]
  if (run !== undefined) return artifactsReply(state, Number(run), url)
  const artifact = /^actions\/artifacts\/(\d+)\/zip$/.exec(path)?.[1]
  if (artifact !== undefined) {
    if (!state.artifacts.some(({ id }) => id === Number(artifact))) return MISSING
    // Another host than the API's, as GitHub's store is.
    return reply(302, null, { location: `http://localhost:${url.port}/store/${artifact}` })
  }
  const { author, labels, events } = state.issue
  if (path === `issues/${pullRequest}`)
    return reply(200, {
      number: pullRequest,
      user: { login: author },
      labels: labels.map((name) => ({ name })),
      pull_request: {},
    })
  if (path === `issues/${pullRequest}/events`)
    return paged(
      events.map(({ event, label, actor }) => ({
        event,
        label: { name: label },
        actor: actor === null ? null : { login: actor },
      })),
      url,
    )
  const sha = /^commits\/([0-9a-f]{40})\/pulls$/.exec(path)?.[1]
  if (sha !== undefined) return paged(state.pullsOf[sha] ?? [], url)
  const tag = /^commits\/refs%2Ftags%2F(.+)$/.exec(path)?.[1]
  if (tag !== undefined) return state.tags[tag] === undefined ? MISSING : reply(200, { sha: state.tags[tag] })
  return null
}

/** The store itself: the archive, or null for any other path. With a token it refuses, as Azure's does. */
export const storeReply = (
  state: FakeActions,
  url: URL,
  authorization: string | undefined,
): { status: number; body: Buffer } | null => {
  const id = /^\/store\/(\d+)$/.exec(url.pathname)?.[1]
  if (id === undefined) return null
  state.storeSaw.push(authorization)
  const found = state.artifacts.find((artifact) => artifact.id === Number(id))
  return authorization === undefined && found
    ? { status: 200, body: found.zip }
    : { status: 400, body: Buffer.from('InvalidAuthenticationInfo') }
}
