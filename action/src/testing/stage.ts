import { type FakeComment, type FakeGitHub, startFakeGitHub } from './fake-github.ts'
import { junit, lcov, makeRepository, type Repository } from './repository.ts'
import { type Job, type Ran, runAction } from './run-action.ts'

/** A pull request in a repository, and a GitHub that knows it: what most tests of the bundle need. */
export type Stage = {
  github: FakeGitHub
  repository: Repository
  /** Reports as this change's tests leave them: of the 10 lines it adds so many uncovered, so many of 5 tests failing. */
  reports: (uncovered: number, failures?: number) => void
  /** Runs the bundle; the inputs are added to those of the stage. */
  run: (job?: Partial<Job>) => Promise<Ran>
  /** Comments the workflow's own token wrote. */
  ours: () => FakeComment[]
  comment: () => string
  close: () => Promise<void>
}

/** A push of the change to `main`: what a merge looks like. */
export const pushToMain = ({ base, head }: Repository): Pick<Job, 'eventName' | 'payload'> => ({
  eventName: 'push',
  payload: { ref: 'refs/heads/main', before: base, after: head, repository: { default_branch: 'main' } },
})

export const openStage = async (
  inputs: Record<string, string> = {},
  repository: Repository = makeRepository(),
): Promise<Stage> => {
  const github = await startFakeGitHub()
  github.origin = repository.path
  const always = { coverage: 'reports/lcov.info', tests: 'reports/junit.xml', ...inputs }
  const ours = () => github.comments.filter(({ user }) => user.login === 'github-actions[bot]')
  return {
    github,
    repository,
    reports: (uncovered, failures = 0) => {
      repository.write('reports/lcov.info', lcov(20, uncovered))
      repository.write('reports/junit.xml', junit(5, failures))
    },
    run: (job = {}) => runAction({ repository, github, ...job, inputs: { ...always, ...job.inputs } }),
    ours,
    comment: () => ours()[0]?.body ?? '',
    close: async () => {
      repository.remove()
      await github.close()
    },
  }
}
