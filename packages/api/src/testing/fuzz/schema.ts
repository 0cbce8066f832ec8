/** A JSON Schema (2020-12), as far as the document uses it. */
export type Schema = {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  propertyNames?: Schema
  items?: Schema
  minItems?: number
  maxItems?: number
  minLength?: number
  maxLength?: number
  pattern?: string
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  exclusiveMaximum?: number
  format?: string
}

const KNOWN = new Set([
  ...['$ref', 'type', 'enum', 'const', 'anyOf', 'oneOf', 'allOf', 'properties', 'required', 'additionalProperties'],
  ...['propertyNames', 'items', 'minItems', 'maxItems', 'minLength', 'maxLength', 'pattern', 'minimum', 'maximum'],
  ...['exclusiveMinimum', 'exclusiveMaximum', 'format', 'description', 'default', 'example', 'title', 'discriminator'],
])

export type Schemas = Readonly<Record<string, Schema>>

export const resolve = (schema: Schema, schemas: Schemas): Schema => {
  const unknown = Object.keys(schema).filter((keyword) => !KNOWN.has(keyword))
  if (unknown.length > 0) throw new Error(`the tests don't know the keywords ${unknown.join(', ')}`)
  if (schema.$ref === undefined) return schema
  const named = schemas[schema.$ref.replace('#/components/schemas/', '')]
  if (!named) throw new Error(`${schema.$ref} leads nowhere`)
  return resolve(named, schemas)
}

const typeOf = (value: unknown): string[] => {
  if (value === null) return ['null']
  if (Array.isArray(value)) return ['array']
  return Number.isInteger(value) ? ['integer', 'number'] : [typeof value]
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

const textMistakes = (text: string, schema: Schema): string[] => [
  ...(text.length < (schema.minLength ?? 0) ? ['too short'] : []),
  ...(text.length > (schema.maxLength ?? Number.POSITIVE_INFINITY) ? ['too long'] : []),
  ...(schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(text) ? [`not ${schema.pattern}`] : []),
]

const numberMistakes = (number: number, schema: Schema): string[] => [
  ...(number < (schema.minimum ?? Number.NEGATIVE_INFINITY) ? ['too small'] : []),
  ...(number > (schema.maximum ?? Number.POSITIVE_INFINITY) ? ['too large'] : []),
  ...(number <= (schema.exclusiveMinimum ?? Number.NEGATIVE_INFINITY) ? ['too small'] : []),
  ...(number >= (schema.exclusiveMaximum ?? Number.POSITIVE_INFINITY) ? ['too large'] : []),
]

/** Everything in which a value is not what a schema says, each with its place. */
export const differences = (value: unknown, given: Schema, schemas: Schemas, at = ''): string[] => {
  const schema = resolve(given, schemas)
  const inner = (part: unknown, of: Schema, key: string | number) => differences(part, of, schemas, `${at}/${key}`)
  const fits = (of: Schema) => differences(value, of, schemas, at).length === 0
  const wrong: string[] = []
  const say = (what: string) => wrong.push(`${at || '/'}: ${what}`)

  const types = schema.type === undefined ? null : [schema.type].flat()
  if (types && !typeOf(value).some((type) => types.includes(type))) return [`${at || '/'}: not of type ${types.join()}`]
  if (schema.enum && !schema.enum.some((one) => same(one, value))) say(`not one of ${JSON.stringify(schema.enum)}`)
  if (schema.const !== undefined && !same(schema.const, value)) say(`not ${JSON.stringify(schema.const)}`)
  const either = schema.anyOf ?? schema.oneOf
  if (either && !either.some(fits)) say(`none of ${either.length} alternatives`)
  for (const part of schema.allOf ?? []) wrong.push(...differences(value, part, schemas, at))
  if (typeof value === 'string') for (const mistake of textMistakes(value, schema)) say(mistake)
  if (typeof value === 'number') for (const mistake of numberMistakes(value, schema)) say(mistake)
  if (Array.isArray(value)) {
    if (value.length < (schema.minItems ?? 0)) say('too few')
    if (value.length > (schema.maxItems ?? Number.POSITIVE_INFINITY)) say('too many')
    const { items } = schema
    if (items) wrong.push(...value.flatMap((item, index) => inner(item, items, index)))
  } else if (typeof value === 'object' && value !== null) {
    for (const name of schema.required ?? []) if (!Object.hasOwn(value, name)) say(`lacks ${name}`)
    for (const [name, part] of Object.entries(value)) {
      const known = schema.properties?.[name]
      if (known) wrong.push(...inner(part, known, name))
      else if (schema.additionalProperties === false) say(`unknown ${name}`)
      else if (typeof schema.additionalProperties === 'object')
        wrong.push(...inner(part, schema.additionalProperties, name))
    }
  }
  return wrong
}
