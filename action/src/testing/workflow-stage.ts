import { execFileSync } from 'node:child_process'
import { startFakeGitHub } from './fake-github.ts'
import { startFakeIdentity } from './fake-identity.ts'
import type { FakeIssuer } from './fake-issuer.ts'
import { makeZip } from './make-zip.ts'
import { AGREEMENT, junit, lcov, makeRepository, type Repository } from './repository.ts'
import { type FakeStep, type JobRan, RUN, runJob, type World } from './run-workflow.ts'
import type { Workflow } from './workflow.ts'

/** How the repository's tests go: of the 10 lines the change adds so many uncovered, of 5 tests so many failing. */
export type Tested = { uncovered?: number; failures?: number }

export type WorkflowStage = {
  repository: Repository
  github: World['github']
  /** Bodies of the comments that the workflow's own token wrote, oldest first. */
  comments: () => string[]
  job: (workflow: Workflow, name: string, more: Partial<World> & Pick<World, 'event'>) => Promise<JobRan>
  close: () => Promise<void>
}

/** A repository as the README's examples have it, its tests' reports where the examples look for them. */
export const openWorkflowStage = async (
  server: { url: string; issuer: FakeIssuer } | null = null,
  { agreement = AGREEMENT, tested = () => ({}) }: { agreement?: string; tested?: (what: string) => Tested } = {},
): Promise<WorkflowStage> => {
  const [github, made] = [await startFakeGitHub(), makeRepository({ agreement })]
  // Commits of one second are the same in every repository, and a server that several stages share would mix them up.
  made.write('stage.txt', github.url)
  const repository = { ...made, head: made.commit('of this stage') }
  let eventName = ''
  const identity = await startFakeIdentity({
    make: async (audience) => (await server?.issuer.tokenFor(audience, { event_name: eventName })) ?? '',
  })
  const measure = (what: string, folder: string): boolean => {
    const { uncovered = 0, failures = 0 } = tested(what)
    repository.write(`${folder}coverage/lcov.info`, lcov(20, uncovered))
    repository.write(`${folder}junit.xml`, junit(5, failures))
    return failures === 0
  }
  /** What each action and command of the examples does, as far as the next step sees it. */
  const fake = ({ uses, run, inputs, env, temp }: FakeStep): boolean => {
    // The clone stands there already.
    if (uses.startsWith('actions/checkout@') || run === 'npm ci && npm run build' || run === './deploy.sh') return true
    if (uses.startsWith('actions/upload-artifact@')) {
      const zip = makeZip([{ content: temp[inputs.path ?? ''] ?? '' }])
      return github.actions.artifacts.push({ id: 31, run: RUN, name: inputs.name ?? '', zip }) > 0
    }
    if (env.SERVICE !== undefined) return measure(env.SERVICE, `services/${env.SERVICE}/`)
    if (/^npm (?:ci|test)\b/.test(run)) return measure(env.SUITE ?? '', '')
    try {
      execFileSync('sh', ['-c', run], { env: { PATH: process.env.PATH, ...env } })
      return true
    } catch {
      return false
    }
  }
  const names = {
    'https://plumbline.acme.example': server?.url ?? '',
    'acme-checkout': 'acme-shop',
    'checkout-api': 'shop-api',
  }
  return {
    repository,
    github,
    comments: () => github.comments.filter(({ user }) => user.login === 'github-actions[bot]').map(({ body }) => body),
    job: (workflow, name, more) => {
      eventName = more.event.name
      return runJob(workflow, name, { repository, github, fake, names, identity: identity.env, ...more })
    },
    close: async () => {
      repository.remove()
      await identity.close()
      await github.close()
    },
  }
}
