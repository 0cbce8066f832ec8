import { temporaryRepository } from '@plumbline/client/testing'

/** The agreement most tests judge by: three change-scope objectives and a window one. */
export const AGREEMENT = `plumbline: 1
engagement: acme-shop
title: Acme and Northwind, the shop
parties:
  client: { name: Acme Corp }
  vendor: { name: Northwind Software }
time_zone: UTC
effective_from: 2026-01-01
services:
  shop-api:
    repositories: [acme/shop]
    production: [production]
objectives:
  patch-coverage:
    title: Tests cover the lines a change adds
    clause: "5.1"
    indicator: patch-coverage
    target: ">= 80%"
    enforcement: block
  test-failures:
    indicator: test-failures
    target: "== 0"
    enforcement: block
  change-fail-rate:
    indicator: change-fail-rate
    window: calendar month
    target: "<= 15%"
    enforcement: warn
`

/** Source file of `lines` lines, each of which can be covered. */
const source = (lines: number) =>
  Array.from({ length: lines }, (_, i) => `export const line${i + 1} = ${i + 1}`)
    .join('\n')
    .concat('\n')

/** lcov of `src/tax.ts`, of whose `lines` lines all but the last `uncovered` were run. */
export const lcov = (lines: number, uncovered: number): string =>
  [
    'TN:',
    'SF:src/tax.ts',
    ...Array.from({ length: lines }, (_, i) => `DA:${i + 1},${i < lines - uncovered ? 1 : 0}`),
    `LF:${lines}`,
    `LH:${lines - uncovered}`,
    'end_of_record',
    '',
  ].join('\n')

export const junit = (tests: number, failures: number): string => {
  const cases = Array.from({ length: tests }, (_, i) =>
    i < failures ? `<testcase name="t${i}"><failure message="no"/></testcase>` : `<testcase name="t${i}"/>`,
  )
  return `<?xml version="1.0"?><testsuites><testsuite name="s" tests="${tests}" failures="${failures}">${cases.join('')}</testsuite></testsuites>\n`
}

export type Repository = {
  path: string
  git: (...args: string[]) => string
  write: (file: string, text: string) => void
  commit: (message: string) => string
  base: string
  head: string
  remove: () => void
}

/**
 * A repository with a base of 10 lines on `main` and a change of 10 more on `feature`, checked out.
 * @param agreement text of plumbline.yml at the base; null for none
 */
export const makeRepository = ({ agreement = AGREEMENT }: { agreement?: string | null } = {}): Repository => {
  const { path, git, dispose, ...repository } = temporaryRepository()
  const write = (file: string, text: string) => repository.write({ [file]: text })
  const commit = (message: string) => repository.commit({}, message)

  write('.gitignore', 'reports/\n')
  write('src/tax.ts', source(10))
  if (agreement !== null) write('plumbline.yml', agreement)
  const base = commit('base')
  git('switch', '--quiet', '-c', 'feature')
  write('src/tax.ts', source(20))
  const head = commit('change')
  return { path, git, write, commit, base, head, remove: dispose }
}
