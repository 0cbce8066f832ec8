import { ApiProblem, ApiUnavailable, BadBaseUrl } from '@plumbline/client/errors'
import { CommanderError } from 'commander'
import { expect, test } from 'vitest'
import { EXIT, misconfigured, usage } from './exit.ts'
import { explain } from './explain.ts'

const problem = (status: number, code = 'x') =>
  new ApiProblem({ status, code, title: 'T', detail: 'what is wrong', requestId: 'r1', errors: [] })

test.each([
  { error: usage('u'), exit: EXIT.usage },
  { error: misconfigured('c'), exit: EXIT.configuration },
  { error: problem(401), exit: EXIT.unauthorised },
  { error: problem(403, 'scope_missing'), exit: EXIT.unauthorised },
  { error: problem(404), exit: EXIT.usage },
  { error: problem(409), exit: EXIT.usage },
  { error: problem(422), exit: EXIT.usage },
  { error: problem(404, 'not_plumbline'), exit: EXIT.configuration },
  { error: problem(500), exit: EXIT.unavailable },
  { error: new ApiUnavailable({ reason: 'network', detail: 'd', attempts: 3, origin: 'o' }), exit: EXIT.unavailable },
  { error: new BadBaseUrl('b'), exit: EXIT.configuration },
  { error: new CommanderError(1, 'commander.unknownOption', 'm'), exit: EXIT.usage },
  { error: new CommanderError(0, 'commander.helpDisplayed', 'm'), exit: EXIT.fine },
  { error: new Error('a bug'), exit: EXIT.configuration },
])('$error.name $error.status $error.code ends with $exit', ({ error, exit }) => {
  expect(explain(error).exit).toBe(exit)
})

test('what a server said is shown as one harmless line each', () => {
  const error = new ApiProblem({
    status: 422,
    code: 'invalid_agreement',
    title: 'T',
    detail: 'two\nlines \u001b[31m',
    requestId: 'r1',
    errors: [
      { pointer: '/a', code: 'c', detail: 'bad', allowed: ['x', 'y'] },
      { pointer: '/b', code: 'c', detail: 'worse', line: 3, column: 7 },
    ],
  })
  expect(explain(error).lines).toEqual(['two lines  [31m', '  /a  bad (one of x, y)', '  3:7  worse'])
})
