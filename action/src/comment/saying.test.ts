import { variants } from '@plumbline/render/testing'
import { describe, expect, test } from 'vitest'
import type { FakeGitHub } from '../testing/fake-github.ts'
import { fakeJob } from '../testing/fake-job.ts'
import { gateNamed } from './gate-name.ts'
import { type Handed, sayingOfAll } from './saying.ts'
import { readStates } from './state-line.ts'

const { fail = expect.fail(), pass = expect.fail() } = variants

type Verdicts = { [gate: string]: 'pass' | 'fail' }

/** What a run has handed on of gates that judged alone; or by a server. */
const handed = (run: number, gates: Verdicts, by: 'alone' | 'server' = 'alone') => {
  // Nobody is asked.
  const { job } = fakeJob({ url: '' } as FakeGitHub)
  const runner = { ...job.runner, run: { ...job.runner.run, id: String(run) } }
  const all = Object.entries(gates).map(([name, verdict]): Handed => {
    const { local: _, ...evaluation } = verdict === 'pass' ? pass : fail
    return { evaluation: by === 'alone' ? { ...evaluation, local: true } : evaluation, of: gateNamed(name, [name]) }
  })
  return sayingOfAll({ ...job, runner }, fail.service, fail.commit_sha, all)
}
const told = (body: string) =>
  readStates(body).map(({ state: { verdict, run, of } }) => `${verdict} ${run?.id} ${of?.name ?? 'server'}`)

describe('what two workflows of one commit have handed on', () => {
  const standing = handed(11, { CI: 'pass' }).bodyWith([])

  test('stands side by side, as a branch’s does, also where the earlier run ends later', () => {
    const nightly = handed(10, { Nightly: 'fail' })
    expect(nightly.laterRun(standing)).toBeNull()
    const both = nightly.bodyWith([standing])
    expect(told(both)).toEqual(['fail 10 Nightly', 'pass 11 CI'])
    expect(nightly.verdictWith(standing)).toBe('fail')
    expect(told(handed(12, { CI: 'fail' }).bodyWith([both]))).toEqual(['fail 12 CI', 'fail 10 Nightly'])
  })

  test('is never written over by an earlier run of the same workflow', () => {
    expect(handed(10, { CI: 'fail' }).laterRun(standing)).toEqual({ id: 11, attempt: 1 })
  })

  test('is looked at once more where the other’s word stands, and only there', () => {
    expect([[], [standing]].map((there) => handed(10, { Nightly: 'fail' }).shared(there))).toEqual([false, true])
    expect(handed(12, { CI: 'fail' }).shared([standing])).toBe(false)
  })

  test('goes where a server has judged all of it since', () => {
    const both = handed(10, { CI: 'fail', Nightly: 'pass' }).bodyWith([])
    expect(told(handed(11, { CI: 'pass', Nightly: 'pass' }, 'server').bodyWith([both]))).toEqual(['pass 11 server'])
  })
})
