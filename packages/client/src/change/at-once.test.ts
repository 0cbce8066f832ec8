import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter } from 'node:path'
import { env } from 'node:process'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { change as changeIn, EVERYTHING, known } from '../testing/known.ts'
import { AGREEMENT, type TemporaryRepository, temporaryFolder, temporaryRepository } from '../testing/repository.ts'
import { openRepository } from './repository.ts'

let repo: TemporaryRepository
let other: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  repo = temporaryRepository()
  other = temporaryFolder()
})
afterEach(() => {
  vi.unstubAllEnvs()
  repo.dispose()
  other.dispose()
})

const change = () => changeIn(repo)
const merge = (name: string) => repo.git('merge', '--quiet', '--no-ff', '--message=merge', name)

describe('what git refuses is refused in the same words, however much is asked', () => {
  const refused = async (cwd: string, base: string | null = null) => {
    const found = await openRepository(cwd, base, null, EVERYTHING)
    expect(found).toEqual(await openRepository(cwd, base))
    return found
  }

  test('a folder that is none of git’s, and one without a commit', async () => {
    expect(await refused(other.path)).toMatchObject({ reason: 'not_a_repository' })
    expect(await refused(repo.path, 'main')).toMatchObject({ reason: 'no_commits' })
  })

  test('a folder of somebody whom git doesn’t trust', async () => {
    const { base } = change()
    vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1')
    const detail = expect.stringMatching(/^git says: detected dubious ownership/)
    expect(await refused(repo.path, base)).toEqual({ kind: 'none', reason: 'unreadable', detail })
  })

  test('no git', async () => {
    change()
    vi.stubEnv('PATH', other.path)
    expect(await refused(repo.path)).toEqual({ kind: 'none', reason: 'no_git', detail: 'git is not installed' })
  })

  test('a history that lacks a commit can’t be walked, and is a repository all the same', async () => {
    const { cwd, base } = change()
    const lost = repo.git('rev-parse', 'HEAD')
    const head = repo.commit({ more: 'x\n' })
    rmSync(`${repo.path}/.git/objects/${lost.slice(0, 2)}/${lost.slice(2)}`)
    const asked = { cwd, base }
    const found = await known(asked, EVERYTHING)
    expect(found).toEqual(await known(asked, {}))
    expect(found).toMatchObject({ kind: 'repository', head, base: { kind: 'none', reason: 'unrelated' } })
  })
})

/** A git that notes how it is called before it does what it always does. */
const noted = (refuse = 'nothing') => {
  const log = `${other.path}/log`
  const real = (env.PATH ?? '').split(delimiter).find((folder) => existsSync(`${folder}/git`))
  const script = `#!/bin/sh\necho "git $*" >>${log}\ncase "$*" in *${refuse}*) exit 129;; esac\nexec ${real}/git "$@"\n`
  writeFileSync(`${other.path}/git`, script)
  chmodSync(`${other.path}/git`, 0o755)
  vi.stubEnv('PATH', `${other.path}${delimiter}${env.PATH}`)
  return () =>
    readFileSync(log, 'utf8')
      .trim()
      .split('\n')
      .map((line) => /rev-parse|cat-file|ls-files|diff (?=--text)|merge-base(?= )/.exec(line)?.[0].trim() ?? line)
      .sort()
}

describe('speed: nothing is started twice, and all at once', () => {
  const AT_ONCE = ['cat-file', 'diff', 'ls-files', 'rev-parse']

  test('a gate asks four gits', async () => {
    const asked = change()
    const programs = noted()
    expect(await known(asked, { ...EVERYTHING, ancestors: false })).toMatchObject({ text: { text: AGREEMENT } })
    expect(programs()).toEqual(AT_ONCE)
  })

  test('with a server as well, and where CI checks out a merge', async () => {
    const { cwd, base, head } = change()
    repo.git('reset', '--quiet', '--hard')
    repo.git('switch', '--quiet', '--detach', 'main')
    merge('feature')
    const ancestors = [repo.git('rev-parse', 'main^')]
    const programs = noted()
    expect(await known({ cwd, base, head }, EVERYTHING)).toMatchObject({ base: { mergeBase: base, ancestors } })
    expect(programs()).toEqual(AT_ONCE)
  })

  test.each([
    { git: 'from before 2.30, which can’t compare ahead', refuse: '--merge-base' },
    { git: 'that ends where it can’t walk a history', refuse: 'HEAD...' },
  ])('a git $git, is asked in another way then', async ({ refuse }) => {
    const asked = change()
    const wanted = await known(asked, EVERYTHING)
    noted(refuse)
    expect(await known(asked, EVERYTHING)).toEqual(wanted)
  })
})
