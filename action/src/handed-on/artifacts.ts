import type { Answer } from '@plumbline/client'
import type { GitHub } from '../github/api.ts'
import { GitHubError } from '../github/errors.ts'
import { outcomeOf } from '../github/retry.ts'
import type { Job } from '../job.ts'
import { at, isObject } from '../json.ts'
import { type Again, tryAgain } from '../try-again.ts'
import { ARTIFACT } from './document.ts'
import { LIMITS } from './unzip.ts'

const MAX_PAGES = 5
/** More of one run are not read: each may become a comment. */
export const MAX_ARTIFACTS = 20
const ATTEMPTS = 3
const ATTEMPT_MS = 10_000

const OURS = new RegExp(`^${ARTIFACT}(?:-[\\w.-]{1,100})?$`)

export type Artifact = { id: number; name: string }

/** What tells an artifact from the others of its run; empty where it is the only one. */
export const suffixOf = (name: string): string => name.slice(ARTIFACT.length + 1)

/** The run's artifacts that hold a comment; of one name the newest, as a run that is run again leaves several. */
export const artifactsOf = async (github: GitHub, repository: string, runId: number): Promise<Artifact[]> => {
  const newest = new Map<string, number>()
  let page: string | null = `/repos/${repository}/actions/runs/${runId}/artifacts?per_page=100`
  for (let pages = 0; page !== null && pages < MAX_PAGES; pages += 1) {
    const { json, next } = await github.call('GET', page)
    const listed = at(json, 'artifacts')
    for (const artifact of Array.isArray(listed) ? listed : []) {
      if (!isObject(artifact) || typeof artifact.id !== 'number' || typeof artifact.name !== 'string') continue
      if (artifact.expired === true || !OURS.test(artifact.name)) continue
      newest.set(artifact.name, Math.max(artifact.id, newest.get(artifact.name) ?? 0))
    }
    page = next
  }
  return [...newest]
    .map(([name, id]) => ({ id, name }))
    .sort((a, b) => a.id - b.id)
    .slice(0, MAX_ARTIFACTS)
}

/** Where the archive lies. Not over a connection that anyone can read, unless GitHub's own API is on one (in tests). */
const placeOf = (answer: Answer, apiUrl: string): URL | null => {
  const { location = '' } = answer.headers
  if (!URL.canParse(location)) return null
  const url = new URL(location)
  return url.protocol === 'https:' || url.protocol === new URL(apiUrl).protocol ? url : null
}

/** An artifact's archive. GitHub redirects to a store, which is asked without the token. Throws GitHubError. */
export const downloadArtifact = async (job: Job, token: string, id: number): Promise<Buffer> => {
  const { runner, budget, send } = job
  const apiUrl = runner.githubApiUrl.replace(/\/+$/, '')
  const path = `/repos/${runner.repository}/actions/artifacts/${id}/zip`
  const called = `GET ${path}`
  const fetched = (url: URL, headers: Record<string, string>) =>
    send({
      url,
      method: 'GET',
      headers: { 'user-agent': 'plumbline-action', ...headers },
      body: null,
      timeoutMs: Math.max(1, Math.min(ATTEMPT_MS, Math.ceil(budget.leftMs()))),
      maxBytes: LIMITS.archive,
      encoding: 'latin1',
    })

  const answered = async (): Promise<Answer> => {
    const asked = await fetched(new URL(apiUrl + path), {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'x-github-api-version': '2022-11-28',
    })
    if (asked.status !== 302) return asked
    const place = placeOf(asked, apiUrl)
    if (place === null) throw new GitHubError('other', asked.status, `${called}: the redirect leads nowhere`)
    return fetched(place, {})
  }

  const attempt = async (failures: number): Promise<{ done: Buffer } | Again> => {
    let answer: Answer
    try {
      answer = await answered()
    } catch (error) {
      if (error instanceof GitHubError) throw error
      return { said: error instanceof Error ? error.message : String(error), waitMs: null }
    }
    const { status } = answer
    if (status === 200) return { done: Buffer.from(answer.body, 'latin1') }
    const [outcome, said] = [outcomeOf(answer, Date.now(), failures), `it answered ${status}`]
    if (outcome.kind === 'again') return { said, waitMs: outcome.waitMs }
    throw new GitHubError(status === 403 ? 'forbidden' : 'other', status, `${called}: ${said}`)
  }

  return tryAgain(attempt, {
    budget,
    most: ATTEMPTS,
    giveUp: ({ said }, often) => new GitHubError('unavailable', null, `${called}: ${said}, after ${often}`),
  })
}
