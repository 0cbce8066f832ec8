import { type Document, followed, type Schema } from './document.ts'

/** A line of a table: one field, wherever in the value it is. */
export type Field = {
  path: string
  schema: Schema
  required: boolean
  /** What is inside has lines of its own. */
  opened: boolean
}

/** What a field holds inside, if it is written out in its place: an object, or objects in a list. */
const inside = (schema: Schema): { suffix: string; schema: Schema } | null => {
  if (schema.properties) return { suffix: '', schema }
  if (schema.items?.properties) return { suffix: '[]', schema: schema.items }
  const variants = (schema.anyOf ?? schema.oneOf ?? []).filter((variant) => variant.type !== 'null')
  const [only] = variants
  return variants.length === 1 && only ? inside(only) : null
}

/** Every field of an object and of what is written out inside it; what has a name of its own stays a link. */
export const fieldsOf = (schema: Schema, prefix = ''): Field[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, own]) => {
    const path = `${prefix}${name}`
    const below = inside(own)
    const field = { path, schema: own, required: schema.required?.includes(name) ?? false, opened: below !== null }
    return below === null ? [field] : [field, ...fieldsOf(below.schema, `${path}${below.suffix}.`)]
  })

/** One of several forms, by the constant that tells it from the others. */
export type Form = { name: string; fields: Field[] }

/** What is the same in every form is said once. */
export type Forms = { common: Field[]; forms: Form[] }

const same = (a: Schema | undefined, b: Schema | undefined): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The forms of a schema that is one of several objects; null where it is not. */
export const formsOf = (document: Document, schema: Schema): Forms | null => {
  const variants = (schema.oneOf ?? schema.anyOf ?? []).map((variant) => followed(document, variant))
  const [first] = variants
  if (variants.length < 2 || !first || variants.some(({ properties }) => properties === undefined)) return null
  const shared = Object.keys(first.properties ?? {}).filter((name) =>
    variants.every((variant) => same(variant.properties?.[name], first.properties?.[name])),
  )
  const only = (variant: Schema, wanted: (name: string) => boolean): Field[] =>
    fieldsOf({
      ...variant,
      properties: Object.fromEntries(Object.entries(variant.properties ?? {}).filter(([name]) => wanted(name))),
    })
  return {
    common: only(first, (name) => shared.includes(name)),
    forms: variants.map((variant, i) => {
      const constant = Object.values(variant.properties ?? {}).find((own) => own.const !== undefined)?.const
      return { name: String(constant ?? `form ${i + 1}`), fields: only(variant, (name) => !shared.includes(name)) }
    }),
  }
}
