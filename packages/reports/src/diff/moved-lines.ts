/** A line that a diff adds or removes, without its sign; `number` counts the lines of its side of the file. */
export type ChangedLine = { path: string; number: number; text: string }

/** As git has it: a block with less in it than this is no block (`--color-moved=blocks`). */
const LEAST_ALPHANUMERICS = 20

/** Lines compared before the rest is taken as it is: a change made to be slow stays as added as it says it is. */
const MOST_COMPARED = 5_000_000

type Line = { indent: number; words: string /** No more are counted than make a block. */; alphanumerics: number }

const ALPHANUMERIC = /[\p{L}\p{N}]/u

/** A line may be a bundle of many megabytes: where it has enough for a block, nobody counts on. */
export const alphanumericsIn = (characters: Iterable<string>): number => {
  let found = 0
  for (const character of characters) if (ALPHANUMERIC.test(character) && ++found === LEAST_ALPHANUMERICS) break
  return found
}

const TAB = 8

const readLine = (text: string): Line => {
  const words = text.trimStart()
  let indent = 0
  for (const character of text.slice(0, text.length - words.length))
    indent += character === '\t' ? TAB - (indent % TAB) : 1
  return { indent, words: words.trimEnd(), alphanumerics: alphanumericsIn(words) }
}

/** Whether the second follows the first in one file, with nothing between them. */
const follows = (line: ChangedLine | undefined, next: ChangedLine | undefined): boolean =>
  line !== undefined && next !== undefined && line.path === next.path && line.number + 1 === next.number

/**
 * Which of the added lines were only moved: blocks that the same change removed elsewhere, in whichever file, and that
 * are the same but for how far the whole block is indented. What a block is, is git's notion of it. A removed line
 * stands for one added line only, so that a copy stays new code, and each line of an edited block that was edited.
 * What is not found is counted as added: never the other way round.
 */
export const movedLines = (removed: readonly ChangedLine[], added: readonly ChangedLine[]): ChangedLine[] => {
  if (removed.length === 0 || added.length === 0) return []
  const before = removed.map(({ text }) => readLine(text))
  const after = added.map(({ text }) => readLine(text))
  const places = new Map<string, number[]>()
  for (const [i, { words, alphanumerics }] of before.entries()) {
    if (alphanumerics === 0) continue
    const known = places.get(words)
    if (known) known.push(i)
    else places.set(words, [i])
  }

  const isUsed = new Uint8Array(removed.length)
  const isMoved = new Uint8Array(added.length)
  let compared = 0

  const isSame = (from: number, to: number, shift: number): boolean => {
    compared += 1
    const [old, now] = [before[from], after[to]]
    if (old === undefined || now === undefined || isUsed[from] === 1 || isMoved[to] === 1) return false
    return old.words === now.words && (old.words === '' || now.indent - old.indent === shift)
  }

  /** The block around a line and what it may have been: how many lines before it, and from it on. */
  const blockAt = (from: number, to: number): { back: number; length: number; alphanumerics: number } => {
    const shift = (after[to]?.indent ?? 0) - (before[from]?.indent ?? 0)
    let length = 0
    let alphanumerics = 0
    while (isSame(from + length, to + length, shift)) {
      alphanumerics += after[to + length]?.alphanumerics ?? 0
      length += 1
      if (!follows(removed[from + length - 1], removed[from + length])) break
      if (!follows(added[to + length - 1], added[to + length])) break
    }
    let back = 0
    while (
      follows(removed[from - back - 1], removed[from - back]) &&
      follows(added[to - back - 1], added[to - back]) &&
      isSame(from - back - 1, to - back - 1, shift)
    ) {
      back += 1
      alphanumerics += after[to - back]?.alphanumerics ?? 0
    }
    return { back, length, alphanumerics }
  }

  for (let to = 0; to < added.length && compared < MOST_COMPARED; to += 1) {
    if (isMoved[to] === 1) continue
    let best = { from: 0, back: 0, length: 0, alphanumerics: 0 }
    for (const from of places.get(after[to]?.words ?? '') ?? []) {
      compared += 1
      if (compared >= MOST_COMPARED) break
      if (isUsed[from] === 1) continue
      const block = blockAt(from, to)
      if (block.back + block.length > best.back + best.length) best = { from, ...block }
    }
    if (best.alphanumerics < LEAST_ALPHANUMERICS) continue
    isMoved.fill(1, to - best.back, to + best.length)
    isUsed.fill(1, best.from - best.back, best.from + best.length)
  }
  return added.filter((_, i) => isMoved[i] === 1)
}
