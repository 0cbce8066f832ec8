import type { FC } from 'hono/jsx'
import { asDocument } from '../html.ts'
import { Shell } from '../shell.tsx'
import { CallSection, Codes, commonRefusals } from './call.tsx'
import { type Document, namedSchemas, placesOf, problemAnchor, schemaAnchor } from './document.ts'
import { NamedSchema, Prose } from './schema.tsx'

export type ProblemRow = { code: string; status: number; title: string; help: string }

export type ReferenceView = {
  /** The OpenAPI document of this installation. */
  document: Document
  /** Every refusal there is. */
  problems: readonly ProblemRow[]
  /** Where the API is, for the examples; without a slash at the end. */
  origin: string
}

const tagAnchor = (tag: string): string => `tag-${tag.toLowerCase()}`

const Contents: FC<{ view: ReferenceView; tags: string[] }> = ({ view: { document }, tags }) => (
  <nav class="card contents" aria-label="Calls">
    {tags.map((tag) => (
      <div>
        <h2>
          <a href={`#${tagAnchor(tag)}`}>{tag}</a>
        </h2>
        <ul>
          {placesOf(document)
            .filter(({ call }) => call.tags[0] === tag)
            .map(({ call }) => (
              <li>
                <a href={`#${call.operationId}`}>{call.summary}</a>
              </li>
            ))}
        </ul>
      </div>
    ))}
    <div>
      <h2>Beside the calls</h2>
      <ul>
        <li>
          <a href="#problems">Problems</a>
        </li>
        <li>
          <a href="#schemas">Schemas</a>
        </li>
        <li>
          <a href="/openapi.json">OpenAPI document</a>
        </li>
      </ul>
    </div>
  </nav>
)

const Common: FC<{ refusals: readonly string[] }> = ({ refusals }) => (
  <section class="card" id="common">
    <h2>What all calls have in common</h2>
    <p>
      <code>{'{engagement}'}</code> in a path is the name of the engagement. A key goes into the header{' '}
      <code>Authorization: Bearer plb_…</code> and belongs to one party of one engagement. What another engagement holds
      is answered as if it were not there. Times go in with any offset and come out in UTC with milliseconds. A field or
      parameter that a call does not know is refused.
    </p>
    <p>
      A refusal is <code>application/problem+json</code>; its <a href="#problems">code</a> is stable, and its{' '}
      <code>type</code> leads to this page. A breach is no refusal: a gate that says no is answered with 200 and{' '}
      <code>"verdict": "fail"</code>. Nearly every call can be refused with <Codes codes={refusals} />.
    </p>
    <p>
      A list answers <code>data</code> and <code>next_cursor</code>; give the cursor back as <code>cursor</code> with
      the same filters until it is null. An event is the same by its <code>source</code> and <code>id</code> for ever;
      other calls that change something take an <code>Idempotency-Key</code>. A body may have 256 KiB and 20 levels, and
      a key may ask as often as the header <code>RateLimit-Policy</code> says.
    </p>
  </section>
)

const Problems: FC<{ problems: readonly ProblemRow[] }> = ({ problems }) => (
  <section class="card" id="problems">
    <h2>Problems</h2>
    <p>
      <code>errors</code> in a problem names every mistake with its place; <code>request_id</code> finds it in the
      operator’s log.
    </p>
    <table>
      <thead>
        <tr>
          <th scope="col">Code</th>
          <th scope="col">Status</th>
          <th scope="col">Means, and what to do</th>
        </tr>
      </thead>
      <tbody>
        {problems.map(({ code, status, title, help }) => (
          <tr id={problemAnchor(code)}>
            <th scope="row">
              <code>{code}</code>
            </th>
            <td>{status}</td>
            <td>
              {title}. <Prose text={help} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)

/** Every call, problem and schema of the API on one page; it needs no script and nothing from elsewhere. */
export const referencePage = (view: ReferenceView): string => {
  const places = placesOf(view.document)
  const tags = [...new Set(places.map(({ call }) => call.tags[0] ?? 'Other'))].sort()
  const common = commonRefusals(places)
  return asDocument(
    <Shell title="API reference · Plumbline">
      <h1>API reference</h1>
      <p>
        Every call of this installation. The same for machines: <a href="/openapi.json">openapi.json</a>.
      </p>
      <div class="reference">
        <Contents view={view} tags={tags} />
        <Common refusals={common} />
        {tags.map((tag) => (
          <>
            <h2 id={tagAnchor(tag)}>{tag}</h2>
            {places
              .filter(({ call }) => (call.tags[0] ?? 'Other') === tag)
              .map((place) => (
                <CallSection document={view.document} place={place} origin={view.origin} common={common} />
              ))}
          </>
        ))}
        <Problems problems={view.problems} />
        <h2 id="schemas">Schemas</h2>
        {namedSchemas(view.document).map(([name, schema]) => (
          <NamedSchema document={view.document} name={name} schema={schema} />
        ))}
      </div>
    </Shell>,
  )
}

/** Every address inside the page that something elsewhere may link to. */
export const referenceAnchors = (view: ReferenceView): string[] => [
  ...placesOf(view.document).map(({ call }) => call.operationId),
  ...view.problems.map(({ code }) => problemAnchor(code)),
  ...namedSchemas(view.document).map(([name]) => schemaAnchor(name)),
]
