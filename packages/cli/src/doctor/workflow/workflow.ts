import { parse } from 'yaml'

export type Step = {
  uses: string | null
  run: string | null
  condition: string | null
  inputs: Record<string, unknown>
}
/** `null`: nothing is said, so that the repository's settings decide. */
export type Permissions = { all: 'read' | 'write' | null; of: Record<string, string> } | null
export type Job = { name: string; permissions: Permissions; steps: Step[] }
export type Workflow = { file: string; triggers: string[]; permissions: Permissions; jobs: Job[] }

const MAX_ALIASES = 100

const mapOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
const textOf = (value: unknown): string | null =>
  typeof value === 'string' ? value : typeof value === 'boolean' ? String(value) : null

const triggersOf = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.map(String) : Object.keys(mapOf(value))
}

const permissionsOf = (value: unknown): Permissions => {
  if (value === undefined) return null
  if (value === 'write-all') return { all: 'write', of: {} }
  if (value === 'read-all') return { all: 'read', of: {} }
  return {
    all: null,
    of: Object.fromEntries(Object.entries(mapOf(value)).map(([name, level]) => [name, String(level)])),
  }
}

const stepOf = (value: unknown): Step => {
  const { uses, run, with: inputs, if: condition } = mapOf(value)
  return { uses: textOf(uses), run: textOf(run), condition: textOf(condition), inputs: mapOf(inputs) }
}

const jobOf = ([name, value]: [string, unknown]): Job => {
  const { permissions, steps } = mapOf(value)
  return { name, permissions: permissionsOf(permissions), steps: Array.isArray(steps) ? steps.map(stepOf) : [] }
}

/** A workflow file as far as it matters here; null where it is no YAML. */
export const workflowOf = (file: string, text: string): Workflow | null => {
  try {
    const { on, permissions, jobs } = mapOf(parse(text, { maxAliasCount: MAX_ALIASES, logLevel: 'error' }))
    return {
      file,
      triggers: triggersOf(on),
      permissions: permissionsOf(permissions),
      jobs: Object.entries(mapOf(jobs)).map(jobOf),
    }
  } catch {
    return null
  }
}

/** May a job do this with its token? Null where nothing says so. */
export const mayWrite = (workflow: Workflow, job: Job, permission: string): boolean | null => {
  const given = job.permissions ?? workflow.permissions
  if (given === null) return null
  return given.all === 'write' || given.of[permission] === 'write'
}
