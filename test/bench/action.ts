import { spawnSync } from 'node:child_process'
import { startFakeGitHub } from '../../action/src/testing/fake-github.ts'
import { lcov, makeRepository } from '../../action/src/testing/repository.ts'
import { runAction } from '../../action/src/testing/run-action.ts'
import { interleaved, line, ms } from './measure.ts'

const ROUNDS = 15

/** The bundled Action on a pull request, against an empty process of the same Node. */
export const actionReport = async (): Promise<string[]> => {
  const github = await startFakeGitHub()
  const repository = makeRepository()
  repository.write('reports/lcov.info', lcov(20, 1))
  const job = { repository, github, inputs: { service: 'shop-api', coverage: 'reports/lcov.info' } }
  const floor = async () => spawnSync(process.execPath, ['-e', '0'])
  try {
    const first = await runAction(job)
    if (first.code !== 0) throw new Error(`the Action ended with ${first.code}: ${first.log}`)
    const again = await interleaved(ROUNDS, () => runAction(job), floor)
    const quiet = await interleaved(
      ROUNDS,
      () => runAction({ ...job, inputs: { ...job.inputs, comment: 'never' } }),
      floor,
    )
    return [
      line(
        'Action, comment found unchanged, against node -e 0',
        ms(again.candidateMs),
        ms(again.baselineMs),
        again.ratio,
      ),
      line('Action without a comment, against node -e 0', ms(quiet.candidateMs), ms(quiet.baselineMs), quiet.ratio),
    ]
  } finally {
    repository.remove()
    await github.close()
  }
}
