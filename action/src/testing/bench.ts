import { startFakeGitHub } from './fake-github.ts'
import { makeRepository } from './repository.ts'
import { runAction } from './run-action.ts'

export type Run = { wallMs: number; requests: number; code: number | null }

/** lcov of so many files of 100 lines each; the first is the one the change touches. */
const report = (files: number): string =>
  Array.from({ length: files }, (_, file) => {
    const lines = file === 0 ? 20 : 100
    const marks = Array.from({ length: lines }, (_, line) => `DA:${line + 1},${(line + file) % 7 === 0 ? 0 : 1}`)
    return `TN:\nSF:src/${file === 0 ? 'tax' : `file${file}`}.ts\n${marks.join('\n')}\nend_of_record\n`
  }).join('')

/**
 * For benchmarks: the bundle as the runner runs it, against a GitHub on loopback that already has the comment, so that
 * each run finds and updates it. `once` is one whole process, from start to exit.
 * @param files how many files the lcov report covers
 */
export const prepareBench = async ({ files = 1 } = {}) => {
  const github = await startFakeGitHub()
  const repository = makeRepository()
  repository.write('reports/lcov.info', report(files))
  let runs = 0
  const once = async (): Promise<Run> => {
    github.requests.length = 0
    runs += 1
    // Another number of failing tests each time, so that there is something to update.
    const failed = '<failure message="no"/>'
    const cases = Array.from(
      { length: 3 + runs },
      (_, i) => `<testcase name="t${i}">${i < runs ? failed : ''}</testcase>`,
    )
    repository.write('reports/junit.xml', `<testsuites><testsuite name="s">${cases.join('')}</testsuite></testsuites>`)
    const { wallMs, code } = await runAction({
      repository,
      github,
      inputs: { coverage: 'reports/lcov.info', tests: 'reports/junit.xml' },
    })
    return { wallMs, requests: github.requests.length, code }
  }
  await once()
  const close = async () => {
    repository.remove()
    await github.close()
  }
  return { once, close }
}
