import { DAY, formatInstant, MINUTE } from '@plumbline/core'
import { describe, expect, test } from 'vitest'
import { isFinding } from '../check.ts'
import type { Asked, Facts, RepositoryFacts, ServerFacts } from '../facts.ts'
import { answered, HASH, NOW, SERVER, WELL } from '../testing/facts.ts'
import { checksOf } from './checks.ts'

/** Findings as `id: status`, with what mends them. */
const found = (facts: Partial<Facts>) =>
  checksOf({ ...WELL, ...facts })
    .filter(isFinding)
    .map(({ id, status, mend }) => [`${id}: ${status}`, mend])

const withServer = (server: Partial<ServerFacts>) => found({ server: { ...SERVER, ...server } })
const idsOf = (facts: Partial<Facts>) => checksOf({ ...WELL, ...facts }).map(({ id }) => id)
const said = (facts: Partial<Facts>, id: string) =>
  checksOf({ ...WELL, ...facts }).find((check) => check.id === id)?.found

test('where all is well there is nothing to mend, and every check has its line once', () => {
  expect(found({})).toEqual([])
  const ids = idsOf({})
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toEqual([
    ...['node', 'git', 'proxy', 'repository', 'default-branch', 'base', 'agreement', 'reports'],
    ...['workflow', 'workflow-always', 'workflow-depth', 'workflow-comment', 'workflow-token', 'workflow-pinned'],
    ...['server', 'clock', 'key', 'key-expiry', 'version', 'service', 'engine', 'data'],
  ])
})

test('every finding has what mends it', () => {
  const broken = checksOf({
    ...WELL,
    machine: { node: '22.12.0', git: null, proxy: { HTTPS_PROXY: 'http://me:secret@proxy.acme.example' } },
    agreement: { file: 'plumbline.yml', kind: 'missing' },
    server: { ...SERVER, key: null },
  })
  const findings = broken.filter(isFinding)
  expect(findings.length).toBeGreaterThan(2)
  for (const check of findings) expect(check.mend ?? '', check.id).toMatch(/\S/)
  expect(JSON.stringify(broken)).not.toContain('secret')
})

describe('machine', () => {
  test.each([
    { node: '24.21.0', uses: true },
    { node: '24.4.1', uses: false },
    { node: '22.21.0', uses: true },
    { node: '22.20.0', uses: false },
    { node: '25.0.0', uses: true },
  ])('a proxy is used by Node $node: $uses', ({ node, uses }) => {
    const machine = { ...WELL.machine, node, proxy: { HTTPS_PROXY: 'http://proxy.acme.example:3128' } }
    expect(found({ machine })).toEqual(uses ? [] : [['proxy: problem', 'install Node 24.5 or newer']])
  })

  test('without git', () => {
    const repository: RepositoryFacts = {
      repository: { kind: 'none', reason: 'no_git', detail: 'git is not installed' },
      hasOrigin: false,
      knowsDefault: false,
    }
    const workflows = { folder: null, files: [], elsewhere: null }
    expect(found({ machine: { ...WELL.machine, git: null }, repository, workflows })).toEqual([
      ['git: warning', 'install git'],
    ])
  })
})

describe('repository', () => {
  const whole = WELL.repository.repository
  if (whole.kind !== 'repository') throw new Error('the example has a repository')
  const withBase = (reason: 'shallow' | 'unknown' | 'unrelated' | 'not_named', shallow = false) =>
    found({
      repository: {
        ...WELL.repository,
        repository: { ...whole, shallow, base: { kind: 'none', name: 'origin/main', reason } },
      },
    })

  test('a shallow clone whose base is out of reach', () => {
    expect(withBase('shallow', true)).toEqual([
      ['repository: warning', 'git fetch --unshallow'],
      ['base: problem', 'git fetch --unshallow'],
    ])
  })
  test.each([
    { reason: 'unknown', mend: 'git fetch origin origin/main' },
    { reason: 'not_named', mend: 'plumbline gate --base REVISION' },
    { reason: 'unrelated', mend: expect.stringContaining('--base') },
  ] as const)('no base: $reason', ({ reason, mend }) => {
    expect(withBase(reason)).toEqual([['base: problem', mend]])
  })
  test('a clone that does not know the default branch', () => {
    expect(found({ repository: { ...WELL.repository, knowsDefault: false } })).toEqual([
      ['default-branch: warning', 'git remote set-head origin --auto'],
    ])
  })
  test('outside a repository nothing of it is asked, and that is no finding', () => {
    const repository: RepositoryFacts = {
      repository: { kind: 'none', reason: 'not_a_repository', detail: 'there is no git repository here' },
      hasOrigin: false,
      knowsDefault: false,
    }
    expect(found({ repository, workflows: { folder: null, files: [], elsewhere: null } })).toEqual([])
  })
})

describe('agreement file', () => {
  test('missing without a server; with one the server’s judges', () => {
    const agreement = { file: 'plumbline.yml', kind: 'missing' } as const
    expect(found({ agreement, server: null })).toEqual([['agreement: problem', 'plumbline init']])
    expect(found({ agreement })).toEqual([])
  })
  test('with mistakes', () => {
    const agreement = {
      file: 'a.yml',
      kind: 'invalid',
      mistakes: 2,
      first: 'a.yml:3:1  error  unknown key "x"',
    } as const
    expect(found({ agreement })).toEqual([['agreement: problem', 'plumbline validate a.yml']])
    expect(said({ agreement }, 'agreement')).toBe('a.yml has 2 mistakes; a.yml:3:1  error  unknown key "x"')
  })
  test('a warning keeps no gate from working', () => {
    if (WELL.agreement.kind !== 'valid') throw new Error('the example is valid')
    expect(found({ agreement: { ...WELL.agreement, warnings: 1 } })).toEqual([])
  })
})

describe('reports', () => {
  test('none yet is no finding; one that can’t be read is, beside those that can', () => {
    expect(found({ reports: { read: [], unreadable: [], more: 0 } })).toEqual([])
    const reports = { ...WELL.reports, unreadable: [{ file: 'junit.xml', message: 'it is empty' }], more: 2 }
    expect(found({ reports })).toEqual([['unreadable-report: warning', 'plumbline ingest --dry-run junit.xml']])
    expect(said({ reports }, 'reports')).toBe('coverage/lcov.info (lcov) and 2 more')
  })
})

describe('server', () => {
  const failed: Asked = { kind: 'failed', detail: 'nothing listens there' }
  test('none named is no finding', () => {
    expect(found({ server: null })).toEqual([])
  })
  test.each([
    { what: 'no address', server: { badUrl: true, ready: null }, mend: /^export PLUMBLINE_API_URL=https/ },
    { what: 'nobody there', server: { ready: failed }, mend: /^curl .*\/readyz$/ },
    {
      what: 'something else',
      server: { ready: answered(200, '<html>') && answered(404) },
      mend: /^export PLUMBLINE_API_URL/,
    },
    { what: 'not ready', server: { ready: answered(503, {}, 'unavailable') }, mend: /^curl/ },
  ])('$what: one finding, and nothing more is asked', ({ server, mend }) => {
    expect(withServer(server)).toEqual([['server: problem', expect.stringMatching(mend)]])
  })
  test.each([
    { ms: 5 * MINUTE + 1, finding: 'clock: problem' },
    { ms: 5 * MINUTE, finding: 'clock: warning' },
    { ms: MINUTE, finding: null },
    { ms: -2 * MINUTE, finding: 'clock: warning' },
    { ms: -60 * MINUTE, finding: 'clock: warning' },
  ])('a clock $ms ms ahead: $finding', ({ ms, finding }) => {
    expect(found({ now: NOW + ms }).map(([id]) => id)).toEqual(finding === null ? [] : [finding])
  })
})

describe('key', () => {
  test.each([
    { what: 'no key', server: { key: null }, finding: 'key: problem' },
    { what: 'a claim', server: { key: 'plc_acme-checkout_vendor_x' }, finding: 'key: problem' },
    { what: 'no engagement', server: { engagement: null }, finding: 'engagement: problem' },
    ...['key_expired', 'key_revoked', 'operator_refused', 'unauthenticated'].map((code) => ({
      what: code,
      server: { agreements: answered(code === 'operator_refused' ? 403 : 401, {}, code) },
      finding: 'key: problem',
    })),
    { what: 'another engagement’s', server: { agreements: answered(404, {}, 'not_found') }, finding: 'key: problem' },
  ])('$what', ({ server, finding }) => {
    expect(withServer(server).map(([id]) => id)).toContain(finding)
  })

  const refused = answered(403, {}, 'scope_missing')
  test('what it may is told by what it was refused', () => {
    const ci = { agreements: refused, current: refused, mayAdminister: refused }
    expect(withServer(ci)).toEqual([])
    expect(said({ server: { ...SERVER, ...ci } }, 'key')).toBe(
      'the vendor’s key is valid and may: gate:run, events:write',
    )
    expect(withServer({ ...ci, maySend: refused, mayGate: refused })).toEqual([
      ['key: warning', expect.stringContaining('--scope')],
    ])
  })

  test.each([
    { days: 30, finding: [] },
    { days: 3, finding: [['key-expiry: warning', expect.stringContaining('keys create')]] },
  ])('ends in $days days', ({ days, finding }) => {
    const row = { id: '63316d45f98d47dbf4', expires_at: formatInstant(NOW + days * DAY) }
    expect(withServer({ mayAdminister: answered(200, { data: [row] }) })).toEqual(finding)
  })
})

describe('version', () => {
  const listed = (status: string, hash = HASH) => answered(200, { data: [{ version: 3, hash, status }] })
  const other = answered(200, { version: 2, hash: 'sha256:other', status: 'active', document: { services: {} } })
  test.each([
    {
      what: 'waits for the other party',
      agreements: listed('proposed'),
      mend: 'the other party: plumbline agreement accept 3 --file plumbline.yml',
    },
    { what: 'was superseded', agreements: listed('superseded'), mend: 'plumbline agreement show -o plumbline.yml' },
    {
      what: 'was never proposed',
      agreements: listed('active', 'sha256:x'),
      mend: 'plumbline agreement propose plumbline.yml',
    },
  ])('the file $what', ({ agreements, mend }) => {
    expect(found({ server: { ...SERVER, agreements, current: other }, service: null })).toEqual([
      ['version: warning', mend],
    ])
  })

  test('the file is about another engagement than is asked', () => {
    expect(withServer({ engagement: 'acme-search' })).toContainEqual([
      'engagement: problem',
      'export PLUMBLINE_ENGAGEMENT=acme-checkout',
    ])
  })

  test('a service that the agreement does not name, with and without a server', () => {
    for (const server of [SERVER, null])
      expect(found({ service: 'search', server })).toEqual([['service: problem', 'give one of checkout-api']])
  })
})

test('serve: no engine is no finding, a folder that can’t be written is', () => {
  const serve = {
    store: { kind: 'none', detail: 'none for this machine' },
    data: { folder: '/x', exists: true, writable: false },
  } as const
  expect(found({ serve })).toEqual([['data: warning', 'plumbline serve --data FOLDER']])
})
