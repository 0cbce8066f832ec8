import { symlinkSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AGREEMENT, type TemporaryRepository, temporaryFolder, temporaryRepository } from '../testing/repository.ts'
import { isFirst, localAgreement } from './agreement.ts'
import { openRepository } from './repository.ts'

const SOFTER = AGREEMENT.replace('>= 80%', '>= 10%')
let repo: TemporaryRepository
beforeEach(() => {
  repo = temporaryRepository()
})
afterEach(() => repo.dispose())

const read = async (base: string | null = 'main', more: { baseText?: string | null; trustDisk?: boolean } = {}) =>
  localAgreement({
    path: 'plumbline.yml',
    cwd: repo.path,
    repository: await openRepository(repo.path, base),
    trustDisk: false,
    ...more,
  })
const branch = () => repo.git('switch', '--quiet', '--create', 'feature')

test('an agreement the change doesn’t touch is read from the merge base', async () => {
  repo.commit({ 'plumbline.yml': AGREEMENT })
  branch()
  repo.commit({ 'a.ts': '1' })
  expect(await read()).toMatchObject({
    kind: 'agreement',
    from: 'merge_base',
    firstIntroduction: false,
    edited: null,
    notes: [],
  })
})

test('an edited one: the old text judges, and the note carries the difference', async () => {
  repo.commit({ 'plumbline.yml': AGREEMENT })
  branch()
  repo.commit({ 'plumbline.yml': SOFTER })
  const found = await read()
  expect(found).toMatchObject({ kind: 'agreement', from: 'merge_base', text: AGREEMENT })
  if (found.kind !== 'agreement') throw new Error(found.kind)
  expect(found.notes[0]?.code).toBe('agreement_edited')
  expect(found.notes[0]?.detail).toMatch(/^The new text of plumbline\.yml judges from the next change on\.\n@@/)
  expect(found.edited).toContain('+    target: ">= 10%"')
})

test('an edit that is not committed yet counts as one', async () => {
  repo.commit({ 'plumbline.yml': AGREEMENT })
  branch()
  repo.write({ 'plumbline.yml': SOFTER })
  expect(await read()).toMatchObject({ kind: 'agreement', text: AGREEMENT, notes: [{ code: 'agreement_edited' }] })
})

test('a deleted one still judges', async () => {
  repo.commit({ 'plumbline.yml': AGREEMENT })
  branch()
  repo.git('rm', '--quiet', 'plumbline.yml')
  repo.commit({})
  expect(await read()).toMatchObject({
    kind: 'agreement',
    text: AGREEMENT,
    notes: [{ code: 'agreement_edited', detail: expect.stringMatching(/deletes/) }],
  })
})

test('the first one observes', async () => {
  repo.commit({ a: '1' })
  branch()
  repo.commit({ 'plumbline.yml': AGREEMENT })
  expect(await read()).toMatchObject({
    kind: 'agreement',
    from: 'working_tree',
    firstIntroduction: true,
    notes: [{ code: 'first_introduction' }],
  })
})

test('an edit that makes it unreadable is refused, or every later change would have none', async () => {
  repo.commit({ 'plumbline.yml': AGREEMENT })
  branch()
  repo.commit({ 'plumbline.yml': AGREEMENT.replace('enforcement: block', 'enforcment: block') })
  const found = await read()
  expect(found).toMatchObject({ kind: 'invalid', path: 'plumbline.yml' })
  if (found.kind === 'invalid')
    expect(found.report).toMatch(/plumbline\.yml:\d+:\d+ {2,}error +.*enforcment.*enforcement/)
})

test.each([
  ['no agreement', 'plumbline: 1\n'],
  ['no YAML', 'a: ['],
  ['too long', '#'.repeat(300 * 1024)],
])('rule 16: an edit that is %s leaves the text from before it, which judges, and shows the edit', async (_, text) => {
  repo.commit({ 'plumbline.yml': AGREEMENT })
  branch()
  repo.commit({ 'plumbline.yml': text })
  expect(await read()).toMatchObject({
    kind: 'invalid',
    before: {
      kind: 'agreement',
      from: 'merge_base',
      text: AGREEMENT,
      notes: [{ code: 'agreement_edited', detail: expect.stringMatching(/is not valid, and would judge nothing\.\n/) }],
    },
  })
})

test('an unreadable one at the merge base has nothing before it that could judge', async () => {
  repo.commit({ 'plumbline.yml': 'plumbline: 1\n' })
  branch()
  expect(await read()).toMatchObject({ kind: 'invalid', before: null })
  repo.commit({ 'plumbline.yml': 'plumbline: 2\n' })
  expect(await read()).toMatchObject({ kind: 'invalid', before: null })
})

test('an unreadable one at the merge base: the change that mends it is observed', async () => {
  repo.commit({ 'plumbline.yml': 'plumbline: 1\n' })
  branch()
  expect(await read()).toMatchObject({ kind: 'invalid', path: 'plumbline.yml (at the merge base)' })
  repo.commit({ 'plumbline.yml': AGREEMENT })
  expect(await read()).toMatchObject({ kind: 'agreement', firstIntroduction: true })
})

test('without a repository or a base the text on the disk judges where it is trusted, and says why', async () => {
  const folder = temporaryFolder()
  try {
    expect(
      await localAgreement({
        path: 'plumbline.yml',
        cwd: folder.path,
        repository: await openRepository(folder.path, null),
        trustDisk: true,
      }),
    ).toEqual({ kind: 'missing', path: 'plumbline.yml' })
  } finally {
    folder.dispose()
  }
  repo.commit({ 'plumbline.yml': AGREEMENT })
  expect(await read('nowhere', { trustDisk: true })).toMatchObject({
    kind: 'agreement',
    from: 'working_tree',
    firstIntroduction: false,
    notes: [{ code: 'no_server', detail: expect.stringMatching(/working tree, because git knows no “nowhere”/) }],
  })
})

test('in a shallow clone the base’s text may come from elsewhere', async () => {
  repo.commit({ 'plumbline.yml': SOFTER })
  expect(await read('nowhere', { baseText: AGREEMENT })).toMatchObject({ from: 'merge_base', text: AGREEMENT })
  expect(await read('nowhere', { baseText: null })).toMatchObject({ firstIntroduction: true })
})

test('a path from a folder below, and one outside the repository', async () => {
  repo.commit({ 'app/plumbline.yml': AGREEMENT })
  branch()
  const repository = await openRepository(repo.path, 'main')
  expect(
    await localAgreement({ path: 'plumbline.yml', cwd: `${repo.path}/app`, repository, trustDisk: false }),
  ).toMatchObject({
    from: 'merge_base',
  })
  expect(
    await localAgreement({ path: '/nowhere/plumbline.yml', cwd: repo.path, repository, trustDisk: true }),
  ).toMatchObject({
    kind: 'missing',
  })
})

describe('rule 16: where nobody knows the base, the change’s own text doesn’t judge it', () => {
  test.each(['nowhere', 'other'])('git can’t compare with “%s”', async (base) => {
    repo.commit({ 'plumbline.yml': AGREEMENT })
    repo.git('switch', '--quiet', '--orphan', 'other')
    repo.commit({ a: '1' })
    repo.git('switch', '--quiet', 'main')
    repo.commit({ 'plumbline.yml': SOFTER })
    expect(await read(base)).toMatchObject({ kind: 'unknown', path: 'plumbline.yml', why: expect.any(String) })
  })

  test('a clone of one commit; and its very first commit has no base that could be missing', async () => {
    repo.commit({ 'plumbline.yml': AGREEMENT })
    expect(await isFirst(await openRepository(repo.path, null))).toBe(true)
    repo.commit({ 'plumbline.yml': SOFTER })
    const clone = temporaryFolder()
    try {
      repo.git('clone', '--quiet', '--depth=1', `file://${repo.path}`, `${clone.path}/shallow`)
      const repository = await openRepository(`${clone.path}/shallow`, null)
      expect(await isFirst(repository)).toBe(false)
    } finally {
      clone.dispose()
    }
  })

  test('a repository that git refuses to read is not taken for none', async () => {
    const detail = 'git says: detected dubious ownership'
    expect(await isFirst({ kind: 'none', reason: 'unreadable', detail })).toBe(false)
    expect(await isFirst({ kind: 'none', reason: 'not_a_repository', detail: '' })).toBe(true)
  })
})

describe('rule 16: an agreement that came to the base after the change left it', () => {
  test.each([
    { brings: SOFTER, codes: ['no_server', 'agreement_edited'], what: 'judges a change that brings its own' },
    { brings: AGREEMENT, codes: ['no_server'], what: 'judges one that brings the same' },
    { brings: null, codes: ['no_server'], what: 'judges one that knows of none, which deletes nothing' },
  ])('$what', async ({ brings, codes }) => {
    repo.commit({ a: '1' })
    branch()
    repo.commit(brings === null ? { b: '2' } : { 'plumbline.yml': brings })
    repo.git('switch', '--quiet', 'main')
    repo.commit({ 'plumbline.yml': AGREEMENT }, 'the agreement')
    repo.git('switch', '--quiet', 'feature')
    const found = await read()
    expect(found).toMatchObject({ kind: 'agreement', text: AGREEMENT, firstIntroduction: false })
    if (found.kind !== 'agreement') return
    expect(found.notes.map(({ code }) => code)).toEqual(codes)
    expect(found.notes[0]?.detail).toContain('at the tip of the base')
  })

  test('and was taken away again while the merge was made, is none', async () => {
    repo.commit({ a: '1' })
    branch()
    const head = repo.commit({ 'plumbline.yml': SOFTER })
    repo.git('switch', '--quiet', 'main')
    const told = repo.commit({ 'plumbline.yml': AGREEMENT })
    repo.git('rm', '--quiet', 'plumbline.yml')
    repo.commit({})
    repo.git('merge', '--quiet', '--no-ff', '--message=merge', 'feature')
    const repository = await openRepository(repo.path, told, head)
    expect(await localAgreement({ path: 'plumbline.yml', cwd: repo.path, repository, trustDisk: false })).toMatchObject(
      { firstIntroduction: true },
    )
  })
})

describe('what is no file, or too long for an agreement, is refused before it is read', () => {
  test.each([
    { what: 'a link to a device', make: (path: string) => symlinkSync('/dev/zero', path), says: /not a regular file/ },
    { what: 'a folder', make: () => repo.write({ 'plumbline.yml/a': '' }), says: /not a regular file/ },
    {
      what: 'too long',
      make: () => repo.write({ 'plumbline.yml': '#'.repeat(300 * 1024) }),
      says: /^plumbline\.yml: the file has 300 KiB; an agreement has at most 256 KiB$/,
    },
  ])('$what', async ({ make, says }) => {
    repo.commit({ a: '1' })
    branch()
    make(`${repo.path}/plumbline.yml`)
    expect(await read()).toMatchObject({ kind: 'invalid', report: expect.stringMatching(says) })
    expect(await read('main', { baseText: AGREEMENT })).toMatchObject({ kind: 'invalid' })
  })
})
