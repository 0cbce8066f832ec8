import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('of GitHub’s toolkit the bundle holds what it uses, and no second HTTP client: that would double the time of a run', () => {
  const licences = readFileSync(new URL('../dist/licences.txt', import.meta.url), 'utf8')
  const packages = [...licences.matchAll(/^(\S+) \d+\.\d+\.\d+\S* \(.*\)$/gm)].map(([, name]) => name)
  expect(packages).toEqual(expect.arrayContaining(['@actions/core', '@actions/github', 'yaml', 'zod']))
  expect(packages.filter((name) => /undici|tunnel|octokit|http-client|exec/.test(name ?? ''))).toEqual([])
})
