import { describe, expect, test } from 'vitest'
import { StoreUnavailable } from '../port.ts'
import { DEFAULT_POLICY, retrying } from './retry.ts'

const NO_WAIT = () => 0
const named = (name: string) => Object.assign(new Error(name), { name })
const failingTimes = (times: number, error: unknown) => {
  const attempts: number[] = []
  return {
    attempts,
    call: async (number: number) => {
      attempts.push(number)
      if (number <= times) throw error
      return 'done'
    },
  }
}

describe('retrying', () => {
  test.each([
    { error: named('ThrottlingException'), why: 'throttled' },
    { error: Object.assign(new Error(), { code: 'ECONNRESET' }), why: 'the connection broke' },
    {
      error: Object.assign(new Error(), { $metadata: { httpStatusCode: 503 }, $fault: 'server' }),
      why: 'a server’s error',
    },
    { error: Object.assign(new SyntaxError(), { $response: {} }), why: 'half an answer' },
    {
      error: Object.assign(named('TransactionCanceledException'), {
        CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
      }),
      why: 'another’s transaction',
    },
    { error: named('TimeoutError'), why: 'no answer in time' },
  ])('goes on after what may pass: $why', async ({ error }) => {
    const { attempts, call } = failingTimes(3, error)
    expect(await retrying(DEFAULT_POLICY, call, NO_WAIT)).toBe('done')
    expect(attempts).toEqual([1, 2, 3, 4])
  })

  test.each([
    { error: named('ValidationException'), why: 'our own mistake' },
    { error: new TypeError('bug'), why: 'a bug' },
    {
      error: Object.assign(named('TransactionCanceledException'), {
        CancellationReasons: [{ Code: 'ValidationError' }],
      }),
      why: 'a bad transaction',
    },
    { error: 'thrown text', why: 'no error at all' },
  ])('does not repeat what can’t succeed: $why', async ({ error }) => {
    const { attempts, call } = failingTimes(1, error)
    await expect(retrying(DEFAULT_POLICY, call, NO_WAIT)).rejects.toBe(error)
    expect(attempts).toEqual([1])
  })

  test.each(['ResourceNotFoundException', 'AccessDeniedException', 'ExpiredTokenException'])(
    'takes %s for a store that is not there for us',
    async (name) => {
      await expect(retrying(DEFAULT_POLICY, failingTimes(1, named(name)).call, NO_WAIT)).rejects.toThrow(
        StoreUnavailable,
      )
    },
  )

  test('ends with its budget, and says only what it wrote itself', async () => {
    const { attempts, call } = failingTimes(
      Number.POSITIVE_INFINITY,
      Object.assign(new Error('10.0.0.7 said no'), { code: 'ECONNREFUSED' }),
    )
    const outcome = retrying({ ...DEFAULT_POLICY, budgetMs: 0 }, call, NO_WAIT)
    await expect(outcome).rejects.toThrow(new StoreUnavailable('the store does not answer'))
    expect(attempts).toEqual([1])
  })

  test('waits at most twice as long each time, up to a cap', async () => {
    const waits: number[] = []
    const policy = { budgetMs: 60_000, attemptMs: 1_000, baseMs: 0.1, capMs: 0.3 }
    const { call } = failingTimes(4, named('ThrottlingException'))
    await retrying(policy, call, () => {
      waits.push(1)
      return 1
    })
    expect(waits).toHaveLength(4)
  })
})
