import type { FC } from 'hono/jsx'
import { curlOf } from './curl.ts'
import { type Call, type Document, type Place, problemAnchor, type Schema } from './document.ts'
import { Fields, Prose, TypeOf } from './schema.tsx'

/** Said once for all calls: the engagement is in nearly every path. */
const EVERYWHERE = 'engagement'

const isGood = (status: string): boolean => status.startsWith('2')

const whoMay = ({ security = [], 'x-scope': scope }: Call) => {
  if (security.length === 0) return <>Anyone may ask.</>
  if (security.some((one) => 'operator' in one)) return <>Takes the operator’s key.</>
  return (
    <>
      Takes a key with the scope <code>{scope ?? 'read'}</code>
      {security.some((one) => 'token' in one) ? <>, or a GitHub Actions token that may do it</> : null}.
    </>
  )
}

const Holds: FC<{ document: Document; content: Record<string, { schema?: Schema }> }> = ({ document, content }) => (
  <ul class="plain">
    {Object.entries(content).map(([type, { schema = {} }]) => (
      <li>
        <code>{type}</code>: <TypeOf document={document} schema={schema} />
      </li>
    ))}
  </ul>
)

/** A link for each code. */
export const Codes: FC<{ codes: readonly string[] }> = ({ codes }) => (
  <>
    {codes.map((code, i) => (
      <>
        {i === 0 ? '' : ', '}
        <a href={`#${problemAnchor(code)}`}>{code}</a>
      </>
    ))}
  </>
)

/** Codes that a call's refusals name, as the document describes them: a code in backticks at the start of each line. */
const refusalsOf = ({ responses }: Call): string[] =>
  Object.entries(responses)
    .filter(([status]) => !isGood(status))
    .flatMap(([, { description }]) => [...description.matchAll(/^`(\w+)`: /gm)].map(([, code = '']) => code))

/** Refusals that most calls can meet: said once, and left out where each call is. */
export const commonRefusals = (places: readonly Place[]): string[] => {
  const all = places.flatMap(({ call }) => refusalsOf(call))
  return [...new Set(all)].filter((code) => all.filter((one) => one === code).length * 2 > places.length)
}

type CallView = { document: Document; place: Place; origin: string; common: readonly string[] }

export const CallSection: FC<CallView> = ({ document, place, origin, common }) => {
  const { call, method, path } = place
  const parameters = (call.parameters ?? []).filter(({ name }) => name !== EVERYWHERE)
  const own = refusalsOf(call).filter((code) => !common.includes(code))
  const [answer] = Object.entries(call.responses).filter(([status]) => isGood(status))
  return (
    <section class="card" id={call.operationId}>
      <h3>{call.summary}</h3>
      <p>
        <code class="call">
          <strong>{method}</strong> {path}
        </code>
      </p>
      {call.description === undefined ? null : (
        <p>
          <Prose text={call.description} />
        </p>
      )}
      <p>{whoMay(call)}</p>
      <Fields
        document={document}
        caption={`Parameters of ${call.operationId}`}
        fields={parameters.map(({ name, schema = {}, required = false, description, in: where }) => ({
          path: name,
          required,
          opened: false,
          schema: {
            ...schema,
            description: `${description ?? schema.description ?? ''}${where === 'query' ? '' : ` (in the ${where})`}`,
          },
        }))}
      />
      {call.requestBody ? (
        <>
          <h4>Sent{call.requestBody.required === false ? ', if anything' : ''}</h4>
          <Holds document={document} content={call.requestBody.content} />
        </>
      ) : null}
      {answer ? (
        <>
          <h4>Answered: {answer[0]}</h4>
          <p>
            <Prose text={answer[1].description} />
          </p>
          {answer[1].content ? <Holds document={document} content={answer[1].content} /> : null}
        </>
      ) : null}
      <pre>{curlOf(document, place, origin)}</pre>
      {own.length === 0 ? null : (
        <p class="small">
          Refused, beside what every call can meet, with <Codes codes={own} />.
        </p>
      )}
    </section>
  )
}
