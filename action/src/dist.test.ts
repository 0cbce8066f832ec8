import { readdirSync, readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'

const dist = new URL('../dist/', import.meta.url)
const KB = 1_024

/** What a file loads at once, and not only when it turns out to be needed. */
const loadedWith = (file: string, seen = new Set<string>()): Set<string> => {
  if (seen.has(file)) return seen
  seen.add(file)
  const code = readFileSync(new URL(file, dist), 'utf8')
  for (const [, other = ''] of code.matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)) loadedWith(other, seen)
  return seen
}

const bytes = (files: Iterable<string>) => [...files].reduce((sum, file) => sum + statSync(new URL(file, dist)).size, 0)

test('of GitHub’s toolkit the bundle holds what it uses, and no second HTTP client: that would double the time of a run', () => {
  const licences = readFileSync(new URL('licences.txt', dist), 'utf8')
  const packages = [...licences.matchAll(/^(\S+) \d+\.\d+\.\d+\S* \(.*\)$/gm)].map(([, name]) => name)
  expect(packages).toEqual(expect.arrayContaining(['@actions/core', '@actions/github', 'yaml', 'zod']))
  expect(packages.filter((name) => /undici|tunnel|octokit|http-client|exec/.test(name ?? ''))).toEqual([])
})

test('each build pays for the start: what every run loads is at most 64 KB, all code there is 1 MB', () => {
  const code = readdirSync(dist).filter((file) => file.endsWith('.js'))
  expect(bytes(['index.js'])).toBeLessThan(600 * KB)
  expect(bytes(code)).toBeLessThan(1_024 * KB)
  expect(bytes(loadedWith('index.js'))).toBeLessThan(64 * KB)
})

test('no file asks for `require`, which ES modules don’t have: a dependency that is CommonJS inside would end the run', () => {
  const code = readdirSync(dist).filter((file) => file.endsWith('.js'))
  const asking = code.filter((file) => /\brequire\s*\(|Dynamic require/.test(readFileSync(new URL(file, dist), 'utf8')))
  expect(asking).toEqual([])
})

test('a run that only sends reports, and a gate that a server judges, load no parser of agreements', () => {
  for (const mode of ['gate', 'report']) {
    const file = readdirSync(dist).find((name) => new RegExp(`^${mode}-[A-Z0-9]+\\.js$`).test(name)) ?? ''
    const loaded = loadedWith(file)
    expect(loaded.size).toBeGreaterThan(5)
    expect(bytes(loaded)).toBeLessThan(160 * KB)
    const text = [...loaded].map((name) => readFileSync(new URL(name, dist), 'utf8')).join('\n')
    // A name that zod gives its own objects, and one of the YAML parser's.
    for (const name of ['_zod', 'anchorIncludesTrailingColon', 'alias.anchor', 'flow-seq-start'])
      expect(text).not.toContain(name)
  }
})

test('a gate that judges here loads the judge of changes alone, and of zod what reads one agreement', () => {
  const file = readdirSync(dist).find((name) => /^here-[A-Z0-9]+\.js$/.test(name)) ?? ''
  const loaded = loadedWith(file)
  expect(bytes(loaded)).toBeLessThan(290 * KB)
  const text = [...loaded].map((name) => readFileSync(new URL(name, dist), 'utf8')).join('\n')
  expect(text).toContain('_zod')
  // What measures windows, and what zod makes a JSON Schema with.
  for (const name of ['deployedBefore', 'withoutPresumed', 'processJSONSchema']) expect(text).not.toContain(name)
})
