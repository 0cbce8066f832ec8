import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ACTIONS_TOKEN, READING_TOKEN } from './testing/fake-github.ts'
import { startOutage } from './testing/fake-outage.ts'
import { makeZip } from './testing/make-zip.ts'
import { pullRequestPayload, type Ran } from './testing/run-action.ts'
import { openStage, type Stage } from './testing/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

const FORK = { id: 2, full_name: 'mona/shop', owner: { login: 'mona' } }
const OURS = { id: 1, full_name: 'acme/shop', owner: { login: 'acme' } }

/** The pull request's own run, with the token that such a run gets. */
const measure = (head: unknown = FORK, more: Parameters<Stage['run']>[0] = {}, hidden = false): Promise<Ran> => {
  const payload = pullRequestPayload(stage.repository)
  const pull = payload.pull_request
  return stage.run({
    ...more,
    payload: {
      ...payload,
      pull_request: { ...pull, head: { ...pull.head, repo: head }, base: { ...pull.base, repo: OURS } },
      repository: { ...payload.repository, private: hidden },
    },
    inputs: { 'github-token': READING_TOKEN, ...more.inputs },
  })
}

const RUN = 4711
/** The event of that run's end, to a workflow on the default branch. */
const ended = (more: object = {}) => ({
  action: 'completed',
  workflow_run: {
    id: RUN,
    event: 'pull_request',
    head_sha: stage.repository.head,
    head_branch: 'feature',
    head_repository: FORK,
    pull_requests: [],
    ...more,
  },
  repository: { ...OURS, default_branch: 'main' },
})
const tell = (payload: unknown = ended(), inputs: Record<string, string> = {}): Promise<Ran> =>
  stage.run({ eventName: 'workflow_run', payload, inputs: { mode: 'comment', coverage: '', tests: '', ...inputs } })

const openPull = () => {
  const head = { ref: 'feature', sha: stage.repository.head, repo: { id: FORK.id, owner: 'mona' } }
  stage.github.actions.pulls.push({ number: 7, state: 'open', head })
}
/** What `actions/upload-artifact` makes of the file. */
const upload = (ran: Ran, { id = 31, name = 'plumbline-comment' } = {}) => {
  const content = ran.temp[ran.outputs['comment-file'] ?? ''] ?? ''
  stage.github.actions.artifacts.push({ id, run: RUN, name, zip: makeZip([{ name: 'shop-api.json', content }]) })
  return content
}

describe('403 on pull requests from forks and Dependabot', () => {
  test('nothing is tried that would be refused; verdict, summary and exit code stay, and the comment is handed on as data', async () => {
    stage.reports(5)
    const ran = await measure(FORK, { inputs: { 'commit-status': 'true' } })
    expect([ran.code, ran.outputs.verdict]).toEqual([1, 'fail'])
    expect(ran.summary).toContain('may only read')
    expect(ran.summary).toContain('❌')
    expect(ran.log).not.toContain('The comment was not written')
    expect(stage.github.requests).toEqual([])
    const handed = JSON.parse(ran.temp[ran.outputs['comment-file'] ?? ''] ?? '')
    expect(handed).toMatchObject({ plumbline_comment: 1, evaluation: { verdict: 'fail', service: 'shop-api' } })

    // Where no comment is wanted, or nobody reads it any more, none is handed on.
    const quiet = await measure(FORK, { inputs: { comment: 'never' } })
    expect([quiet.code, quiet.outputs['comment-file']]).toEqual([1, ''])
    expect(stage.github.requests).toEqual([])
  })

  test('who may have been given more is tried once, by the comment itself: refused, it is handed on as quietly', async () => {
    stage.reports(5)
    const dependabot = { env: { GITHUB_ACTOR: 'dependabot[bot]' }, inputs: { 'commit-status': 'true' } }
    for (const [head, more] of [
      [OURS, dependabot],
      [FORK, { inputs: { 'commit-status': 'true' } }],
    ] as const) {
      stage.github.requests.length = 0
      const ran = await measure(head, more, true)
      expect([ran.code, ran.outputs['comment-file']]).toEqual([1, expect.stringContaining('shop-api')])
      expect(ran.summary).toContain('may only read')
      expect(ran.log).not.toMatch(/The (comment|commit status) was not/)
      expect(stage.github.requests.filter((line) => !line.startsWith('GET '))).toHaveLength(1)
    }
    const may = { ...dependabot, inputs: { 'github-token': ACTIONS_TOKEN, ...dependabot.inputs } }
    const ran = await measure(OURS, may)
    expect([ran.outputs['comment-file'], ran.outputs['comment-id'], stage.github.statuses.length]).toEqual([
      '',
      String(stage.ours()[0]?.id),
      1,
    ])
  })

  test('a branch of the repository itself whose workflow grants too little says so, and hands it on as well', async () => {
    stage.reports(0)
    const ran = await measure(OURS)
    expect([ran.code, ran.outputs['comment-file']]).toEqual([0, expect.stringContaining('shop-api')])
    expect(ran.log).toMatch(/::warning title=The comment was not written::.*“pull-requests: write”/)
  })

  test('the run that may write posts it, rendered anew, and says whose run it was', async () => {
    stage.reports(5)
    upload(await measure())
    openPull()
    const ran = await tell()
    expect([ran.code, ran.outputs['comment-id']]).toEqual([0, String(stage.ours()[0]?.id)])
    expect(stage.comment()).toMatch(/^### ❌ Agreement not met/)
    expect(stage.comment()).toMatch(/in a run of the fork mona\/​?shop/)
    expect(stage.comment()).toContain('`src/tax.ts`')
    // The store is another host: the token does not go there.
    expect(stage.github.actions.storeSaw).toEqual([undefined])

    // Once more, as when the job is run again, or the artifact of a second attempt says the same.
    upload(await measure(), { id: 32 })
    const again = await tell()
    expect([again.code, stage.ours().length, stage.ours()[0]?.edits]).toEqual([0, 1, 0])
  })
})

test('tokens on forks: none is asked for, whatever the inputs are, and the runner judges', async () => {
  stage.reports(0)
  const server = { 'api-url': 'http://127.0.0.1:1', engagement: 'acme-shop', service: 'shop-api', 'api-key': '' }
  const ran = await measure(FORK, { inputs: { ...server, 'on-api-error': 'fail', 'github-token': '' } })
  expect([ran.code, ran.outputs.verdict, ran.outputs['api-status']]).toEqual([0, 'pass', 'not_asked'])
  expect(ran.outputs['comment-file']).not.toBe('')
  expect(stage.github.requests).toEqual([])
})

test('rule 16: where neither a server nor GitHub tells the base’s agreement, a fork’s own does not let it pass', async () => {
  const { repository, github } = stage
  repository.write('.git/shallow', `${repository.head}\n`)
  github.origin = null
  stage.reports(0)
  const inputs = { 'api-url': 'https://plumbline.acme.example', engagement: 'acme-shop', service: 'shop-api' }
  const { code, log, outputs } = await measure(FORK, { inputs })
  expect([code, outputs.verdict]).toEqual([1, ''])
  expect(log).toMatch(/::error title=The agreement at the base is unknown::.*fetch-depth: 0/)
})

test('rule 16: a fork’s edit that makes the agreement no agreement fails it as a branch’s own does, and the old text judges', async () => {
  const { repository } = stage
  repository.write('plumbline.yml', 'plumbline: 1\n')
  const head = repository.commit('no agreement, no verdict')
  stage.reports(0)
  const inputs = { 'api-url': 'https://plumbline.acme.example', engagement: 'acme-shop', service: 'shop-api' }
  const server = await stage.run({ repository: { ...repository, head }, inputs: { 'api-key': '', ...inputs } })
  const own = await stage.run({ repository: { ...repository, head } })
  const fork = await measure(FORK, { repository: { ...repository, head }, inputs })
  for (const { code, log, outputs } of [server, own, fork]) {
    expect([code, outputs.verdict, outputs.breached]).toEqual([1, 'fail', 'false'])
    expect(log).toMatch(/::error title=plumbline.yml is not valid::/)
  }
})

test('secrets stand in no log, summary, output, comment or file, whatever repeats them', async () => {
  const secrets = ['plb_vendor_markerOfTheKey', 'ghs_markerOfTheToken', 'eyJ.markerOfTheJob.sig']
  const [key = '', token = '', asking = ''] = secrets
  // A glob that repeats them, and so do GitHub, the server, and the endpoint for identities.
  const refusal = { code: 'unauthenticated', title: 'No', detail: `no ${key} ${asking}` }
  const server = await startOutage({ status: 401, type: 'application/problem+json', body: JSON.stringify(refusal) })
  const inputs = { 'api-url': server.url, engagement: 'acme-shop', service: 'shop-api', 'api-key': key }
  const env = { ACTIONS_ID_TOKEN_REQUEST_URL: `${server.url}/?${asking}`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: asking }
  const repeating = (...known: string[]) => ({ coverage: `reports/lcov.info, ${known.join('*, ')}*` })
  stage.reports(5)
  stage.github.faults.push({ answer: { status: 500, message: `no ${token}` } })
  const always = { ...repeating(token, asking), 'timeout-seconds': '5', 'github-token': token }
  const runs = [
    await measure(FORK, { env, inputs: { ...always, ...inputs, ...repeating(...secrets) } }),
    await stage.run({ env, inputs: { ...always, ...inputs, 'api-key': '' } }),
    await stage.run({ env, inputs: { ...always, mode: 'report' } }),
    await tell(ended(), { 'github-token': token }),
  ]
  await server.close()
  expect(runs.map(({ code }) => code)).toEqual([1, 1, 0, 0])
  expect(Object.keys(runs[0]?.temp ?? {})).toHaveLength(1)
  for (const { masked, ...ran } of runs) {
    expect(masked.before).toBe('')
    // Markdown's escapes would hide the rest of them.
    for (const marker of ['markerOfTheKey', 'markerOfTheToken', 'markerOfTheJob'])
      expect(JSON.stringify(ran)).not.toContain(marker)
  }
})
