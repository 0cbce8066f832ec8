import { symlinkSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AGREEMENT, type TemporaryRepository, temporaryFolder, temporaryRepository } from '../testing/repository.ts'
import { localAgreement } from './agreement.ts'
import { openRepository } from './repository.ts'

const SOFTER = AGREEMENT.replace('>= 80%', '>= 10%')
let repo: TemporaryRepository
beforeEach(() => {
  repo = temporaryRepository()
})
afterEach(() => repo.dispose())
const branch = () => repo.git('switch', '--quiet', '--create', 'feature')

describe('rule 16: a link is what it leads to, as the base has it', () => {
  const link = (to: string, name: string) => symlinkSync(to, `${repo.path}/${name}`)
  const readAt = async (path: string, file: string | null = null) =>
    localAgreement({
      path,
      cwd: repo.path,
      repository: await openRepository(repo.path, 'main', null, { file }),
      trustDisk: false,
    })

  test.each([
    { what: 'a file', to: 'real.yml', name: 'plumbline.yml', path: 'plumbline.yml', real: 'real.yml' },
    { what: 'a folder', to: 'conf', name: 'c', path: 'c/plumbline.yml', real: 'conf/plumbline.yml' },
  ])('to $what: the change edits the text behind it, and the old one judges', async ({ to, name, path, real }) => {
    link(to, name)
    repo.commit({ [real]: AGREEMENT })
    branch()
    repo.commit({ [real]: SOFTER })
    for (const file of [null, path])
      expect(await readAt(path, file)).toMatchObject({
        kind: 'agreement',
        from: 'merge_base',
        text: AGREEMENT,
        firstIntroduction: false,
        notes: [{ code: 'agreement_edited' }],
      })
  })

  test('that the change puts in the file’s place: the file judges', async () => {
    repo.commit({ 'plumbline.yml': AGREEMENT })
    branch()
    repo.git('rm', '--quiet', 'plumbline.yml')
    link('real.yml', 'plumbline.yml')
    repo.commit({ 'real.yml': SOFTER })
    expect(await readAt('plumbline.yml')).toMatchObject({ text: AGREEMENT, notes: [{ code: 'agreement_edited' }] })
  })

  test('out of the repository, or to nothing: no text that judges, and none that the change would be first with', async () => {
    const outside = temporaryFolder()
    try {
      symlinkSync(outside.path, `${repo.path}/out`)
      link('nowhere.yml', 'gone.yml')
      repo.commit({})
      branch()
      repo.commit({ 'a.ts': '1' })
      writeFileSync(`${outside.path}/plumbline.yml`, SOFTER)
      expect(await readAt('out/plumbline.yml')).toMatchObject({
        kind: 'unknown',
        why: expect.stringContaining('link out of the repository'),
      })
      expect(await readAt('gone.yml')).toMatchObject({ kind: 'invalid' })
    } finally {
      outside.dispose()
    }
  })
})
