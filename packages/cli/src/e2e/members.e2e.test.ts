import { readFileSync } from 'node:fs'
import { type Issuer, REPOSITORY, startIssuer } from '@plumbline/api/testing'
import { type TemporaryRepository, temporaryFolder } from '@plumbline/client/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { plumbline, type Started, started } from '../testing/cli.ts'
import { asParties, changedRepository, takeKeys } from '../testing/whole-way.ts'

/* Keyless access over the real server, against an issuer of tokens as GitHub's. */

const data = temporaryFolder()
let repo: TemporaryRepository
let issuer: Issuer
let server: Started
let url = ''
let keys: { client: string; vendor: string }
const { as, json } = asParties(() => ({ url, keys, repo }))
const BIND = ['keys', 'bind', REPOSITORY.repository]
const IDS = ['--repository-id', REPOSITORY.repository_id, '--owner-id', REPOSITORY.repository_owner_id]

beforeAll(async () => {
  repo = changedRepository()
  issuer = await startIssuer(Date.now)
  server = started(['serve', '--port', '0', '--data', data.path], { env: { PLUMBLINE_OIDC_ISSUERS: issuer.url } })
  url = await server.line
  keys = await takeKeys(url, readFileSync(`${data.path}/operator-key`, 'utf8').trim())
})
afterAll(async () => {
  server.signal('SIGTERM')
  await server.ran
  await issuer.stop()
  repo.dispose()
  data.dispose()
})

const gate = async (token: string, service: string) => {
  const response = await fetch(`${url}/v1/engagements/acme-checkout/gate`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ service, event: 'pull_request', commit_sha: 'a'.repeat(40) }),
  })
  const { code } = (await response.json()) as { code?: string }
  return [response.status, code]
}
const token = (event_name = 'pull_request') => issuer.token({ aud: url, event_name })

describe('a repository', () => {
  test('is bound by its ids; where they are missing, the command that prints them is said', async () => {
    expect(await as('vendor', BIND)).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/--repository-id and --owner-id missing\n.*gh api repos\/acme\/checkout-api --jq/),
    })
    expect(await as('vendor', [...BIND, '--repository-id', 'acme', '--owner-id', '2001'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/\/repository_id .*must be the id as text/),
    })
    expect(await as('vendor', [...BIND, ...IDS, '--trust', 'workflow-run'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/did you mean "workflow_run"/),
    })
  })

  test('then writes without a key for what it is bound to, each token once', async () => {
    expect(await gate(token(), 'checkout-api')).toEqual([404, 'not_found'])
    const bound = await as('vendor', [...BIND, ...IDS, '--services', 'checkout-api, search', '--trust', 'workflow_run'])
    expect(bound).toMatchObject({ code: 0, out: expect.stringMatching(/^gh_[0-9a-f]{16}\n$/) })
    expect(bound.err).toContain('its workflows may write for checkout-api, search, without a key')
    expect(bound.err).toContain(`\`api-url: ${url}\``)

    const once = token()
    expect(await gate(once, 'checkout-api')).toEqual([200, undefined])
    expect(await gate(once, 'checkout-api')).toEqual([401, 'token_replayed'])
    expect(await gate(token(), 'payments')).toEqual([403, 'service_not_bound'])
  })

  test('is listed to both parties, and bound once', async () => {
    const again = await as('client', [...BIND, ...IDS])
    expect(again).toMatchObject({ code: 2, err: expect.stringMatching(/The vendor bound it as acme\/checkout-api/) })
    const [member] = (await json('client', 'keys', 'members')).data.filter(
      ({ kind }: { kind: string }) => kind === 'repository',
    )
    expect(member).toMatchObject({
      party: 'vendor',
      services: ['checkout-api', 'search'],
      trusted_events: ['workflow_run'],
    })
    const listed = await as('vendor', ['keys', 'members', 'list'])
    expect(listed.out).toMatch(
      /^gh_\w+\trepository\tvendor\tacme\/checkout-api\t\tcheckout-api search; trusts workflow_run\t/m,
    )
    expect(listed.out).toMatch(/^\w+\tperson\tvendor\tNorthwind\tLead\tadmin\t/m)
  })

  test('that is removed gets in no more', async () => {
    const { data: members } = await json('vendor', 'keys', 'members')
    const { id } = members.find(({ kind }: { kind: string }) => kind === 'repository')
    expect(await as('client', ['keys', 'members', 'remove', id])).toMatchObject({ code: 4 })
    expect(await as('vendor', ['keys', 'members', 'remove', id])).toMatchObject({
      code: 0,
      out: '',
      err: `removed ${id}; in at most a minute it gets in nowhere\n`,
    })
    expect(await gate(token(), 'checkout-api')).toEqual([404, 'not_found'])
    expect(await as('vendor', ['keys', 'members', 'remove', id])).toMatchObject({ code: 2 })
  })
})

test('a person is let in with a key that stands alone on stdout, and works', async () => {
  const added = await as('vendor', ['keys', 'members', 'add', 'Ada', '--role', 'Head of Delivery', '--scope', 'read'])
  expect(added).toMatchObject({ code: 0, out: expect.stringMatching(/^plb_vendor_\w+\n$/) })
  const env = {
    PLUMBLINE_API_URL: url,
    PLUMBLINE_ENGAGEMENT: 'acme-checkout',
    PLUMBLINE_API_KEY: added.out.trim(),
  }
  expect(await plumbline(['breaches'], { env })).toMatchObject({ code: 0 })
  expect(await plumbline(['keys', 'members'], { env })).toMatchObject({ code: 4, err: expect.stringMatching(/admin/) })
})

test('of one name there are two live keys at most, and a third is told which to revoke', async () => {
  const create = () => as('client', ['keys', 'create', 'ci', '--scope', 'gate:run'])
  expect([(await create()).code, (await create()).code]).toEqual([0, 0])
  expect(await create()).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/plumbline keys revoke ID/) })
})
