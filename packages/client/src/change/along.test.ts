import { existsSync, symlinkSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AskedOf, change as changeIn, EVERYTHING, AGREEMENT_FILE as FILE, known } from '../testing/known.ts'
import { AGREEMENT, type TemporaryRepository, temporaryFolder, temporaryRepository } from '../testing/repository.ts'

let repo: TemporaryRepository
let other: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  repo = temporaryRepository()
  other = temporaryFolder()
})
afterEach(() => {
  repo.dispose()
  other.dispose()
})

const branch = (name = 'feature') => repo.git('switch', '--quiet', '--create', name)
const merge = (name: string) => repo.git('merge', '--quiet', '--no-ff', '--message=merge', name)

const change = () => changeIn(repo)

const SITUATIONS: { what: string; make: () => Omit<AskedOf, 'cwd'> & { cwd?: string } }[] = [
  { what: 'a branch that left the base’s tip', make: change },
  {
    what: 'a branch whose base has moved on',
    make: () => {
      change()
      repo.git('switch', '--quiet', '--force', 'main')
      repo.commit({ [FILE]: 'newer\n' })
      repo.git('switch', '--quiet', 'feature')
      return { base: 'main' }
    },
  },
  {
    what: 'the merge that CI checks out, of a base that moved on after the job was told of it',
    make: () => {
      const { base, head } = change()
      repo.git('reset', '--quiet', '--hard')
      repo.git('switch', '--quiet', '--detach', 'main')
      repo.commit({ a: '1\n', c: '1\n' })
      merge('feature')
      return { base, head }
    },
  },
  {
    what: 'two places where the histories met',
    make: () => {
      change()
      repo.git('reset', '--quiet', '--hard')
      repo.git('branch', 'before')
      merge('main')
      repo.commit({ d: '1\n' })
      repo.git('switch', '--quiet', 'main')
      repo.commit({ e: '1\n' })
      repo.git('branch', 'main-before')
      merge('feature')
      repo.git('switch', '--quiet', 'feature')
      merge('main-before')
      expect(repo.git('merge-base', '--all', 'main', 'HEAD').split('\n')).toHaveLength(2)
      return { base: 'main' }
    },
  },
  {
    what: 'a base that is an annotated tag',
    make: () => {
      change()
      repo.git('tag', '--annotate', '--message=v1', 'v1', 'main')
      return { base: 'v1' }
    },
  },
  {
    what: 'histories that never met',
    make: () => {
      change()
      repo.git('switch', '--quiet', '--force', '--orphan', 'fresh')
      repo.commit({ a: '4\n' })
      return { base: 'main' }
    },
  },
  {
    what: 'a folder below the top',
    make: () => {
      repo.commit({ 'sub/plumbline.yml': 'another file\n' })
      return { ...change(), cwd: `${repo.path}/sub` }
    },
  },
  {
    what: 'a base that is guessed',
    make: () => {
      const { base } = change()
      repo.git('update-ref', 'refs/remotes/origin/trunk', base)
      repo.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk')
      return { base: null }
    },
  },
  {
    what: 'a worktree whose folder’s name has a quote and a line end',
    make: () => {
      const { base } = change()
      const cwd = `${other.path}/it's\ntrue\n$(touch made)`
      repo.git('worktree', 'add', '--quiet', '--detach', cwd, 'feature')
      return { base, cwd }
    },
  },
  {
    what: 'a base whose commit was replaced',
    make: () => {
      const { base } = change()
      repo.git('switch', '--quiet', '--force', '--detach', base)
      const another = repo.commit({ [FILE]: 'replaced\n' })
      repo.git('switch', '--quiet', 'feature')
      repo.git('replace', base, another)
      return { base }
    },
  },
  {
    what: 'a clone that is too shallow',
    make: () => {
      const { base } = change()
      const cwd = `${other.path}/shallow`
      repo.git('clone', '--quiet', '--depth=1', `file://${repo.path}`, cwd)
      return { base, cwd }
    },
  },
  {
    what: 'an agreement that is a link, beside files whose names have quotes and line ends',
    make: () => {
      symlinkSync('sub/there', `${repo.path}/${FILE}`)
      repo.commit({ 'sub/there': AGREEMENT })
      branch()
      repo.commit({ 'say "hi"\nthere': 'x\n', '-x': 'x\n' })
      return { base: 'main' }
    },
  },
  {
    what: 'objects that are named by SHA-256',
    make: () => {
      repo.git('init', '--quiet', '--object-format=sha256', '--initial-branch=main', `${other.path}/new`)
      const git = (...args: string[]) => repo.git('-C', `${other.path}/new`, ...args)
      const commit = (text: string) => {
        writeFileSync(`${other.path}/new/${FILE}`, text)
        git('add', '--all')
        git('commit', '--quiet', '--message=work')
        return git('rev-parse', 'HEAD')
      }
      const base = commit(AGREEMENT)
      commit('softer\n')
      return { base, cwd: `${other.path}/new` }
    },
  },
]

describe('what is read along is what is read later', () => {
  test.each(SITUATIONS)('$what', async ({ make }) => {
    const asked = { cwd: repo.path, ...make() }
    const along = await known(asked, EVERYTHING)
    expect(along).toEqual(await known(asked, {}))
    expect(existsSync(`${asked.cwd}/made`)).toBe(false)
    // And that is what git says.
    if (along.kind === 'none' || along.base.kind === 'none') return
    const there = (...args: string[]) => repo.git('-C', along.root, ...args)
    const { mergeBase } = along.base
    const isLink = there('ls-tree', mergeBase, FILE).startsWith('120000')
    const path = isLink ? there('show', `${mergeBase}:${FILE}`) : FILE
    expect(along.text?.kind === 'text' && along.text.text.trim()).toBe(there('show', `${mergeBase}:${path}`))
    expect(along.base.ancestors).toEqual(there('rev-list', '--first-parent', along.base.mergeBase).split('\n').slice(1))
    expect(along.diff?.trim()).toBe(there('-c', 'core.quotepath=off', 'diff', '-U0', '-M', along.base.mergeBase))
  })
})

describe('a clone that leaves out the texts of other commits', () => {
  /** Of a change of three commits, each of which edits the agreement. */
  const blobless = () => {
    const { base } = change()
    const middle = repo.commit({ [FILE]: 'softer still\n' })
    const head = repo.commit({ [FILE]: 'softest\n' })
    repo.git('config', 'uploadpack.allowFilter', 'true')
    const cwd = `${other.path}/blobless`
    repo.git('clone', '--quiet', '--filter=blob:none', '--branch=feature', `file://${repo.path}`, cwd)
    const git = (...args: string[]) => repo.git('-C', cwd, ...args)
    const isMissing = (commit: string) =>
      git('rev-list', '--objects', '--missing=print', commit).includes(`?${repo.git('rev-parse', `${commit}:${FILE}`)}`)
    expect([base, middle].map(isMissing)).toEqual([true, true])
    return { cwd, base, middle, head, git, isMissing }
  }

  test('is a repository all the same where nobody has them: only what they say is unknown', async () => {
    const { cwd, base, head, git } = blobless()
    git('remote', 'set-url', 'origin', `file://${other.path}/nowhere`)
    const ancestors = [repo.git('rev-parse', `${base}^`)]
    for (const asked of [
      { cwd, base },
      { cwd, base, head },
      { cwd, base: 'origin/main' },
    ])
      expect(await known(asked, EVERYTHING)).toMatchObject({
        kind: 'repository',
        head,
        base: { kind: 'found', mergeBase: base, ancestors },
        text: { kind: 'unknown' },
      })
  })

  test('gets no text that nobody asks for', async () => {
    const { cwd, base, middle, isMissing } = blobless()
    const found = await known({ cwd, base: 'origin/main' }, { ...EVERYTHING, compared: false })
    expect(found).toMatchObject({ base: { mergeBase: base }, text: { kind: 'text', text: AGREEMENT } })
    expect([base, middle].map(isMissing)).toEqual([false, true])
  })
})

test('a base is a revision, whatever it looks like, and else unknown', async () => {
  const { cwd, base } = change()
  const revisions = ['main@{0}', 'main^{/work}']
  const none = [
    ':/work',
    'HEAD..HEAD',
    'HEAD:a',
    '--output=made',
    '',
    'HEAD\nHEAD',
    "it's",
    '$(touch made)',
    `${base} commit 1`,
  ]
  for (const name of [...revisions, ...none]) {
    const along = await known({ cwd, base: name }, EVERYTHING)
    expect(along).toEqual(await known({ cwd, base: name }, {}))
    expect([name, along]).toMatchObject([name, { base: { kind: revisions.includes(name) ? 'found' : 'none' } }])
  }
  expect(existsSync(`${repo.path}/made`)).toBe(false)
})
