import type { FC } from 'hono/jsx'
import { type Document, isTime, type Schema, schemaAnchor, schemaName } from './document.ts'
import { type Field, fieldsOf, formsOf } from './fields.ts'

/** Text from our own schemas, with what stands in backticks set as code. */
export const Prose: FC<{ text: string }> = ({ text }) => (
  <>{text.split('`').map((part, i) => (i % 2 === 1 ? <code>{part}</code> : part))}</>
)

const OR = ' or '
const between = (parts: unknown[], by: string) => parts.flatMap((part, i) => (i === 0 ? [part] : [by, part]))

const WORDS: Record<string, string> = {
  string: 'text',
  integer: 'whole number',
  boolean: 'true or false',
  object: 'map',
}

/** What a value is, in a few words; named schemas are links. */
export const TypeOf: FC<{ document: Document; schema: Schema }> = ({ document, schema }) => {
  if (schema.$ref !== undefined) {
    const name = schemaName(document, schema.$ref)
    return <a href={`#${schemaAnchor(name)}`}>{name}</a>
  }
  if (schema.const !== undefined) return <code>{String(schema.const)}</code>
  if (schema.enum)
    return (
      <>
        {between(
          schema.enum.map((value) => <code>{String(value)}</code>),
          ', ',
        )}
      </>
    )
  const options = schema.oneOf ?? schema.anyOf
  if (options)
    return (
      <>
        {between(
          options.map((option) => <TypeOf document={document} schema={option} />),
          OR,
        )}
      </>
    )
  if (schema.items)
    return (
      <>
        list of <TypeOf document={document} schema={schema.items} />
      </>
    )
  if (schema.properties)
    return (
      <>
        {between(
          Object.entries(schema.properties).map(([name, own]) => (
            <>
              <code>{name}</code> (<TypeOf document={document} schema={own} />)
            </>
          )),
          ', ',
        )}
      </>
    )
  if (typeof schema.additionalProperties === 'object' && Object.keys(schema.additionalProperties).length > 0)
    return (
      <>
        map to <TypeOf document={document} schema={schema.additionalProperties} />
      </>
    )
  if (isTime(schema)) return <>time</>
  return (
    <>
      {[schema.type ?? 'anything']
        .flat()
        .map((type) => WORDS[type] ?? type)
        .join(OR)}
    </>
  )
}

/** Bounds that a caller must keep. */
const limits = (schema: Schema): string => {
  const { minimum, maximum, maxLength, maxItems } = schema
  return [
    minimum !== undefined && maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER
      ? `${minimum} to ${maximum}`
      : '',
    maxLength === undefined || isTime(schema) ? '' : `at most ${maxLength} characters`,
    maxItems === undefined ? '' : `at most ${maxItems}`,
  ]
    .filter((text) => text !== '')
    .join(', ')
}

/** A table of fields; nothing where there are none. */
export const Fields: FC<{ document: Document; fields: Field[]; caption: string }> = ({ document, fields, caption }) =>
  fields.length === 0 ? null : (
    <table>
      <caption class="small">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Holds</th>
          <th scope="col">Means</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ path, schema, required, opened }) => (
          <tr>
            <th scope="row">
              <code>{path}</code>
              {required ? null : <span class="small"> optional</span>}
            </th>
            <td>{opened ? schema.items ? 'list of maps' : 'map' : <TypeOf document={document} schema={schema} />}</td>
            <td>
              <Prose text={schema.description ?? ''} />
              {limits(schema) === '' ? null : <span class="small"> {limits(schema)}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )

/** A schema with a name of its own. */
export const NamedSchema: FC<{ document: Document; name: string; schema: Schema }> = ({ document, name, schema }) => {
  const forms = formsOf(document, schema)
  const fields = fieldsOf(schema)
  return (
    <section class="card" id={schemaAnchor(name)}>
      <h3>{name}</h3>
      {schema.description === undefined ? null : (
        <p>
          <Prose text={schema.description} />
        </p>
      )}
      {forms === null && fields.length === 0 ? (
        <p>
          <TypeOf document={document} schema={schema} /> <span class="small">{limits(schema)}</span>
        </p>
      ) : null}
      <Fields document={document} fields={fields} caption={`Fields of ${name}`} />
      {forms === null ? null : (
        <>
          <Fields document={document} fields={forms.common} caption={`Fields of every ${name}`} />
          {forms.forms.map((form) => (
            <Fields document={document} fields={form.fields} caption={`${name}: ${form.name}`} />
          ))}
        </>
      )}
    </section>
  )
}
