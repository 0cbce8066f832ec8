import type { Document, Place, Schema } from './document.ts'
import { sampleOf } from './sample.ts'

const JSON_TYPE = 'application/json'
/** Characters of JSON that still are read at a glance on one line. */
const ONE_LINE = 60

const valueFor = (document: Document, name: string, schema: Schema): string =>
  encodeURIComponent(String(sampleOf(document, schema, name)))

/** Ids look like what they name, which the word before them in the path tells. */
const IDS: Record<string, string> = {
  keys: '63316d45f98d47dbf4',
  breaches: 'br_4f1c2d3e4f1c2d3e',
  evaluations: 'ev_4f1c2d3e4f1c2d3e',
  events: 'deploy-1041',
  members: 'gh_4f1c2d3e4f1c2d3e',
}

/** Single quotes end what the shell takes as it is. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

const keyOf = ({ call }: Place): string | null => {
  if (!call.security || call.security.length === 0) return null
  return call.security.some((one) => 'operator' in one) ? 'PLUMBLINE_OPERATOR_KEY' : 'PLUMBLINE_API_KEY'
}

const bodyOf = (document: Document, { call }: Place): string[] => {
  const content = call.requestBody?.content ?? {}
  const [type = JSON_TYPE] = JSON_TYPE in content ? [JSON_TYPE] : Object.keys(content)
  const schema = content[type]?.schema
  if (!schema || (call.requestBody?.required === false && JSON.stringify(sampleOf(document, schema)) === '{}'))
    return []
  // The agreement is a file that exists already.
  if (call.operationId === 'proposeAgreement')
    return ["-H 'Content-Type: application/yaml'", '--data-binary @plumbline.yml']
  const sample = sampleOf(document, schema)
  const short = JSON.stringify(sample)
  return [
    `-H ${quoted(`Content-Type: ${type}`)}`,
    `-d ${quoted(short.length > ONE_LINE ? JSON.stringify(sample, null, 2) : short)}`,
  ]
}

const queryOf = (document: Document, { call }: Place): string => {
  const needed = (call.parameters ?? []).filter((one) => one.in === 'query' && one.required)
  const pairs = needed.map(({ name, schema = {} }) => `${name}=${valueFor(document, name, schema)}`)
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

/** A call as it is typed into a shell: what it needs and no more. */
export const curlOf = (document: Document, place: Place, origin: string): string => {
  const path = place.path.replace(
    /(?<=\/(\w+)\/)\{(\w+)\}/g,
    (_, before: string, name: string) =>
      (name === 'id' ? IDS[before] : undefined) ??
      valueFor(
        document,
        name,
        place.call.parameters?.find((one) => one.in === 'path' && one.name === name)?.schema ?? {},
      ),
  )
  const url = `${origin}${path}${queryOf(document, place)}`
  const key = keyOf(place)
  const body = bodyOf(document, place)
  const method = place.method === 'GET' || (place.method === 'POST' && body.length > 0) ? [] : [`-X ${place.method}`]
  const parts = [
    ['curl -sS', ...method, url.includes('&') || url.includes('?') ? quoted(url) : url].join(' '),
    ...(key === null ? [] : [`-H "Authorization: Bearer $${key}"`]),
    ...body,
  ]
  return parts.join(' \\\n  ')
}
