import { parse } from 'yaml'
import { type Contexts, filled, lets, type Standing } from './expression.ts'
import { ACTIONS_TOKEN, type FakeGitHub, READING_TOKEN } from './fake-github.ts'
import type { Repository } from './repository.ts'
import { type Ran, runAction } from './run-action.ts'
import { isOurs, type Permissions, permissionsOf, readText, type Step, type Workflow } from './workflow.ts'

/** A workflow's event as GitHub gives it to the runner. */
export type WorkflowEvent = {
  name: string
  payload: Record<string, unknown>
  sha: string
  ref: string
  /** Its token may only read, and it gets neither secrets nor an identity. */
  fromFork?: boolean
}

export type FakeStep = {
  uses: string
  run: string
  inputs: Record<string, string>
  env: Record<string, string>
  /** What our steps have left in RUNNER_TEMP, by path. */
  temp: Record<string, string>
}

export type World = {
  repository: Repository
  github: FakeGitHub
  event: WorkflowEvent
  /** What stands in the place of a step that is not ours: false fails it. */
  fake: (step: FakeStep) => boolean
  /** What the runner sets where the job may ask who it is. */
  identity?: Record<string, string>
  /** Addresses and names of the examples -> those of the test. */
  names?: Record<string, string>
  /** Results of the jobs that this one needs. */
  needs?: Record<string, Standing | 'skipped'>
  matrix?: Record<string, unknown>
  /** Id of the workflow's run; absent: 4711. */
  run?: number
  /** Of a `workflow_dispatch`. */
  inputs?: Record<string, string>
}

export type JobRan = {
  result: Standing | 'skipped'
  /** Our steps that ran, in their order. */
  ours: Ran[]
  /** Names, commands or actions of the steps that were skipped. */
  skipped: string[]
}

export const RUN = 4711

const DEFAULTS: Record<string, string> = Object.fromEntries(
  Object.entries(parse(readText('action/action.yml')).inputs).map(([name, input]) => [
    name,
    // A manifest is a mapping of mappings; another test holds it to the settings.
    (input as { default?: string }).default ?? '',
  ]),
)

const tokenFor = (permissions: Permissions, event: WorkflowEvent): string =>
  permissions['pull-requests'] === 'write' && !event.fromFork ? ACTIONS_TOKEN : READING_TOKEN

/** Runs one job of a workflow as the runner does, so far as the examples need it: our steps as processes of the bundle. */
export const runJob = async (workflow: Workflow, name: string, world: World): Promise<JobRan> => {
  const job = workflow.jobs[name]
  if (!job) throw new Error(`no job ${name}`)
  const { event, names = {}, needs = {} } = world
  const permissions = permissionsOf(workflow, job) ?? {}
  const steps: Record<string, { outputs: Record<string, string> }> = {}
  const github = { event: event.payload, event_name: event.name, token: tokenFor(permissions, event) }
  const needed = Object.fromEntries(Object.entries(needs).map(([one, result]) => [one, { result }]))
  const contexts = (status: Standing): Contexts => ({
    github,
    steps,
    needs: needed,
    job: { status },
    matrix: world.matrix ?? {},
    inputs: world.inputs ?? {},
    secrets: {},
  })

  const before: Standing = Object.values(needs).every((result) => result === 'success') ? 'success' : 'failure'
  const [ours, skipped]: [Ran[], string[]] = [[], []]
  if (!lets(job.if, contexts(before), before)) return { result: 'skipped', ours, skipped }

  let standing: Standing = 'success'
  let left: Record<string, string> = {}
  let temp: Record<string, string> = {}
  const textsOf = (values: Record<string, unknown> = {}) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, filled(value, contexts(standing), standing)]))
  const named = (inputs: Record<string, string>) =>
    Object.fromEntries(Object.entries(inputs).map(([key, text]) => [key, names[text] ?? text]))
  const act = async (step: Step): Promise<boolean> => {
    const [inputs, env] = [textsOf(step.with), textsOf(step.env)]
    if (!isOurs(step)) return world.fake({ uses: step.uses ?? '', run: step.run ?? '', inputs, env, temp })
    const identity = permissions['id-token'] === 'write' && !event.fromFork ? world.identity : {}
    const ran = await runAction({
      repository: world.repository,
      github: world.github,
      eventName: event.name,
      payload: event.payload,
      inputs: named({ ...textsOf(DEFAULTS), ...inputs }),
      env: {
        GITHUB_SHA: event.sha,
        GITHUB_REF: event.ref,
        GITHUB_JOB: name,
        GITHUB_RUN_ID: String(world.run ?? RUN),
        ...identity,
        ...left,
        ...env,
      },
    })
    left = { ...left, ...ran.left }
    temp = { ...temp, ...ran.temp }
    ours.push(ran)
    if (step.id) steps[step.id] = { outputs: ran.outputs }
    return ran.code === 0
  }
  for (const step of job.steps) {
    if (!lets(step.if, contexts(standing), standing)) skipped.push(step.run ?? step.uses ?? '')
    else if (!(await act(step))) standing = 'failure'
  }
  return { result: standing, ours, skipped }
}
