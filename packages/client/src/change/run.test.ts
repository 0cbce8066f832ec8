import { chmodSync, writeFileSync } from 'node:fs'
import { delimiter } from 'node:path'
import { env } from 'node:process'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type TemporaryRepository, temporaryFolder, temporaryRepository } from '../testing/repository.ts'
import { run } from './run.ts'

let repo: TemporaryRepository
let programs: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  repo = temporaryRepository()
  programs = temporaryFolder()
})
afterEach(() => {
  vi.unstubAllEnvs()
  repo.dispose()
  programs.dispose()
})

const ask = async (args: string[], input: string | null = null, cwd = repo.path) => {
  const { out, ...answer } = await run(cwd, args, input)
  return answer.ok ? out.toString() : answer
}

test('several at the same time each get their own answer, however long', async () => {
  const long = 'y'.repeat(500_000)
  const head = repo.commit({ a: '1', long, 'sub/b': '' })
  const asked = Promise.all([
    ask(['rev-parse', 'HEAD']),
    ask(['cat-file', '--batch-check=%(objecttype)'], 'HEAD\nnowhere\nHEAD^{tree}\n'),
    ask(['no-such-command']),
    ask(['ls-files', '-z']),
    // Longer than a pipe holds: nobody waits for another to be read.
    ask(['cat-file', 'blob', 'HEAD:long']),
    ask(['hash-object', '--stdin'], 'x'.repeat(300_000)),
    ask(['rev-parse', '--show-prefix'], null, `${repo.path}/sub`),
  ])
  expect(await asked).toEqual([
    `${head}\n`,
    'commit\nnowhere missing\ntree\n',
    { ok: false, missing: false, detail: expect.stringContaining('no-such-command') },
    'a\0long\0sub/b\0',
    long,
    expect.stringMatching(/^[0-9a-f]{40}\n$/),
    'sub/\n',
  ])
})

test('what can’t be run is an answer: no git, no such folder, no folder at all', async () => {
  repo.commit({ a: '1' })
  const both = (cwd: string) => Promise.all([ask(['rev-parse', 'HEAD'], null, cwd), ask(['ls-files'], null, cwd)])
  const [file] = await both(`${repo.path}/a`)
  expect(file).toMatchObject({ ok: false, missing: false })
  vi.stubEnv('PATH', programs.path)
  for (const answer of await both(repo.path)) expect(answer).toMatchObject({ ok: false, missing: true })
  expect(await ask(['rev-parse', 'HEAD'])).toMatchObject({ ok: false, missing: true })
})

/** A git that does this. */
const programmed = (script: string) => {
  writeFileSync(`${programs.path}/git`, `#!/bin/sh\n${script}\n`)
  chmodSync(`${programs.path}/git`, 0o755)
  vi.stubEnv('PATH', `${programs.path}${delimiter}${env.PATH}`)
}

test('one that was killed on the way gave no answer, however much it printed', async () => {
  programmed('echo half; kill -9 $$')
  for (const answer of await Promise.all([ask(['a']), ask(['b'])]))
    expect(answer).toEqual({
      ok: false,
      missing: false,
      detail: expect.stringMatching(/^git [ab] ended with a signal$/),
    })
})

test('each answer is there when its git is done, and no git waits for another', async () => {
  programmed('test "$1" = quick || while ! test -e go; do sleep 0.01; done; cat; echo "$1"')
  const [slow, quick] = [ask(['slow'], 'read '), ask(['quick'], 'read ')]
  expect(await quick).toBe('read quick\n')
  repo.write({ go: '' })
  expect(await slow).toBe('read slow\n')
})
