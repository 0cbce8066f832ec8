import type { Mask } from './runner/mask.ts'

/**
 * A value whose texts hold no secret: before it is rendered, because Markdown's escapes would hide one from the mask.
 * A glob or a report may repeat what it should not know.
 */
export const masked = <T>(value: T, mask: Mask): T => {
  const walk = (part: unknown): unknown => {
    if (typeof part === 'string') return mask(part)
    if (Array.isArray(part)) return part.map(walk)
    if (typeof part !== 'object' || part === null) return part
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, walk(inner)]))
  }
  // The same shape with other texts.
  return walk(value) as T
}
