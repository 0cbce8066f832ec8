import { afterEach, beforeEach, expect, test } from 'vitest'
import { AGREEMENT, type TemporaryRepository, temporaryFolder, temporaryRepository } from '../testing/repository.ts'
import { localAgreement } from './agreement.ts'
import { openRepository } from './repository.ts'

const SOFTER = AGREEMENT.replace('>= 80%', '>= 10%')
let repo: TemporaryRepository
beforeEach(() => {
  repo = temporaryRepository()
})
afterEach(() => repo.dispose())

const read = async (base: string | null = 'main', more: { baseText?: string | null } = {}) =>
  localAgreement({ path: 'plumbline.yml', cwd: repo.path, repository: await openRepository(repo.path, base), ...more })
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

test('an unreadable one at the merge base: the change that mends it is observed', async () => {
  repo.commit({ 'plumbline.yml': 'plumbline: 1\n' })
  branch()
  expect(await read()).toMatchObject({ kind: 'invalid', path: 'plumbline.yml (at the merge base)' })
  repo.commit({ 'plumbline.yml': AGREEMENT })
  expect(await read()).toMatchObject({ kind: 'agreement', firstIntroduction: true })
})

test('without a repository or a base the text on the disk judges, and says why', async () => {
  const folder = temporaryFolder()
  try {
    expect(
      await localAgreement({
        path: 'plumbline.yml',
        cwd: folder.path,
        repository: await openRepository(folder.path, null),
      }),
    ).toEqual({ kind: 'missing', path: 'plumbline.yml' })
  } finally {
    folder.dispose()
  }
  repo.commit({ 'plumbline.yml': AGREEMENT })
  expect(await read('nowhere')).toMatchObject({
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
  expect(await localAgreement({ path: 'plumbline.yml', cwd: `${repo.path}/app`, repository })).toMatchObject({
    from: 'merge_base',
  })
  expect(await localAgreement({ path: '/nowhere/plumbline.yml', cwd: repo.path, repository })).toMatchObject({
    kind: 'missing',
  })
})
