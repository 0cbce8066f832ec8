import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A real repository in a temporary folder; `dispose` takes it away. */
export type TemporaryRepository = {
  path: string
  git: (...args: string[]) => string
  write: (files: Record<string, string>) => void
  /** Writes, adds everything and commits; answers the SHA. */
  commit: (files: Record<string, string>, message?: string) => string
  dispose: () => void
}

// Nothing of the machine's own settings may decide a test, but what tests set on purpose.
const ENVIRONMENT = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@example.com',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
  // A commit would start another git to look for things to tidy up: half of what a small repository costs.
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'maintenance.auto',
  GIT_CONFIG_VALUE_0: 'false',
}

export const temporaryFolder = (): { path: string; dispose: () => void } => {
  const path = mkdtempSync(join(tmpdir(), 'plumbline-'))
  return { path, dispose: () => rmSync(path, { recursive: true, force: true }) }
}

const gitIn = (path: string, ...args: string[]): string =>
  execFileSync('git', args, {
    cwd: path,
    encoding: 'utf8',
    env: { ...process.env, ...ENVIRONMENT },
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim()

let initial: string | null = null

/** A repository with nothing in it, made once: a copy of its few files takes a tenth of what git does. */
const initialRepository = (): string => {
  if (initial !== null) return initial
  const { path, dispose } = temporaryFolder()
  gitIn(path, 'init', '--quiet', '--initial-branch=main', '--template=')
  process.once('exit', dispose)
  initial = path
  return path
}

/** What is checked out, read as git keeps it instead of from one more process. */
const headOf = (path: string): string => {
  const read = (name: string) => readFileSync(join(path, '.git', name), 'utf8').trim()
  const head = read('HEAD')
  return head.startsWith('ref: ') ? read(head.slice('ref: '.length)) : head
}

export const temporaryRepository = (): TemporaryRepository => {
  const { path, dispose } = temporaryFolder()
  const git = (...args: string[]) => gitIn(path, ...args)
  cpSync(initialRepository(), path, { recursive: true })
  const write = (files: Record<string, string>) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(path, name)), { recursive: true })
      writeFileSync(join(path, name), text)
    }
  }
  const commit = (files: Record<string, string>, message = 'work') => {
    write(files)
    git('add', '--all')
    git('commit', '--quiet', '--allow-empty', `--message=${message}`)
    return headOf(path)
  }
  return { path, git, write, commit, dispose }
}

/** lcov for one file: the lines that ran and those that did not. */
export const lcov = (file: string, ran: number[], missed: number[]): string => {
  const lines = [...ran.map((line) => [line, 1] as const), ...missed.map((line) => [line, 0] as const)].sort(
    (a, b) => a[0] - b[0],
  )
  return `TN:\nSF:${file}\n${lines.map(([line, hits]) => `DA:${line},${hits}\n`).join('')}end_of_record\n`
}

/** An agreement that judges the change alone. */
export const AGREEMENT = `plumbline: 1
engagement: acme-checkout
title: Acme and Northwind
parties:
  client: { name: Acme Corp }
  vendor: { name: Northwind Software }
time_zone: UTC
effective_from: 2026-01-01
services:
  checkout-api:
    repositories: [acme/checkout-api]
    production: [production]
severities:
  sev1: { means: "Checkout is down" }
  sev2: { means: "Checkout works badly" }
objectives:
  patch-coverage:
    title: Tests cover the lines a change adds
    indicator: patch-coverage
    target: ">= 80%"
    min_lines: 2
    enforcement: block
  test-failures:
    title: All tests pass
    indicator: test-failures
    target: "== 0"
    enforcement: block
    on_no_data: pass
`
