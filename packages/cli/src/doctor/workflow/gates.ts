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

export const placeOf = ({ workflow, job }: GateStep): string => `${workflow.file} (${job.name})`

/** The step before the gate that brings the sources. */
export const checkoutOf = ({ job, at }: GateStep): Step | null =>
  job.steps.slice(0, at).findLast(({ uses }) => uses?.startsWith('actions/checkout@')) ?? null
