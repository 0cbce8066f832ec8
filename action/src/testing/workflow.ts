import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

export type Step = {
  id?: string
  uses?: string
  run?: string
  if?: string
  with?: Record<string, unknown>
  env?: Record<string, unknown>
}
export type Permissions = Record<string, 'read' | 'write'>
export type WorkflowJob = {
  needs?: string | string[]
  if?: string
  permissions?: Permissions
  'timeout-minutes'?: number
  strategy?: { matrix?: Record<string, unknown[]> }
  steps: Step[]
}
export type Workflow = {
  name: string
  on: Record<string, Record<string, unknown> | null>
  permissions?: Permissions
  jobs: Record<string, WorkflowJob>
}
/** A workflow and where it stands. */
export type Example = { where: string; text: string; workflow: Workflow }

const ROOT = new URL('../../../', import.meta.url)
export const readText = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8')

/** Our own Action, as other repositories name it and as this one does. */
export const isOurs = ({ uses }: Step): boolean => /\/plumbline\/action@|^\.\/action$/.test(uses ?? '')

/** The step is of a `mode`; left out it is the gate. */
export const modeOf = ({ with: inputs }: Step): string => String(inputs?.mode ?? 'gate')

export const permissionsOf = (workflow: Workflow, job: WorkflowJob): Permissions | undefined =>
  job.permissions ?? workflow.permissions

/** Schema errors are another test's; a document without jobs is no workflow. */
export const exampleOf = (where: string, text: string): Example[] => {
  const workflow: unknown = parse(text)
  return typeof workflow === 'object' && workflow !== null && 'jobs' in workflow
    ? // GitHub's own reader says whether it is one.
      [{ where, text, workflow: workflow as Workflow }]
    : []
}

/** Every workflow that a page shows, by the heading it stands under and its number there. */
export const workflowsIn = (path: string): Example[] =>
  readText(path)
    .split(/^#+ /m)
    .flatMap((section) => {
      const heading = section.slice(0, section.indexOf('\n'))
      const blocks = [...section.matchAll(/^```ya?ml\n([\s\S]*?)^```/gm)]
      return blocks.flatMap(([, text = ''], i) => exampleOf(`${path}: ${heading}${i === 0 ? '' : ` (${i + 1})`}`, text))
    })

export const workflowFile = (path: string): Example[] => exampleOf(path, readText(path))
