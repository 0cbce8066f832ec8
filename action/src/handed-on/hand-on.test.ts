import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { variants } from '@plumbline/render/testing'
import { expect, test } from 'vitest'
import type { FakeGitHub } from '../testing/fake-github.ts'
import { fakeJob } from '../testing/fake-job.ts'
import { handOn } from './hand-on.ts'

test('two steps of one job that judge one service hand on two files, and a step that is run again its own', async () => {
  const temp = mkdtempSync(join(tmpdir(), 'plumbline-handed-'))
  const evaluation = variants.fail ?? expect.fail()
  const pullRequest = { number: 7, title: '', author: '', labels: [] }
  try {
    for (const step of ['plumbline', 'plumbline_2', 'plumbline']) {
      // Nobody is asked.
      const { job } = fakeJob({ url: '' } as FakeGitHub)
      const runner = { ...job.runner, temp, run: { ...job.runner.run, step } }
      const change = { event: 'pull_request' as const, commitSha: evaluation.commit_sha, pullRequest }
      await handOn({ ...job, runner, change }, evaluation, 'fork')
    }
    expect(readdirSync(join(temp, 'plumbline-comment'))).toHaveLength(2)
  } finally {
    rmSync(temp, { recursive: true, force: true })
  }
})
