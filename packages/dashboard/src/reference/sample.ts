import { type Document, followed, isTime, type Schema } from './document.ts'

/** What examples are about, wherever a field of this name takes it. */
const KNOWN: Record<string, unknown> = {
  engagement: 'acme-checkout',
  service: 'checkout-api',
  title: 'Acme and Northwind',
  name: 'CI',
  scopes: ['events:write', 'gate:run'],
  claim: 'plc_acme-checkout_vendor_…',
  source: 'ci.northwind.example',
  deployment_id: '1041',
  repository: 'acme/checkout-api',
  repository_id: '123456',
  repository_owner_id: '654321',
  services: ['checkout-api'],
  key: 'change-fail-rate',
  id: 'deploy-1041',
  note: 'the cause is found; a fix is on its way',
  version: 2,
}

/** Not always needed, but an example without it would leave the reader alone. */
const TOLD = new Set(['commit_sha'])

const BY_PATTERN: [pattern: RegExp, value: string][] = [
  [/0-9a-f\]\{40\}/, '4f1c2d3e4f1c2d3e4f1c2d3e4f1c2d3e4f1c2d3e'],
  [/sha256/, `sha256:${'4f1c'.repeat(16)}`],
]

const textFor = (schema: Schema): string => {
  const known = BY_PATTERN.find(([pattern]) => pattern.test(schema.pattern ?? ''))?.[1]
  if (known) return known
  return isTime(schema) ? '2026-12-14T16:20:00Z' : 'text'
}

/** A small value that the schema takes: what must be there, and nothing else. */
export const sampleOf = (document: Document, given: Schema, name = ''): unknown => {
  const schema = followed(document, given)
  const said = schema.example ?? schema.examples?.[0] ?? schema.const
  if (said !== undefined) return said
  const options = schema.oneOf ?? schema.anyOf
  if (options?.[0]) return sampleOf(document, options[0], name)
  if (schema.properties)
    return Object.fromEntries(
      Object.entries(schema.properties)
        .filter(([key]) => schema.required?.includes(key) || TOLD.has(key))
        .map(([key, own]) => [key, sampleOf(document, own, key)]),
    )
  const known = KNOWN[name]
  if (known !== undefined) return known
  if (schema.enum?.[0] !== undefined) return schema.enum[0]
  switch (schema.type) {
    case 'array':
      return schema.minItems === undefined || !schema.items ? [] : [sampleOf(document, schema.items)]
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 1)
    case 'boolean':
      return true
    case 'object':
      return {}
    default:
      return textFor(schema)
  }
}
