import type { FileLines } from './united-patch.ts'

/** What a result tells of uncovered lines: more nobody reads, and an evaluation is kept as one item of the store. */
const MOST_FILES = 200
const MOST_LINES = 4_000
/** As JSON; the store's items hold 400 KiB, and an agreement may have several objectives that tell the same lines. */
const MOST_BYTES = 32 * 1024

const utf8 = new TextEncoder()
const bytesOf = (value: string | number): number => utf8.encode(JSON.stringify(value)).length

/** `{"path":,"lines":[]},` around them. */
const BYTES_AROUND = 22

const linesIn = (files: readonly FileLines[]): number => files.reduce((sum, { lines }) => sum + lines.length, 0)

/** `left`: how many lines are not told. */
export type ToldLines = { files: FileLines[]; told: number; left: number }

/** The files with most of them first, as far as a result holds them; of the file that it ends in, the first lines. */
export const toldLines = (files: readonly FileLines[]): ToldLines => {
  const told: FileLines[] = []
  let [lines, bytes] = [MOST_LINES, MOST_BYTES]
  for (const file of files.toSorted((a, b) => b.lines.length - a.lines.length).slice(0, MOST_FILES)) {
    bytes -= bytesOf(file.path) + BYTES_AROUND
    const some: number[] = []
    for (const line of file.lines) {
      bytes -= bytesOf(line) + 1
      if (bytes < 0 || lines === 0) break
      lines -= 1
      some.push(line)
    }
    if (some.length > 0) told.push({ path: file.path, lines: some })
    if (some.length < file.lines.length) break
  }
  const count = linesIn(told)
  return { files: told, told: count, left: linesIn(files) - count }
}
