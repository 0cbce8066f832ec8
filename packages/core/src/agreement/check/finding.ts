import type { Finding, MistakeCode, Path, Problem } from '../mistake.ts'

type More = Pick<Finding, 'on' | 'lacks' | 'found' | 'expected' | 'suggestion'>

export const error = (path: Path, code: MistakeCode, message: string, more: More = {}): Finding => ({
  severity: 'error',
  code,
  message,
  path,
  ...more,
})

/** What is allowed, and yet seldom meant. */
export const advice = (path: Path, message: string, more: More = {}): Finding => ({
  severity: 'warning',
  code: 'advice',
  message,
  path,
  ...more,
})

/** What a reader of one value had to say, at that value's place. */
export const at = (path: Path, problems: readonly Problem[], found?: string): Finding[] =>
  problems.map((problem) => ({ severity: 'error', path, found, ...problem }))
