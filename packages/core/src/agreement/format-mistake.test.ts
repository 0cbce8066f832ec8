import { describe, expect, test } from 'vitest'
import { formatMistake, summariseMistakes } from './format-mistake.ts'

describe('the frame', () => {
  const mistake = {
    severity: 'warning',
    code: 'advice',
    message: 'm',
    path: [],
    pointer: '',
    line: 1,
    column: 1,
    length: 1,
  } as const

  test('keeps the marked place in sight in a very long line', () => {
    const source = `${'x'.repeat(1_000)}HERE${'y'.repeat(1_000)}`
    const lines = formatMistake(source, { ...mistake, column: 1_001, length: 4 }, 'f').split('\n')
    const at = lines[2]?.indexOf('^') ?? 0
    expect(lines[1]?.slice(at, at + 4)).toBe('HERE')
    expect(lines[1]?.length).toBeLessThan(170)
  })

  test('marks nothing past the end of the line', () => {
    expect(formatMistake('ab\ncd', { ...mistake, column: 2, length: 50 }, 'f')).toBe(
      'f:1:2    warning  m\n1 │ ab\n  │  ^',
    )
  })

  test('keeps tabs, so that the marks stand under what they mark', () => {
    expect(formatMistake('\ta: b', { ...mistake, column: 2 }, 'f').split('\n')[2]).toBe('  │ \t^')
  })

  test('is left out where there is no line', () => {
    expect(formatMistake('', mistake, 'f')).toBe('f:1:1    warning  m')
  })

  test('counts in words', () => {
    expect(summariseMistakes([mistake, { ...mistake, severity: 'error' }])).toBe('1 error, 1 warning')
    expect(summariseMistakes([])).toBe('')
  })
})
