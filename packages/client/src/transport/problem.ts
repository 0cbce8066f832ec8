import type { Answer } from './attempt.ts'
import { ApiProblem, type ProblemMistake } from './errors.ts'

type Json = Record<string, unknown>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const parse = (body: string): unknown => {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

const mistake = (value: unknown): ProblemMistake[] => {
  if (!isObject(value)) return []
  return [
    {
      pointer: text(value.pointer) ?? '',
      code: text(value.code) ?? 'invalid',
      detail: text(value.detail) ?? '',
      ...(Array.isArray(value.allowed) ? { allowed: value.allowed.map(String) } : {}),
      ...(typeof value.line === 'number' ? { line: value.line } : {}),
      ...(typeof value.column === 'number' ? { column: value.column } : {}),
    },
  ]
}

/** Something else answered: a proxy's page, another program on the port, a redirect. */
const foreign = ({ status, headers }: Answer, origin: string): ApiProblem => {
  const location = headers.location
  const what = headers['content-type'] ? `with ${headers['content-type'].split(';')[0]}` : 'with nothing readable'
  return new ApiProblem({
    status,
    code: 'not_plumbline',
    title: 'Not Plumbline’s API',
    detail: location
      ? `${origin} redirects to ${location}; use that address as the API’s URL`
      : `${origin} answered ${status} ${what}; is this the address of a Plumbline server?`,
    requestId: null,
    errors: [],
  })
}

/** Reads a refusal. Whatever answered, the caller gets one kind of error with something a person can act on. */
export const problemOf = (answer: Answer, origin: string): ApiProblem => {
  const body = parse(answer.body)
  const code = isObject(body) ? text(body.code) : null
  if (!isObject(body) || code === null) return foreign(answer, origin)
  return new ApiProblem({
    status: answer.status,
    code,
    title: text(body.title) ?? '',
    detail: text(body.detail) ?? '',
    requestId: text(body.request_id),
    errors: Array.isArray(body.errors) ? body.errors.flatMap(mistake) : [],
  })
}

/** The JSON of a good answer. */
export const jsonOf = (answer: Answer, origin: string): unknown => {
  const body = parse(answer.body)
  if (body === undefined) throw foreign(answer, origin)
  return body
}
