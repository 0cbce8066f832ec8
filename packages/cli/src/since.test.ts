import { parseInstant } from '@plumbline/core'
import { expect, test } from 'vitest'
import { sinceOf } from './since.ts'

const NOW = parseInstant('2026-11-22T12:00:00Z') ?? 0

test.each([
  { text: '90m', at: '2026-11-22T10:30:00.000Z' },
  { text: '12h', at: '2026-11-22T00:00:00.000Z' },
  { text: '30d', at: '2026-10-23T12:00:00.000Z' },
  { text: '4w', at: '2026-10-25T12:00:00.000Z' },
  { text: '2026-11-01', at: '2026-11-01T00:00:00.000Z' },
  { text: '2026-11-01T09:00:00+02:00', at: '2026-11-01T07:00:00.000Z' },
])('--since $text is $at', ({ text, at }) => expect(sinceOf(text, NOW)).toBe(at))

test.each(['yesterday', '30', 'd', '-3d', '2026-13-01', ''])(
  '--since "%s" is refused with what would be right',
  (text) => expect(() => sinceOf(text, NOW)).toThrow(/12h, 30d, 4w/),
)
