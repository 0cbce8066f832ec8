import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ACTIONS_TOKEN } from './testing/fake-github.ts'
import { AGREEMENT } from './testing/repository.ts'
import { pullRequestPayload } from './testing/run-action.ts'
import { openStage, type Stage } from './testing/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

describe('what goes wrong beside it changes no verdict', () => {
  test('a read-only token, as in a fork: summary and exit code stay, a warning names the cause', async () => {
    stage.github.faults.push({
      method: 'POST',
      answer: { status: 403, message: 'Resource not accessible by integration' },
    })
    stage.reports(5)
    const { code, log, summary, outputs } = await stage.run()
    expect([code, outputs.verdict]).toEqual([1, 'fail'])
    expect(summary).toContain('❌')
    expect(summary).toContain('may only read')
    expect(log).toContain('::warning title=The comment was not written::')
    expect(stage.github.requests.filter((line) => line.startsWith('POST'))).toHaveLength(1)
  })

  test('an unreadable report is named, and what could be read still counts', async () => {
    stage.reports(0)
    stage.repository.write('reports/broken.info', 'this is no report')
    const { summary } = await stage.run({ inputs: { coverage: 'reports/*.info' } })
    expect(summary).toContain('broken.info')
    expect(summary).toContain('20 of 20')
    expect(stage.comment()).toContain('broken.info')
  })

  test('a shallow clone says what to set', async () => {
    stage.repository.write('.git/shallow', `${stage.repository.head}\n`)
    stage.reports(5)
    expect((await stage.run()).summary).toContain('fetch-depth: 0')
  })

  test('rule 16: a clone of one commit is judged by the base’s agreement as GitHub has it, never by the change’s own', async () => {
    const { repository, github } = stage
    repository.write('plumbline.yml', AGREEMENT.replaceAll('enforcement: block', 'enforcement: observe'))
    const head = repository.commit('lax')
    repository.write('.git/shallow', `${head}\n`)
    stage.reports(9, 3)
    const lax = await stage.run({ repository: { ...repository, head } })
    expect([lax.code, lax.outputs.verdict]).toEqual([1, 'fail'])
    github.origin = null
    const unknown = await stage.run({ repository: { ...repository, head } })
    expect([unknown.code, unknown.outputs.verdict]).toEqual([1, ''])
    expect(unknown.log).toMatch(/::error title=The agreement at the base is unknown::.*fetch-depth: 0/)
    expect(unknown.summary).toContain('20 lines')
  })

  test('a folder that is no repository is judged by what can be judged', async () => {
    stage.reports(0, 1)
    const { code, summary, outputs } = await stage.run({ env: { GIT_DIR: '/nowhere' } })
    expect([code, outputs.verdict]).toEqual([1, 'fail'])
    expect(summary).toContain('5 tests')
  })
})

describe('a wrong configuration fails loudly and says what is right', () => {
  test.each([
    { inputs: { mode: 'gatte' }, says: 'did you mean “gate”?' },
    { inputs: { covrage: 'x' }, says: 'did you mean “coverage”?' },
    { inputs: { 'api-url': 'http://127.0.0.1:1' }, says: 'without “engagement”' },
    { inputs: { agreement: 'agreement.yml' }, says: 'There is no agreement.yml' },
    { inputs: { service: 'shop-apo' }, says: 'did you mean “shop-api”?' },
  ])('$inputs', async ({ inputs, says }) => {
    stage.reports(0)
    const { code, log, summary, outputs } = await stage.run({ inputs: { ...inputs } })
    expect(code).toBe(1)
    expect(log).toContain('::error ')
    expect(log).toContain(says)
    expect(summary).not.toBe('')
    expect(outputs.verdict).toBe('')
    expect(stage.github.requests.filter((line) => !line.startsWith('GET'))).toEqual([])
  })

  test('an agreement with mistakes tells where, and what was measured stays', async () => {
    stage.repository.write('plumbline.yml', AGREEMENT.replace('enforcement: block', 'enforcment: block'))
    stage.repository.commit('typo')
    stage.reports(0)
    const { code, log, summary } = await stage.run()
    expect(code).toBe(1)
    expect(log).toMatch(/plumbline\.yml:\d+:\d+/)
    expect(log).toContain('did you mean "enforcement"?')
    expect(summary).toContain('20 of 20')
  })

  test.each(['', 'shop', 'acme/shop/more'])('a run of the repository “%s” is refused', async (name) => {
    const payload = { number: 7 }
    const { code, log } = await stage.run({ payload, env: { GITHUB_REPOSITORY: name } })
    expect(code).toBe(1)
    expect(log).toContain(`GITHUB_REPOSITORY is “${name}”; it must be owner/name`)
  })

  test.each([
    { path: '/nowhere/event.json', says: 'payload can’t be read' },
    { path: 'plumbline.yml', says: 'payload can’t be read' },
    { path: '', says: 'to be run by GitHub’s runner' },
  ])('a run with “$path” for its payload is refused', async ({ path, says }) => {
    const { code, log, summary } = await stage.run({ env: { GITHUB_EVENT_PATH: path } })
    expect(code).toBe(1)
    expect(log).toMatch(/^::error title=Plumbline is not configured right::/)
    expect(log).toContain(says)
    expect(summary).toContain('not configured right')
  })
})

describe('text from outside', () => {
  test('gives neither the runner an order nor the comment a mention', async () => {
    stage.reports(5)
    stage.repository.write('reports/::error::x.info', '##[error]no report')
    const title = '::set-output name=verdict::pass\n@everyone <img src=x> | `'
    const { log, outputs } = await stage.run({
      payload: pullRequestPayload(stage.repository, title),
      inputs: { coverage: 'reports/*.info' },
    })
    expect(outputs.verdict).toBe('fail')
    expect(log).not.toMatch(/^\s*::(?!warning |error |error::Agreement not met)/m)
    expect(log).not.toContain('##[')
    expect(stage.comment()).not.toContain('@everyone')
    expect(stage.comment()).not.toContain('<img')
  })

  test('the token is in no log, summary or output', async () => {
    stage.github.faults.push({ answer: { status: 401, message: `Bad credentials ${ACTIONS_TOKEN}` } })
    stage.reports(5)
    const { masked, ...ran } = await stage.run()
    // Markdown's escapes would hide the prefix.
    expect(JSON.stringify(ran)).not.toContain(ACTIONS_TOKEN.replace('ghs_', ''))
    expect(masked).toEqual({ secrets: [ACTIONS_TOKEN], before: '' })
    expect(ran.code).toBe(1)
    expect(stage.github.requests).toHaveLength(1)
  })
})
