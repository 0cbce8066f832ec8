// The bundle against npm `emulate`: GitHub's API as others have written it down. It doesn't serve commit statuses,
// GraphQL, diffs, artifacts, locks and the greatest length of a comment, knows who set a label only of issues (so that
// one stands in for a pull request here, as on GitHub each is an issue too), and refuses a token only by its form.
import { request as send } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { type Emulator, startEmulator } from './testing/emulator.ts'
import { openInstallation } from './testing/installation.ts'
import { listen } from './testing/listen.ts'
import { AGREEMENT, junit, lcov, makeRepository, type Repository } from './testing/repository.ts'
import { type Job, pullRequestPayload, type Ran, runAction } from './testing/run-action.ts'

let emulator: Emulator
let repository: Repository
beforeAll(async () => {
  emulator = await startEmulator()
  repository = makeRepository({ agreement: `${AGREEMENT}exempt: { label: hotfix, max: 2 }\n` })
})
afterAll(async () => {
  repository.remove()
  await emulator.close()
})

/** Of 10 added lines so many uncovered: the agreement takes two of them. */
const reports = (uncovered: number) => {
  repository.write('reports/lcov.info', lcov(20, uncovered))
  repository.write('reports/junit.xml', junit(5, 0))
}

/** The pull request, or the issue in its place, that the run is about. */
let number = 0
beforeEach(async () => {
  number = (await emulator.pullRequest()).number
})

const run = (
  token: keyof Emulator['tokens'] = 'actions',
  id = 4711,
  github: Job['github'] = emulator,
): Promise<Ran> => {
  const payload = pullRequestPayload(repository)
  return runAction({
    repository,
    github,
    payload: { ...payload, number, pull_request: { ...payload.pull_request, number } },
    inputs: {
      comment: 'always',
      coverage: 'reports/lcov.info',
      tests: 'reports/junit.xml',
      'github-token': emulator.tokens[token],
    },
    env: { GITHUB_REF: `refs/pull/${number}/merge`, GITHUB_RUN_ID: String(id) },
  })
}
const ours = async (login = 'github-actions[bot]') =>
  (await emulator.comments(number)).filter((comment) => comment.login === login)

describe('the comment', () => {
  test('behind 150 others is created, left alone while nothing changes, and updated when something does', async () => {
    await emulator.chatter(number, 150)
    reports(0)
    const [first, again] = [await run(), await run('actions', 4712)]
    reports(5)
    const changed = await run('actions', 4713)
    const [comment, ...others] = await ours()
    expect(others).toEqual([])
    for (const [ran, what] of [
      [first, 'created'],
      [again, 'unchanged'],
      [changed, 'updated'],
    ] as const)
      expect([ran.log.match(/comment: .*/)?.[0], ran.outputs['comment-id']]).toEqual([
        `comment: ${what} (${comment?.id})`,
        String(comment?.id),
      ])
    expect(comment?.body).toContain('Agreement not met')
  })

  test('of two runs at the same time is one', async () => {
    reports(0)
    await Promise.all([4711, 4712].map((id) => run('actions', id)))
    expect(await ours()).toHaveLength(1)
  })

  test('that somebody deletes between being found and being updated is written anew', async () => {
    reports(0)
    await run()
    const [deleted] = await ours()
    reports(5)
    const between = await listen(async (request, response) => {
      const { method, headers, url = '/' } = request
      if (method === 'PATCH') await emulator.ask('DELETE', `/issues/comments/${deleted?.id}`)
      const onward = send(new URL(url, emulator.url), { method, headers }, (answer) =>
        answer.pipe(response.writeHead(answer.statusCode ?? 502, answer.headers)),
      )
      request.pipe(onward)
    })
    onTestFinished(() => between.close())
    expect((await run('actions', 4712, between)).log).not.toContain('::warning title=The comment')
    const left = await ours()
    expect(left.map(({ id, body }) => [id === deleted?.id, body.includes('Agreement not met')])).toEqual([
      [false, true],
    ])
  })

  test('of a person’s token is that person’s; another one’s with our marker is left alone', async () => {
    reports(0)
    await run('kim')
    await run('mona')
    reports(5)
    await run('mona')
    const both = await Promise.all(['kim', 'mona'].map(ours))
    expect(both.map((all) => all.map(({ body }) => body.includes('not met')))).toEqual([[false], [true]])
  })

  test.each([
    ['reading', 'The token may only read'],
    ['wrong', 'GitHub does not know the token'],
  ] as const)('with a %s token is not written; the verdict stands, and the cause is said', async (token, cause) => {
    reports(0)
    const { code, log, summary, outputs } = await run(token)
    expect([code, outputs.verdict, await emulator.comments(number)]).toEqual([0, 'pass', []])
    expect(log).toMatch(new RegExp(`^::warning title=The comment was not written::${cause}`, 'm'))
    expect(summary).toContain('✅')
  })
})

test('rule 6: a label exempts where GitHub says that somebody else than the author set it', async () => {
  number = await emulator.issue()
  reports(5)
  const labelled = async (by: 'mona' | 'kim') => {
    for (const labels of [[], ['bug', 'hotfix']])
      await emulator.ask('PATCH', `/issues/${number}`, { labels }, emulator.tokens[by])
    const { code, outputs } = await run()
    return [code, outputs.verdict]
  }
  expect(await labelled('mona')).toEqual([1, 'fail'])
  expect(await labelled('kim')).toEqual([0, 'pass'])
  expect((await ours())[0]?.body).toContain('Exempted')
})

test('an issue with the label `incident` is an incident, as its own webhooks tell', async () => {
  const server = await openInstallation(AGREEMENT)
  onTestFinished(() => server.close())
  const told: unknown[] = []
  const hook = await listen(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    if (request.headers['x-github-event'] === 'issues') told.push(JSON.parse(body))
    response.end()
  })
  onTestFinished(() => hook.close())
  await emulator.ask('POST', '/hooks', { config: { url: hook.url, content_type: 'json' }, events: ['issues'] })

  const happens = async (what: Promise<unknown>) => {
    const before = told.length
    await what
    await vi.waitUntil(() => told.length > before)
  }
  await happens(emulator.issue({ labels: ['incident', 'sev2'] }).then((opened) => (number = opened)))
  await happens(emulator.ask('POST', `/issues/${number}/labels`, { labels: ['sev1'] }, emulator.tokens.kim))
  await happens(emulator.ask('PATCH', `/issues/${number}`, { state: 'closed', state_reason: 'completed' }))

  const inputs = {
    mode: 'incident',
    'api-url': server.url,
    'api-key': await server.key('events:write'),
    engagement: 'acme-shop',
    service: 'shop-api',
  }
  for (const payload of told)
    expect(
      (await runAction({ repository, github: emulator, eventName: 'issues', payload, inputs })).outputs['api-status'],
    ).toBe('ok')
  const { data } = await server.vendor.events({ type: 'incident', limit: 100 })
  const actions = data.flatMap(({ event }) => (event.type === 'incident' ? [event.data] : []))
  expect(actions.map(({ incident_id, action, severity }) => `${incident_id} ${action} ${severity}`).sort()).toEqual([
    `acme/shop#${number} reported sev2`,
    `acme/shop#${number} resolved sev1`,
    `acme/shop#${number} severity_changed sev1`,
  ])
})
