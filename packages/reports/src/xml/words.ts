import type { Attributes, Position } from '../formats/format.ts'
import { malformed, quoted } from '../problem.ts'

/**
 * Reads an attribute that is one of a few words, in any case. A word nobody knows is refused: guessing whether a test
 * passed is worse than asking.
 */
export const createWords = <T>(
  position: Position,
  element: string,
  name: string,
  words: Readonly<Record<string, T>>,
) => {
  const known = new Map(Object.entries(words).map(([word, meaning]) => [word.toLowerCase(), meaning]))
  return (attributes: Attributes): T | undefined => {
    const text = attributes[name]
    if (text === undefined) return undefined
    const found = known.get(text.toLowerCase())
    if (found !== undefined) return found
    return malformed(
      `${name} of <${element}> is ${quoted(text)}; ${Object.keys(words).join(', ')} are known`,
      position(),
    )
  }
}
