import { setTimeout as wait } from 'node:timers/promises'
import { type Answer, backoffMs } from '@plumbline/client'
import type { GitHub } from '../github/api.ts'
import { GitHubError } from '../github/errors.ts'
import { outcomeOf } from '../github/retry.ts'
import type { Job } from '../job.ts'
import { at, isObject } from '../json.ts'
import { ARTIFACT } from './document.ts'
import { LIMITS } from './unzip.ts'

const MAX_PAGES = 5
/** More of one run are not read: each may become a comment. */
export const MAX_ARTIFACTS = 20
const ATTEMPTS = 3
const ATTEMPT_MS = 10_000

const OURS = new RegExp(`^${ARTIFACT}(?:-[\\w.-]{1,100})?$`)

/** Ids of the run's artifacts that hold a comment; of one name the newest, as a run that is run again leaves several. */
export const artifactsOf = async (github: GitHub, repository: string, runId: number): Promise<number[]> => {
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
  return [...newest.values()].sort((a, b) => a - b).slice(0, MAX_ARTIFACTS)
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

  const attempt = async (): Promise<Answer> => {
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

  for (let failures = 1; ; failures += 1) {
    let why: string
    let waitMs = backoffMs(failures, Math.random())
    try {
      const answer = await attempt()
      if (answer.status === 200) return Buffer.from(answer.body, 'latin1')
      const outcome = outcomeOf(answer, Date.now(), failures)
      why = `it answered ${answer.status}`
      if (outcome.kind === 'answer')
        throw new GitHubError(answer.status === 403 ? 'forbidden' : 'other', answer.status, `${called}: ${why}`)
      waitMs = Math.max(waitMs, outcome.waitMs ?? 0)
    } catch (error) {
      if (error instanceof GitHubError) throw error
      why = error instanceof Error ? error.message : String(error)
    }
    if (failures === ATTEMPTS || waitMs >= budget.leftMs())
      throw new GitHubError(
        'unavailable',
        null,
        `${called}: ${why}, after ${failures === 1 ? 'one attempt' : `${failures} attempts`}`,
      )
    await wait(waitMs)
  }
}
