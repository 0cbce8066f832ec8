import type { Job, Step, Workflow } from './workflow.ts'

/** A step that asks the gate, with where it stands. */
export type GateStep = { workflow: Workflow; job: Job; step: Step; at: number }

const ACTION = /(^|\/)plumbline([/@]|$)|\/plumbline-action@/i
/** This repository's own workflows use the Action next to them. */
const OWN_ACTION = './action'

const isGate = ({ uses, run }: Step): boolean =>
  uses !== null ? ACTION.test(uses) || uses === OWN_ACTION : /\bplumbline\s+gate\b/.test(run ?? '')

/** Every step that uses the Action or runs `plumbline gate`. */
export const gatesIn = (workflows: readonly Workflow[]): GateStep[] =>
  workflows.flatMap((workflow) =>
    workflow.jobs.flatMap((job) =>
      job.steps.flatMap((step, at) => (isGate(step) ? [{ workflow, job, step, at }] : [])),
    ),
  )

/** What the Action is asked to do; the command is the gate. */
const modeOf = ({ inputs }: Step): string => (typeof inputs.mode === 'string' ? inputs.mode : 'gate')

/** Steps whose verdict or measurement would be missing, unseen, were they skipped: all but what begins or hands on. */
export const mustRun = ({ step, at }: GateStep): boolean =>
  at > 0 && (['gate', 'report', 'finalize'].includes(modeOf(step)) || step.inputs.status !== undefined)

/** Steps that look for added lines, or judge by the agreement at the merge base. */
export const needsHistory = ({ step }: GateStep): boolean =>
  ['gate', 'report', 'finalize'].includes(modeOf(step)) && ('coverage' in step.inputs || !('api-url' in step.inputs))

/** Steps that write to the pull request. */
export const comments = ({ workflow, step }: GateStep): boolean =>
  modeOf(step) === 'comment' ||
  (['gate', 'finalize'].includes(modeOf(step)) &&
    workflow.triggers.includes('pull_request') &&
    step.inputs.comment !== 'never')

export const placeOf = ({ workflow, job }: GateStep): string => `${workflow.file} (${job.name})`

/** The step before the gate that brings the sources. */
export const checkoutOf = ({ job, at }: GateStep): Step | null =>
  job.steps.slice(0, at).findLast(({ uses }) => uses?.startsWith('actions/checkout@')) ?? null
