import type { FileBuilder } from '../coverage/builder.ts'
import { asList, countAt } from '../json/values.ts'
import { malformed, quoted } from '../problem.ts'

/**
 * One entry a line of the source: how often it ran, null for a line that can't, and in SimpleCov's own report
 * "ignored" for a line that somebody excluded.
 */
export const readLineHits = (file: FileBuilder, value: unknown, path: string): void => {
  const hits = asList(value, `lines of ${quoted(path)}`)
  for (let i = 0; i < hits.length; i++) {
    const hit = hits[i]
    if (hit === null || hit === 'ignored') continue
    file.line(i + 1, countAt(hit, `line ${i + 1}`, path) > 0 ? 1 : 0)
  }
}

/** Whether a branch or method ran; undefined where somebody excluded it. */
export const readHit = (value: unknown, what: string, path: string): 0 | 1 | undefined => {
  if (value === 'ignored') return undefined
  if (value === null) return malformed(`${what} of ${quoted(path)} should be a number`)
  return countAt(value, what, path) > 0 ? 1 : 0
}
