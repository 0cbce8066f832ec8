import { readSettings } from '../settings/settings.ts'
import { type Example, isOurs, modeOf, type Permissions, permissionsOf, type Step, type Workflow } from './workflow.ts'
import { schemaMistakes } from './workflow-schema.ts'

/** What is wrong with a workflow, in words; empty where nothing is. */
type Rule = (example: Example) => string[] | Promise<string[]>

type Placed = { step: Step; at: number; before: Step[] }

const jobsOf = ({ jobs }: Workflow) => Object.entries(jobs).map(([name, job]) => ({ name, job }))
const placed = (workflow: Workflow): Placed[] =>
  jobsOf(workflow).flatMap(({ job: { steps } }) => steps.map((step, at) => ({ step, at, before: steps.slice(0, at) })))
const nameOf = ({ uses, run }: Step): string => uses ?? run ?? ''
const isCheckout = ({ uses }: Step) => /^actions\/checkout@/.test(uses ?? '')
const onPullRequests = ({ on }: Workflow) => 'pull_request' in on

/** Modes that leave a gap which nobody sees, were their step skipped. */
const MEASURING = ['gate', 'report', 'finalize']
const mustRun = (step: Step) => MEASURING.includes(modeOf(step)) || step.with?.status !== undefined

/** The least that a job's steps can do with. */
const neededBy = (workflow: Workflow, steps: Step[]): Permissions => {
  const needed: Permissions = {}
  for (const step of steps) {
    const { 'api-url': api, 'api-key': key, comment, status, 'commit-status': asked } = step.with ?? {}
    const mode = modeOf(step)
    if (isCheckout(step)) needed.contents = 'read'
    if (!isOurs(step)) continue
    if (api !== undefined && key === undefined) needed['id-token'] = 'write'
    if (status !== undefined) needed.contents = 'read'
    if (asked !== undefined) needed.statuses = 'write'
    if (mode === 'comment') needed.actions = 'read'
    const judges = mode === 'gate' || mode === 'finalize'
    if (mode === 'comment' || (judges && onPullRequests(workflow) && comment !== 'never'))
      needed['pull-requests'] = 'write'
  }
  return needed
}
const listed = (permissions: Permissions | undefined) => JSON.stringify(Object.entries(permissions ?? {}).sort())

/** What the runner would make of an expression, as far as the settings' check needs it. */
const evaluated = (text: string) =>
  text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) =>
    expression === 'job.status' ? 'success' : expression.startsWith('matrix.') ? 'x' : '',
  )

export const RULES = {
  'it is a workflow by GitHub’s own reader': ({ where, text }) => schemaMistakes(where, text),

  'no expression stands inside `run`, where a title could become a command': ({ workflow }) =>
    placed(workflow).flatMap(({ step: { run } }) => (run?.includes('${{') ? [run] : [])),

  'every action is pinned by its full commit SHA, with the version for those who read it': ({ text }) =>
    [...text.matchAll(/^\s+(?:- )?uses: (.*)$/gm)]
      .map(([, used = '']) => used)
      .filter((used) => !/^(?:\.\/action|[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/.test(used)),

  'each job says what its token may do: what its steps need and no more': ({ workflow }) =>
    jobsOf(workflow).flatMap(({ name, job }) => {
      const [given, needed] = [permissionsOf(workflow, job), neededBy(workflow, job.steps)]
      return given !== undefined && listed(given) === listed(needed) ? [] : [`${name} needs ${listed(needed)}`]
    }),

  'each job has an end': ({ workflow }) =>
    jobsOf(workflow).flatMap(({ name, job }) => (job['timeout-minutes'] === undefined ? [name] : [])),

  'what measures, judges or records an end runs after a failed step too; a deployment begins after none': ({
    workflow,
  }) =>
    placed(workflow)
      .filter(({ step, at }) => isOurs(step) && at > 0 && step.if !== (mustRun(step) ? 'always()' : undefined))
      .map(({ step }) => `${modeOf(step)}, if: ${step.if}`),

  'a required check reports: no trigger leaves it out, a queue hears it too, and no job is skipped by another’s failure':
    ({ workflow }) => [
      ...jobsOf(workflow).flatMap(({ name, job }) =>
        job.needs !== undefined && !/^always\(\)(?: && |$)/.test(job.if ?? '') ? [name] : [],
      ),
      ...(!onPullRequests(workflow) || 'merge_group' in workflow.on ? [] : ['merge_group']),
      ...['pull_request', 'merge_group'].flatMap((event) =>
        Object.keys(workflow.on[event] ?? {}).filter((filter) => /^(?:paths|branches)/.test(filter)),
      ),
    ],

  'the history is there where added lines are looked for, and no token is left behind in the clone': ({ workflow }) =>
    placed(workflow).flatMap(({ step, before }) => {
      if (isCheckout(step)) return step.with?.['persist-credentials'] === false ? [] : [nameOf(step)]
      const looks = isOurs(step) && (step.with?.coverage !== undefined || modeOf(step) === 'finalize')
      return looks && before.findLast(isCheckout)?.with?.['fetch-depth'] !== 0 ? [nameOf(step)] : []
    }),

  'the Action takes the inputs that are given': ({ workflow }) =>
    placed(workflow).flatMap(({ step }) => {
      if (!isOurs(step)) return []
      const given = Object.entries(step.with ?? {}).map(([name, value]) => [name, evaluated(String(value))] as const)
      const read = readSettings(new Map(given))
      return read.ok ? [] : read.errors
    }),

  'a stranger’s code gets no rights: no `pull_request_target`, and after another run nothing is checked out or run': ({
    workflow,
  }) => [
    ...('pull_request_target' in workflow.on ? ['pull_request_target'] : []),
    ...('workflow_run' in workflow.on
      ? placed(workflow).flatMap(({ step }) => (isOurs(step) ? [] : [nameOf(step)]))
      : []),
  ],
} as const satisfies Record<string, Rule>
