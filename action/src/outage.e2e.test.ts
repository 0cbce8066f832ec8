import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type FakeGitHub, startFakeGitHub } from './testing/fake-github.ts'
import { type Outage, startOutage } from './testing/fake-outage.ts'
import { AGREEMENT, junit, lcov, makeRepository, type Repository } from './testing/repository.ts'
import { runAction } from './testing/run-action.ts'

let github: FakeGitHub
let repository: Repository
let outage: Outage | null = null
beforeEach(async () => {
  github = await startFakeGitHub()
  repository = makeRepository()
  repository.write('reports/lcov.info', lcov(20, 5))
  repository.write('reports/junit.xml', junit(5, 0))
})
afterEach(async () => {
  repository.remove()
  await github.close()
  await outage?.close()
  outage = null
})

const KEY = 'plb_vendor_abcd_notARealKey'
const run = (url: string, inputs: Record<string, string> = {}) =>
  runAction({
    repository,
    github,
    inputs: {
      coverage: 'reports/lcov.info',
      tests: 'reports/junit.xml',
      'api-url': url,
      'api-key': KEY,
      engagement: 'acme-shop',
      service: 'shop-api',
      'timeout-seconds': '5',
      ...inputs,
    },
  })

/** Nothing listens there: the port was free a moment ago. */
const nobody = async () => {
  const gone = await startOutage('hang')
  await gone.close()
  return gone.url
}
const answering = async (answer: Parameters<typeof startOutage>[0]) => {
  outage = await startOutage(answer)
  return outage.url
}

describe('a server that can’t be asked', () => {
  test.each([
    ['nothing listens', nobody, 'nothing listens'],
    ['it hangs', () => answering('hang'), 'did not answer'],
    ['it answers 503', () => answering({ status: 503, body: '{}', type: 'application/json' }), '503'],
    ['a proxy answers 502', () => answering({ status: 502, body: '<html>', type: 'text/html' }), '502'],
  ])('%s: what can be judged here is, and that is said', async (_, address, says) => {
    const { masked, ...ran } = await run(await address())
    expect(ran.outputs).toMatchObject({ verdict: 'fail', 'api-status': 'unavailable' })
    expect(ran.code).toBe(1)
    expect(ran.log).toContain('::warning title=Plumbline’s server did not answer::')
    expect(ran.log).toContain(says)
    expect(ran.summary).toContain('15 of 20')
    expect(github.comments[0]?.body).toMatch(/judged without the server/i)
    expect(JSON.stringify(ran)).not.toContain(KEY)
    expect(masked).toMatchObject({ secrets: expect.arrayContaining([KEY]), before: '' })
  })

  test('an outage alone fails no build; `on-api-error: fail` says it should', async () => {
    repository.write('reports/lcov.info', lcov(20, 0))
    const url = await nobody()
    expect((await run(url)).code).toBe(0)
    const strict = await run(url, { 'on-api-error': 'fail' })
    expect(strict.code).toBe(1)
    expect(strict.log).toContain('::error title=Plumbline’s server did not answer::')
    expect(strict.outputs).toMatchObject({ verdict: 'pass', 'api-status': 'unavailable' })
  })

  test('rules 4 and 14: what only the server remembers of the base is no data then, and warns; without a server it is listed', async () => {
    repository.remove()
    const change = '  change:\n    indicator: coverage-change\n    target: ">= 0 pp"\n    enforcement: block\n'
    repository = makeRepository({ agreement: `${AGREEMENT.trimEnd()}\n${change}` })
    repository.write('reports/lcov.info', lcov(20, 0))
    repository.write('reports/junit.xml', junit(5, 0))
    const silent = await run(await nobody())
    expect([silent.code, silent.outputs.verdict]).toEqual([0, 'warn'])
    const alone = await run('', { 'api-key': '', engagement: '' })
    expect([alone.code, alone.outputs.verdict]).toEqual([0, 'pass'])
    expect(alone.summary).toMatch(/not judged without a server[^\n]*change/i)
  })

  test('nor does it where there is no agreement file to fall back on; nothing is then called met', async () => {
    repository.remove()
    repository = makeRepository({ agreement: null })
    repository.write('reports/lcov.info', lcov(20, 0))
    const { code, outputs, log } = await run(await nobody())
    expect([code, outputs.verdict, outputs['api-status']]).toEqual([0, '', 'unavailable'])
    expect(log).toContain('No agreement to judge by')
    expect(github.comments).toEqual([])
  })

  test('`mode: report` loses nothing but the sending', async () => {
    const { code, summary, outputs } = await run(await nobody(), { mode: 'report' })
    expect([code, outputs['api-status']]).toEqual([0, 'unavailable'])
    expect(summary).toContain('15 of 20')
  })
})

describe('an address that is not the server’s', () => {
  test.each([
    ['a page', { status: 200, body: '<html>hello</html>', type: 'text/html' }],
    ['another program', { status: 404, body: 'not here', type: 'text/plain' }],
  ])('%s answers: a wrong configuration fails, also under `warn`', async (_, answer) => {
    repository.write('reports/lcov.info', lcov(20, 0))
    const ran = await run(await answering(answer))
    expect([ran.code, ran.outputs.verdict, ran.outputs['api-status']]).toEqual([1, '', 'rejected'])
    expect(ran.log).toContain('Wrong api-url')
    expect(ran.summary).toContain('20 of 20')
  })
})

test('without a key, as in a fork, nothing is sent and what can be judged here is', async () => {
  const url = await answering({ status: 500, body: '', type: 'text/plain' })
  const { code, outputs, summary } = await run(url, { 'api-key': '' })
  expect([code, outputs.verdict, outputs['api-status']]).toEqual([1, 'fail', 'not_asked'])
  expect(outage?.asked()).toBe(0)
  expect(summary).toContain('neither an api-key nor an identity token')
})
