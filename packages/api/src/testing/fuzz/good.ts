import fc from 'fast-check'
import { resolve, type Schema, type Schemas } from './schema.ts'

const TIME_NAMES = /^(?:time|at|from|to|.*_at)$/
const TIMES = [
  '2026-12-02T12:00:00Z',
  '2026-12-02T13:30:00.250+02:00',
  '2026-11-30T23:59:59Z',
  '2026-12-14T08:00:00-05:00',
]

const PLAIN = fc.stringMatching(/^[a-z][a-z0-9]{0,11}$/)

const made = new Map<string, fc.Arbitrary<string>>()

/** Made once for each pattern, of which there are few in many places. */
const matching = (pattern: string): fc.Arbitrary<string> => {
  const known = made.get(pattern) ?? fc.stringMatching(new RegExp(pattern, 'u'))
  made.set(pattern, known)
  return known
}

const textOf = ({ pattern, format }: Schema, name: string): fc.Arbitrary<string> => {
  if (TIME_NAMES.test(name) || format === 'date-time') return fc.constantFrom(...TIMES)
  if (format === 'uri') return fc.constant('https://ci.acme.example/runs/1')
  if (name === 'indicator') return fc.constantFrom('reported:csat', 'coverage', 'api-latency')
  // Whatever may be shown is better found by mutation; here it should pass.
  if (pattern === undefined || pattern.includes('\\p{')) return PLAIN
  return matching(pattern)
}

const WIDEST = 1_000_000

const numberOf = (schema: Schema, isInteger: boolean): fc.Arbitrary<number> => {
  const min = Math.max(schema.minimum ?? schema.exclusiveMinimum ?? -WIDEST, -WIDEST)
  const max = Math.min(schema.maximum ?? schema.exclusiveMaximum ?? WIDEST, WIDEST)
  return isInteger ? fc.integer({ min: Math.ceil(min), max: Math.floor(max) }) : fc.double({ min, max, noNaN: true })
}

const MOST_ITEMS = 3

/** Values that a schema takes; deep ones are kept small. Rules that no schema can tell may refuse some. */
export const good = (given: Schema, schemas: Schemas, name = '', depth = 0): fc.Arbitrary<unknown> => {
  const schema = resolve(given, schemas)
  const inner = (part: Schema, called = name) => good(part, schemas, called, depth + 1)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const either = schema.anyOf ?? schema.oneOf
  if (either) return fc.oneof(...either.map((part) => inner(part)))
  const type = [schema.type].flat()[0]
  switch (type) {
    case 'string':
      return textOf(schema, name)
    case 'integer':
    case 'number':
      return numberOf(schema, type === 'integer')
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(inner(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? MOST_ITEMS, Math.max(MOST_ITEMS, schema.minItems ?? 0)),
      })
    default: {
      const fields = Object.entries(schema.properties ?? {}).map(([key, part]) => [key, inner(part, key)] as const)
      return fc.record(Object.fromEntries(fields), {
        requiredKeys: (schema.required ?? []).filter((key) => schema.properties?.[key]),
      })
    }
  }
}
