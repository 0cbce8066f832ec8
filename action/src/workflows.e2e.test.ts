// The README's workflows, run: each job's steps in their order, ours as processes of the bundle.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type FakeIssuer, SHOP, startFakeIssuer } from './testing/fake-issuer.ts'
import { type Installation, openInstallation } from './testing/installation.ts'
import { AGREEMENT } from './testing/repository.ts'
import { RUN } from './testing/run-workflow.ts'
import {
  dispatchEvent,
  FORK,
  issueEvent,
  mergeGroupEvent,
  pullRequestEvent,
  pushEvent,
  scheduleEvent,
  workflowRunEvent,
} from './testing/webhooks.ts'
import { type Workflow, workflowFile, workflowsIn } from './testing/workflow.ts'
import { openWorkflowStage, type WorkflowStage } from './testing/workflow-stage.ts'

const examples = workflowsIn('action/README.md')
const workflowUnder = (heading: string): Workflow => {
  const found = examples.find(({ where }) => where === `action/README.md: ${heading}`)
  if (!found) throw new Error(`the README has no workflow under “${heading}”`)
  return found.workflow
}

/** A commit whose tests fail may not be deployed. */
const STRICT = AGREEMENT.replace('target: "== 0"\n', 'target: "== 0"\n    block_on: [pull_request, push, deployment]\n')
/** Two services in one repository. */
const TWO = AGREEMENT.replace('objectives:', '  web-shop:\n    repositories: [acme/shop]\nobjectives:')

let issuer: FakeIssuer
let installation: Installation
beforeAll(async () => {
  issuer = await startFakeIssuer()
  vi.stubEnv('PLUMBLINE_OIDC_ISSUERS', issuer.url)
  installation = await openInstallation(STRICT)
  vi.unstubAllEnvs()
  await installation.vendor.addMember({ kind: 'repository', repository: 'acme/shop', ...SHOP, services: ['shop-api'] })
})
afterAll(async () => {
  await installation.close()
  await issuer.close()
})

type Test = { onTestFinished: (close: () => Promise<void>) => void }
const open = async (context: Test, options: Parameters<typeof openWorkflowStage>[1] = {}): Promise<WorkflowStage> => {
  const stage = await openWorkflowStage({ url: installation.url, issuer }, options)
  context.onTestFinished(() => stage.close())
  return stage
}

describe.concurrent('the README’s workflow for', () => {
  test('one service without a server: a red test run is judged all the same, and the job is red', async (context) => {
    const stage = await open(context, { tested: () => ({ failures: 1 }) })
    const event = pullRequestEvent(stage.repository)
    const { result, ours } = await stage.job(workflowUnder('One service, without a server'), 'gate', { event })
    expect([result, ours[0]?.code, ours[0]?.outputs.verdict]).toEqual(['failure', 1, 'fail'])
    expect(ours[0]?.summary).toMatch(/Measured here[\s\S]+❌ Agreement not met/)
    expect(stage.comments()).toEqual([expect.stringMatching(/^### ❌ Agreement not met/)])
  })

  test('one service with a server: the job says who it is, the server judges', async (context) => {
    const stage = await open(context)
    const event = pullRequestEvent(stage.repository)
    const { result, ours } = await stage.job(workflowUnder('One service, with a server'), 'gate', { event })
    expect([result, ours[0]?.outputs['api-status']]).toEqual(['success', 'ok'])
    expect(stage.comments()).toHaveLength(1)
  })

  test('a monorepo: each service has its verdict and its comment, and one check says whether all are met', async (context) => {
    const stage = await open(context, {
      agreement: TWO,
      tested: (service) => ({ uncovered: service === 'web-shop' ? 5 : 0 }),
    })
    const workflow = workflowUnder('A monorepo')
    const event = pullRequestEvent(stage.repository)
    const services = workflow.jobs.gate?.strategy?.matrix?.service ?? []
    const gates = await Promise.all(
      services.map((service) => stage.job(workflow, 'gate', { event, matrix: { service } })),
    )
    expect(gates.map(({ result, ours }) => [result, ours[0]?.outputs.verdict])).toEqual([
      ['success', 'pass'],
      ['failure', 'fail'],
    ])
    expect(stage.comments()).toHaveLength(2)
    for (const [gate, result] of [
      ['success', 'success'],
      ['failure', 'failure'],
      ['skipped', 'failure'],
    ] as const)
      expect(await stage.job(workflow, 'agreement', { event, needs: { gate } })).toMatchObject({ result })
  })

  test('a matrix that measures one service: the gate judges what all of its jobs have sent', async (context) => {
    const stage = await open(context, { tested: (suite) => ({ failures: suite === 'unit' ? 1 : 0 }) })
    const workflow = workflowUnder('A matrix that measures one service')
    const event = pullRequestEvent(stage.repository)
    for (const suite of workflow.jobs.test?.strategy?.matrix?.suite ?? []) {
      const { result, ours } = await stage.job(workflow, 'test', { event, matrix: { suite } })
      expect([result, ours[0]?.code]).toEqual([suite === 'unit' ? 'failure' : 'success', 0])
    }
    const { result, ours } = await stage.job(workflow, 'gate', { event, needs: { test: 'failure' } })
    expect([result, ours[0]?.outputs.verdict]).toEqual(['failure', 'fail'])
    expect(stage.comments()).toEqual([expect.stringContaining('1 of 10')])
  })

  test('forks: the first run hands its comment on, the second writes it', async (context) => {
    const stage = await open(context, { tested: () => ({ uncovered: 5 }) })
    const { repository, github } = stage
    const heading = "Pull requests from forks, and Dependabot's"
    const event = pullRequestEvent(repository, { fromFork: true })
    const measured = await stage.job(workflowUnder(heading), 'gate', { event })
    expect([measured.result, measured.ours[0]?.outputs.verdict, measured.skipped]).toEqual(['failure', 'fail', []])
    expect([github.requests, stage.comments()]).toEqual([[], []])

    const head = { ref: 'feature', sha: repository.head, repo: { id: FORK.id, owner: 'mona' } }
    github.actions.pulls.push({ number: 7, state: 'open', head })
    const second = workflowUnder(`${heading} (2)`)
    const told = await stage.job(second, 'comment', { event: workflowRunEvent(repository, RUN) })
    expect([told.result, stage.comments()]).toEqual(['success', [expect.stringMatching(/^### ❌ Agreement not met/)]])
  })

  test('a merge queue: what the queue would merge is judged, and nothing is written to a pull request', async (context) => {
    const stage = await open(context)
    const event = mergeGroupEvent(stage.repository)
    const { result, ours } = await stage.job(workflowUnder('A merge queue'), 'gate', { event })
    expect([result, ours[0]?.outputs.verdict, stage.github.requests]).toEqual(['success', 'pass', []])
    expect(ours[0]?.summary).toContain(stage.repository.head.slice(0, 12))
  })

  test('a deployment: its end is recorded, and what the gate stops is not deployed; a rollback is not stopped', async (context) => {
    const stage = await open(context, { tested: () => ({ failures: 1 }) })
    const deploy = workflowUnder('Around a deployment')
    const event = pushEvent(stage.repository)
    const none = { ref: '', 'rolls-back': '' }
    const unmeasured = await stage.job(deploy, 'deploy', { event, inputs: none, run: 1 })
    expect([unmeasured.result, unmeasured.ours.map(({ code }) => code)]).toEqual(['success', [0, 0]])

    await stage.job(workflowUnder('One service, with a server'), 'gate', { event })
    const stopped = await stage.job(deploy, 'deploy', { event, inputs: none, run: 2 })
    expect([stopped.result, stopped.skipped, stopped.ours.map(({ code }) => code)]).toEqual([
      'failure',
      ['./deploy.sh'],
      [1, 0],
    ])
    const inputs = { ref: 'v1', 'rolls-back': 'previous' }
    const back = await stage.job(deploy, 'deploy', { event: dispatchEvent(stage.repository, inputs), inputs, run: 3 })
    expect(back.result).toBe('success')
    const { data } = await installation.vendor.events({ type: 'deployment' })
    expect(data.map(({ event: { data: told } }) => told)).toMatchObject([
      { status: 'success', deployment_id: '3.1/deploy', rolls_back: expect.anything() },
      { status: 'success', deployment_id: '1.1/deploy' },
    ])
  })

  test('the status of a morning: red where something is breached, and not where it is only not known yet', async (context) => {
    const stage = await open(context, { tested: () => ({ failures: 1 }) })
    const event = scheduleEvent(stage.repository, '23 6 * * 1-5')
    const status = (run: number) => stage.job(workflowUnder('The status, every morning'), 'status', { event, run })
    const before = await status(1)
    expect([before.result, before.ours[0]?.outputs['api-status'], before.ours[0]?.outputs.verdict]).toEqual([
      'success',
      'ok',
      'warn',
    ])
    await stage.job(workflowUnder('One service, with a server'), 'gate', { event: pushEvent(stage.repository) })
    const after = await status(2)
    expect([after.result, after.ours[0]?.code, after.ours[0]?.outputs.breached]).toEqual(['failure', 0, 'true'])
    // Only the push asks GitHub anything: which pull request it merged.
    expect(stage.github.requests).toEqual([expect.stringMatching(/^GET .+\/commits\/[0-9a-f]{40}\/pulls$/)])
  })

  test('incidents: an issue that bears the label is one, any other starts nothing', async (context) => {
    const stage = await open(context)
    const workflow = workflowUnder('Incidents from issues')
    const told = await stage.job(workflow, 'incident', { event: issueEvent(stage.repository, ['incident', 'sev2']) })
    expect([told.result, told.ours[0]?.outputs['api-status']]).toEqual(['success', 'ok'])
    const other = await stage.job(workflow, 'incident', { event: issueEvent(stage.repository, ['bug']) })
    expect([other.result, other.ours]).toEqual(['skipped', []])
  })

  test('itself: this repository’s own self-test', async (context) => {
    const stage = await open(context)
    const [self] = workflowFile('.github/workflows/self-test.yml')
    if (!self) throw new Error('no self-test')
    const event = pullRequestEvent(stage.repository)
    const { result, ours } = await stage.job(self.workflow, 'gate', { event })
    expect([result, ours[0]?.outputs.verdict]).toEqual(['success', expect.stringMatching(/pass|warn/)])
  })
})
