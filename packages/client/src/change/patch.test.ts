import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { lcov, type TemporaryRepository, temporaryRepository } from '../testing/repository.ts'
import { type MeasureRequest, measureChange } from './measure.ts'
import { openRepository } from './repository.ts'

const BODY = Array.from({ length: 12 }, (_, i) => `export const priceOf${i} = (item) => item.price * ${i}`)
const text = (lines: readonly string[]) => `${lines.join('\n')}\n`

let repo: TemporaryRepository
beforeEach(() => {
  repo = temporaryRepository()
  repo.commit({ 'src/a.ts': text(BODY), 'src/b.ts': 'export const b = 1\n', '.gitignore': 'reports/\ndist/\n' })
  repo.git('switch', '--quiet', '--create', 'feature')
})
afterEach(() => repo.dispose())

/** All lines of each file ran, but those that are named. */
const measured = async (missed: Record<string, number[]>, more: Partial<MeasureRequest> = {}) => {
  repo.write({
    'reports/lcov.info': Object.entries(missed)
      .map(([file, lines]) => lcov(file, [100], lines))
      .join(''),
  })
  const change = await measureChange({
    cwd: repo.path,
    repository: await openRepository(repo.path, 'main'),
    reports: ['reports/lcov.info'],
    service: 'checkout-api',
    source: 'test',
    at: 0,
    ...more,
  })
  const [event] = change.events
  return {
    patch: event?.type === 'coverage' ? event.data.patch : undefined,
    notes: change.notes.map((one) => one.detail),
  }
}
const upTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1)
const NOTHING = { covered: 0, total: 0, uncovered: [] }

describe('patch gates that fail on refactors', () => {
  test('a renamed file adds nothing', async () => {
    repo.git('mv', 'src/a.ts', 'src/renamed.ts')
    repo.commit({})
    expect(await measured({ 'src/renamed.ts': upTo(12) })).toEqual({ patch: NOTHING, notes: [] })
  })

  test('code that was moved to another file, and indented there, is not added, and the note says how much', async () => {
    repo.commit({
      'src/a.ts': text(BODY.slice(0, 2)),
      'src/b.ts': text(['export const b = 1', '{', ...BODY.slice(2).map((line) => `  ${line}`), '}']),
    })
    const { patch, notes } = await measured({ 'src/b.ts': upTo(13).slice(1), 'src/a.ts': [1, 2] })
    // The two brackets are new, and only one of them is in the report.
    expect(patch).toEqual({ covered: 0, total: 2, uncovered: [{ path: 'src/b.ts', lines: [2, 13] }] })
    expect(notes).toEqual(['10 lines were moved unchanged, so not counted as added'])
  })

  test('what comes out of a document is new code: nobody judged it there', async () => {
    repo.git('switch', '--quiet', 'main')
    const more = Array.from({ length: 10 }, (_, i) => `export const taxOf${i} = (item) => item.tax * ${i}`)
    repo.commit({ 'notes.txt': text(more) })
    repo.git('switch', '--quiet', '--create', 'moving')
    repo.git('rm', '--quiet', 'notes.txt')
    repo.commit({ 'src/b.ts': text(['export const b = 1', ...more]) })
    const { patch, notes } = await measured({ 'src/b.ts': upTo(11) })
    expect([patch?.total, notes]).toEqual([10, []])
  })

  test('a copy is new code, and so is what was changed on the way', async () => {
    repo.commit({ 'src/b.ts': text(['export const b = 1', ...BODY]) })
    expect((await measured({ 'src/b.ts': upTo(13) })).patch).toMatchObject({ total: 12 })
    repo.commit({
      'src/a.ts': '',
      'src/b.ts': text(['export const b = 1', ...BODY.with(5, 'export const priceOf5 = () => 0')]),
    })
    expect((await measured({ 'src/b.ts': upTo(13) })).patch).toMatchObject({
      total: 1,
      uncovered: [{ path: 'src/b.ts', lines: [7] }],
    })
  })

  test.each([
    ['`-diff` in .gitattributes', { '.gitattributes': '*.ts -diff\n' }, ''],
    ['one zero byte', {}, '// \0\n'],
  ])('%s hides no added line, whatever git takes the file for', async (_what, files, end) => {
    repo.commit({ ...files, 'src/a.ts': text([...BODY, 'export const more = 1']) + end })
    expect((await measured({ 'src/a.ts': upTo(13) })).patch).toMatchObject({
      total: 1,
      uncovered: [{ path: 'src/a.ts', lines: [13] }],
    })
  })

  test('a .gitattributes that is renamed away is edited too: it may have said what is no generated file', async () => {
    repo.git('switch', '--quiet', 'main')
    repo.commit({ '.gitattributes': 'src/** linguist-generated\n', 'src/.gitattributes': '*.ts -linguist-generated\n' })
    repo.git('switch', '--quiet', '--create', 'other')
    repo.git('mv', 'src/.gitattributes', 'src/attributes.old')
    repo.commit({ 'src/a.ts': text([...BODY, 'export const more = 1']) })
    const { patch, notes } = await measured({ 'src/a.ts': upTo(13) })
    expect(patch).toMatchObject({ total: 1 })
    expect(notes.join()).toContain('this change edits .gitattributes')
  })

  test('code that is only deleted leaves nothing to cover', async () => {
    repo.commit({ 'src/a.ts': text(BODY.slice(3)) })
    expect(await measured({ 'src/a.ts': upTo(9) })).toEqual({ patch: NOTHING, notes: [] })
  })
})

describe('files that are nobody’s work here', () => {
  test('generated and vendored ones don’t count as added, and are named; ignored ones are not even named', async () => {
    repo.git('switch', '--quiet', 'main')
    repo.commit({
      '.gitattributes': 'gen/** linguist-generated\nlib/** linguist-vendored=true\nlib/ours.ts -linguist-vendored\n',
    })
    repo.git('switch', '--quiet', '--create', 'more')
    repo.commit({ 'gen/api.ts': 'x\n', 'lib/theirs.ts': 'x\n', 'lib/ours.ts': 'x\n', 'gen/notes.md': 'x\n' })
    repo.write({ 'dist/out.js': 'x\n' })
    const all = { 'gen/api.ts': [1], 'lib/theirs.ts': [1], 'lib/ours.ts': [1], 'dist/out.js': [1] }
    expect(await measured(all)).toEqual({
      patch: { covered: 0, total: 1, uncovered: [{ path: 'lib/ours.ts', lines: [1] }] },
      notes: [
        'generated (linguist-generated), so not counted as added: gen/api.ts',
        'vendored (linguist-vendored), so not counted as added: lib/theirs.ts',
      ],
    })
  })

  test('rule 16: a change can’t mark its own code as generated', async () => {
    repo.commit({ '.gitattributes': 'src/** linguist-generated\n', 'src/b.ts': 'export const b = 1\nx\n' })
    const { patch, notes } = await measured({ 'src/b.ts': [2] })
    expect(patch).toMatchObject({ total: 1 })
    expect(notes).toEqual([
      expect.stringMatching(/^this change edits \.gitattributes, .* counts as added .*src\/b\.ts/),
    ])
  })
})

describe('a diff that was got elsewhere', () => {
  const shallow = async () => {
    repo.commit({ 'src/b.ts': 'export const b = 1\nx\ny\n' })
    const diff = repo.git('diff', 'main', 'HEAD')
    return { diff, repository: await openRepository(repo.path, 'nowhere') }
  }

  test('counts in the place of git’s, and says where the change began', async () => {
    const { diff, repository } = await shallow()
    const elsewhere = { kind: 'diff', text: diff, baseSha: 'b'.repeat(40) } as const
    const { patch, notes } = await measured({ 'src/b.ts': [2] }, { repository, diff: elsewhere })
    expect([patch, notes]).toEqual([{ covered: 0, total: 1, uncovered: [{ path: 'src/b.ts', lines: [2] }] }, []])
  })

  test('that takes a covered file for binary leaves the added lines unknown, never nothing to cover; a picture does not', async () => {
    repo.commit({ '.gitattributes': '*.ts -diff\n', 'logo.png': '\0', 'src/b.ts': 'export const b = 1\nx\n' })
    const repository = await openRepository(repo.path, 'nowhere')
    const elsewhere = { kind: 'diff', text: repo.git('diff', 'main', 'HEAD'), baseSha: null } as const
    const { patch, notes } = await measured({ 'src/b.ts': [2] }, { repository, diff: elsewhere })
    expect(patch).toBeUndefined()
    expect(notes).toEqual([
      expect.stringMatching(/^the added lines are unknown: .* takes src\/b\.ts for binary .*fetch-depth: 0/),
    ])
    // The report covers another file, so that what is hidden is none of it.
    expect((await measured({ 'src/a.ts': [2] }, { repository, diff: elsewhere })).patch).toEqual(NOTHING)
  })

  test('does not count for a file that is no longer as it was checked out', async () => {
    const { diff, repository } = await shallow()
    repo.write({ 'src/b.ts': '// put here by a build step\nexport const b = 1\nx\ny\n' })
    const elsewhere = { kind: 'diff', text: diff, baseSha: null } as const
    const { patch, notes } = await measured({ 'src/b.ts': [3] }, { repository, diff: elsewhere })
    expect(patch).toEqual(NOTHING)
    expect(notes).toEqual([expect.stringMatching(/^edited since it was checked out, .*src\/b\.ts/)])
  })

  test('is missing too: the note says what to set, and why it could not be got', async () => {
    const { repository } = await shallow()
    const { patch, notes } = await measured(
      { 'src/b.ts': [2] },
      { repository, diff: { kind: 'none', why: 'GitHub says no' } },
    )
    expect(patch).toBeUndefined()
    expect(notes[0]).toMatch(/^the added lines are unknown: .*“nowhere”.* \(and GitHub says no\)$/)
  })
})
