import { type Operation, type OperationId, operations, Problem } from '@plumbline/contract'
import { expect } from 'vitest'
import { STATUS_OF } from '../problem/problem.ts'

/** The operation a request is for; null where the table has none. */
export const operationFor = (method: string, path: string): OperationId | null => {
  const [plain = ''] = path.split('?')
  const ids = Object.keys(operations) as OperationId[]
  const fits = (id: OperationId) => {
    const operation: Operation = operations[id]
    const pattern = operation.path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')
    return operation.method === method.toLowerCase() && new RegExp(`^${pattern}$`).test(plain)
  }
  // A path without parameters goes before one that has some.
  const found = ids
    .filter(fits)
    .sort((a, b) => operations[a].path.split('{').length - operations[b].path.split('{').length)
  return found[0] ?? null
}

const mediaTypeOf = (response: Response) => response.headers.get('content-type')?.split(';')[0] ?? ''

/** Fails the test where an answer is not what the contract says: a field too many, too few or of another type. */
export const checkAnswer = (id: OperationId | null, response: Response, text: string): void => {
  expect(response.headers.get('request-id')).toMatch(/^req_[0-9a-f]{24}$/)
  if (response.status >= 400) {
    expect(mediaTypeOf(response)).toBe('application/problem+json')
    const problem = JSON.parse(text)
    expect(Problem.parse(problem)).toEqual(problem)
    expect([response.status, STATUS_OF[Problem.parse(problem).code]]).toEqual([problem.status, problem.status])
    return
  }
  if (id === null) return
  const { answer }: Operation = operations[id]
  expect(response.status).toBe(answer.status)
  if (answer.content === null) return void expect(text).toBe('')
  const schema = answer.content[mediaTypeOf(response)]
  if (!schema) throw new Error(`${id} answered ${mediaTypeOf(response)}, which the contract does not know`)
  if (mediaTypeOf(response) !== 'application/json') return
  const body = JSON.parse(text)
  // Schemas of answers drop what they don't know: that nothing is dropped shows there is nothing too many.
  expect(schema.parse(body)).toEqual(body)
}
