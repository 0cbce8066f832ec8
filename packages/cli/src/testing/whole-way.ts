import { readFileSync } from 'node:fs'
import { createClient } from '@plumbline/client'
import { AGREEMENT, lcov, type TemporaryRepository, temporaryRepository } from '@plumbline/client/testing'
import { describe, expect, test } from 'vitest'
import { plumbline } from './cli.ts'

/** An installation that can be asked, an engagement on it, and a repository to ask from. */
export type World = { url: string; keys: { client: string; vendor: string }; repo: TemporaryRepository }

/** A change on a branch, with the reports of its tests. */
export const changedRepository = (): TemporaryRepository => {
  const repo = temporaryRepository()
  repo.commit({ 'plumbline.yml': AGREEMENT, 'src/a.ts': 'one\n', '.gitignore': 'coverage/\njunit.xml\n' })
  repo.git('switch', '--quiet', '--create', 'feature')
  repo.commit({ 'src/a.ts': 'one\ntwo\nthree\nfour\nfive\n' })
  repo.write({
    'coverage/lcov.info': lcov('src/a.ts', [1, 2, 3], [4, 5]),
    'junit.xml': '<testsuite tests="1"><testcase name="a"/></testsuite>',
  })
  return repo
}

/** Makes the engagement, as its operator, and takes both parties’ keys. */
export const takeKeys = async (url: string, operatorKey: string): Promise<World['keys']> => {
  const operator = createClient({ baseUrl: url, credential: operatorKey })
  const { claims } = await operator.createEngagement({ engagement: 'acme-checkout', title: 'Acme and Northwind' })
  const take = async (claim: string, name: string) => (await operator.takeClaim({ claim, name, role: 'Lead' })).key
  return { client: await take(claims.client, 'Acme'), vendor: await take(claims.vendor, 'Northwind') }
}

/** Runs commands as one of the parties. */
export const asParties = (world: () => World) => {
  const as = (party: 'client' | 'vendor', args: string[], input?: string) => {
    const { url, keys, repo } = world()
    return plumbline(args, {
      cwd: repo.path,
      env: { PLUMBLINE_API_URL: url, PLUMBLINE_ENGAGEMENT: 'acme-checkout', PLUMBLINE_API_KEY: keys[party] },
      ...(input === undefined ? {} : { input }),
    })
  }
  const json = async (party: 'client' | 'vendor', ...args: string[]) =>
    JSON.parse((await as(party, [...args, '--json'])).out)
  return { as, json }
}

/** What two parties do with the command line, in order: every host of the API must carry it. */
export const wholeWay = (world: () => World): void => {
  const { as, json } = asParties(world)

  describe('the whole way', () => {
    test('nothing is there yet: the next step is said, on stderr', async () => {
      const { code, out, err } = await as('client', ['agreement'])
      expect({ code, out }).toEqual({ code: 0, out: '' })
      expect(err).toMatch(/plumbline agreement propose plumbline\.yml/)
    })

    test('a bad key is 4', async () => {
      const ran = await plumbline(['status', '--api-url', world().url, '--engagement', 'acme-checkout'], {
        env: { PLUMBLINE_API_KEY: 'plb_client_no' },
      })
      expect(ran).toMatchObject({ code: 4, out: '', err: expect.stringMatching(/PLUMBLINE_API_KEY/) })
    })

    test('the vendor proposes; a file with mistakes never gets that far', async () => {
      const bad = await as(
        'vendor',
        ['agreement', 'propose', '-'],
        AGREEMENT.replace('indicator: test', 'indicater: test'),
      )
      expect(bad).toMatchObject({ code: 3, out: '', err: expect.stringMatching(/did you mean "indicator"/) })
      const { code, out, err } = await as('vendor', ['agreement', 'propose'])
      expect(code).toBe(0)
      expect(out).toMatch(/^version 1: proposed\nsha256:[0-9a-f]{64}\n$/)
      expect(err).toMatch(/plumbline agreement accept 1 --hash sha256:/)
    })

    test('the client reads it, and accepts exactly what was read', async () => {
      expect(await as('client', ['agreement', 'accept', '1'])).toMatchObject({
        code: 2,
        err: expect.stringMatching(/what did you read/),
      })
      expect((await as('client', ['agreement', 'show', '1', '-o', 'read.yml'])).code).toBe(0)
      expect(readFileSync(`${world().repo.path}/read.yml`, 'utf8')).toBe(AGREEMENT)
      expect((await as('vendor', ['agreement', 'accept', '1', '--file', 'read.yml'])).code).toBe(4)
      const wrong = await as('client', ['agreement', 'accept', '1', '--hash', `sha256:${'0'.repeat(64)}`])
      expect(wrong.code).toBe(2)
      expect(await as('client', ['agreement', 'accept', '1', '--file', 'read.yml'])).toMatchObject({
        code: 0,
        out: 'version 1: active\n',
      })
      expect((await as('client', ['agreement', 'list'])).out).toMatch(/^1\tactive\tvendor\t/)
      expect(await json('client', 'agreement', 'show')).toMatchObject({
        version: 1,
        document: { engagement: 'acme-checkout' },
      })
    })

    test('the other decisions', async () => {
      const softer = AGREEMENT.replace('>= 80%', '>= 10%')
      await as('vendor', ['agreement', 'propose', '-'], softer)
      expect(await as('client', ['agreement', 'reject', '2'])).toMatchObject({ code: 0, out: 'version 2: rejected\n' })
      await as('vendor', ['agreement', 'propose', '-'], softer)
      expect(await as('vendor', ['agreement', 'withdraw', '3'])).toMatchObject({
        code: 0,
        out: 'version 3: withdrawn\n',
      })
    })

    test('the gate fails, on a push opens a breach, and prints the server’s verdict', async () => {
      const args = ['gate', '--coverage', 'coverage/lcov.info', '--tests', 'junit.xml', '--base', 'main']
      const asked = await as('vendor', args)
      expect(asked.code).toBe(1)
      expect(asked.out).toMatch(/agreement v1/)
      expect(asked.out).toMatch(/✗ breached +patch-coverage +50\.0 % +≥ 80 %/)
      expect((await json('client', 'breaches')).data).toEqual([])
      const pushed = await as('vendor', [
        ...args,
        '--event',
        'push',
        '--ref',
        'refs/heads/main',
        '--json',
        '--markdown',
        'comment.md',
      ])
      expect(pushed.code).toBe(1)
      expect(JSON.parse(pushed.out)).toMatchObject({ verdict: 'fail', agreement: { version: 1 } })
      expect(readFileSync(`${world().repo.path}/comment.md`, 'utf8')).toMatch(/^### ❌/)
    })

    test('the breach is found, shown and acknowledged', async () => {
      const { data: rows } = await json('client', 'breaches', 'list', '--status', 'open')
      expect(rows).toMatchObject([{ objective: 'patch-coverage', display: '50.0 %' }])
      const [{ id }] = rows
      const shown = await as('client', ['breaches', 'show', id])
      expect(shown.out).toMatch(/measured +50\.0 %, agreed ≥ 80 %/)
      expect(shown.out).toMatch(/src\/a\.ts/)
      const known = await as('client', ['breaches', 'acknowledge', id, '--note', 'we know'])
      expect(known).toMatchObject({ code: 0, out: expect.stringMatching(/acknowledged by Acme.*: we know/) })
      expect((await as('client', ['breaches', '--status', 'open'])).out).toBe('')
      expect((await as('client', ['breaches', '--format', 'csv'])).out).toMatch(
        /^opened_at,status,service,[^\r]*\r\n[^,]+,acknowledged,checkout-api,/,
      )
      expect((await as('client', ['breaches', 'show', 'br_no'])).code).toBe(2)
    })

    test('events are recorded once, and a refused one is named by its line', async () => {
      const deployment = (id: string, finished: string) => ({
        type: 'deployment',
        id,
        source: 'ci',
        time: finished,
        service: 'checkout-api',
        data: { deployment_id: id, status: 'success', finished_at: finished, commit_sha: 'a'.repeat(40) },
      })
      const lines = [deployment('d1', '2026-01-02T00:00:00Z'), deployment('d2', '2100-01-01T00:00:00Z')].map((event) =>
        JSON.stringify(event),
      )
      const sent = await as('vendor', ['ingest', '-'], lines.join('\n'))
      expect(sent.code).toBe(1)
      expect(sent.out).toMatch(/^recorded 1, already known 0, refused 1\n/)
      expect(sent.err).toMatch(/stdin:2: d2 refused \(time_in_future\)/)
      expect(await as('vendor', ['ingest', '-', '--json'], lines[0])).toMatchObject({
        code: 0,
        out: expect.stringMatching(/"duplicate": 1/),
      })
      expect((await as('vendor', ['ingest', '-'], JSON.stringify(deployment('d1', '2026-01-03T00:00:00Z')))).code).toBe(
        1,
      )
    })

    test('reports are sent as the measurement of a commit', async () => {
      expect(await as('vendor', ['ingest', 'coverage/lcov.info'])).toMatchObject({
        code: 2,
        err: expect.stringMatching(/--service/),
      })
      const sent = await as('vendor', [
        'ingest',
        'coverage/lcov.info',
        'junit.xml',
        '--service',
        'checkout-api',
        '--base',
        'main',
      ])
      expect(sent).toMatchObject({
        code: 0,
        out: expect.stringMatching(/^recorded 2, already known 0, refused 0\ncounted in: .*patch-coverage/),
      })
    })

    test('status and values over time, in every form', async () => {
      const lines = (await as('client', ['status'])).out.trim().split('\n')
      expect(lines.map((line) => line.split('\t').slice(0, 3))).toContainEqual([
        'checkout-api',
        'breached',
        'patch-coverage',
      ])
      expect((await as('client', ['status', '--format', 'table'])).out).toMatch(/^Acme and Northwind.* · agreement v1/)
      expect(await json('client', 'status')).toMatchObject({
        engagement: 'acme-checkout',
        services: [{ service: 'checkout-api' }],
      })
      const series = [
        'metrics',
        'deployment-frequency',
        '--service',
        'checkout-api',
        '--from',
        '2026-01-01T00:00:00Z',
        '--to',
        '2026-01-05T00:00:00Z',
        '--bucket',
        'day',
      ]
      expect((await json('client', ...series)).points).toHaveLength(4)
      expect((await as('client', [...series, '--statistic', 'p10'])).code).toBe(2)
    })

    test('a key is shown once on stdout alone, does what it may, and is revoked', async () => {
      const made = await as('vendor', ['keys', 'create', 'ci', '--scope', 'gate:run'])
      expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^plb_vendor_\S+\n$/) })
      const id = made.err.match(/^key (\S+);/)?.[1] ?? ''
      const env = {
        PLUMBLINE_API_URL: world().url,
        PLUMBLINE_ENGAGEMENT: 'acme-checkout',
        PLUMBLINE_API_KEY: made.out.trim(),
      }
      expect(await plumbline(['status'], { env })).toMatchObject({ code: 4, err: expect.stringMatching(/scope/) })
      expect((await as('vendor', ['keys'])).out).toContain(`${id}\tvendor\tci\tgate:run`)
      expect((await as('vendor', ['keys', 'revoke', id])).code).toBe(0)
      expect((await as('vendor', ['keys', 'create', 'x', '--scope', 'all'])).code).toBe(2)
    })
  })
}
