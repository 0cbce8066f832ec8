import { parseInstant } from '@plumbline/core'
import type { Asked, Facts, ServerFacts } from '../facts.ts'

export const NOW = parseInstant('2026-12-15T09:00:00Z') ?? 0
export const HASH = `sha256:${'4f1c'.repeat(16)}`

export const answered = (status: number, json: unknown = {}, code: string | null = null): Asked => ({
  kind: 'answered',
  ...{ status, code, json },
  detail: code === null ? '' : `because of ${code}`,
  date: NOW,
})

export const WORKFLOW = `name: agreement
on:
  pull_request:
  push: { branches: [main] }
permissions: { contents: read, pull-requests: write, id-token: write }
jobs:
  gate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8
        with: { fetch-depth: 0 }
      - run: npm ci && npm test -- --coverage
      - uses: acme/plumbline/action@08c6903cd8c0fde910a37f88322edcfb5dd907a8
        if: always()
        with: { api-url: "https://plumbline.acme.example", coverage: "**/lcov.info" }
`

const version = { version: 2, hash: HASH, status: 'active' }

/** A server that is ready, and knows the admin key it is asked with. */
export const SERVER: ServerFacts = {
  url: 'https://plumbline.acme.example',
  badUrl: false,
  engagement: 'acme-checkout',
  key: 'plb_vendor_63316d45f98d47dbf4_secret',
  ready: answered(200),
  agreements: answered(200, { data: [version], next_cursor: null }),
  current: answered(200, { ...version, document: { services: { 'checkout-api': {} } } }),
  mayAdminister: answered(200, { data: [{ id: '63316d45f98d47dbf4', expires_at: null }] }),
  maySend: answered(200),
  mayGate: answered(422, {}, 'invalid_request'),
}

/** A place where nothing is to be mended. */
export const WELL: Facts = {
  now: NOW,
  machine: { node: '24.21.0', git: 'git version 2.47.0', proxy: null },
  repository: {
    repository: {
      kind: 'repository',
      root: '/home/northwind/checkout-api',
      head: 'a'.repeat(40),
      shallow: false,
      base: { kind: 'found', name: 'origin/main', guessed: true, mergeBase: 'b'.repeat(40), ancestors: [] },
    },
    hasOrigin: true,
    knowsDefault: true,
  },
  agreement: {
    file: 'plumbline.yml',
    kind: 'valid',
    hash: HASH,
    engagement: 'acme-checkout',
    services: ['checkout-api'],
    warnings: 0,
  },
  reports: { read: [{ file: 'coverage/lcov.info', format: 'lcov' }], unreadable: [], more: 0 },
  workflows: {
    folder: '.github/workflows',
    files: [{ file: '.github/workflows/agreement.yml', text: WORKFLOW }],
    elsewhere: null,
  },
  server: SERVER,
  serve: { store: { kind: 'embedded' }, data: { folder: '.plumbline', exists: false, writable: true } },
  service: 'checkout-api',
}
