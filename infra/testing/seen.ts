import type { Declaration } from './mocks.ts'

export type Statement = { actions: string[]; resources: string[] }

// What was declared, for a test to look into.
// biome-ignore lint/suspicious/noExplicitAny: every kind of resource has inputs of its own
type Inputs = Record<string, any>

export type Seen = {
  /** Every resource of a type. */
  all: (type: string) => Inputs[]
  /** The only one of its type. */
  one: (type: string) => Inputs
  of: (type: string, name: string) => Inputs
  /** What a function’s role may do. */
  policiesOf: (title: string) => Statement[]
  allPolicies: () => Statement[]
  outputs: Record<string, unknown>
}

/** Pulumi marks what is secret; what is marked stands inside. */
const SECRET = '4dabf18193072939515e22adb298388d'
const unmarked = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(unmarked)
  if (typeof value !== 'object' || value === null) return value
  if (SECRET in value && 'value' in value) return unmarked(value.value)
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unmarked(inner)]))
}

const statementsIn = (role: Inputs): Statement[] =>
  (role.inlinePolicies ?? []).flatMap(({ policy }: { policy: string }) =>
    (JSON.parse(policy) as Statement[]).map(({ actions, resources }) => ({ actions, resources })),
  )

export const seenIn = ({ resources, outputs }: Declaration): Seen => {
  const known = resources.map(({ type, name, inputs }) => ({ type, name, inputs: unmarked(inputs) as Inputs }))
  const all = (type: string) => known.filter((one) => one.type === type).map(({ inputs }) => inputs)
  const of = (type: string, name: string): Inputs => {
    const found = known.find((one) => one.type === type && one.name === name)
    if (!found) throw new Error(`no ${type} ${name} is declared`)
    return found.inputs
  }
  return {
    all,
    one: (type) => {
      const [first, ...others] = all(type)
      if (!first || others.length > 0) throw new Error(`${others.length + (first ? 1 : 0)} of ${type} are declared`)
      return first
    },
    of,
    policiesOf: (title) => statementsIn(of('aws:iam/role:Role', `${title}Role`)),
    allPolicies: () => all('aws:iam/role:Role').flatMap(statementsIn),
    outputs,
  }
}
