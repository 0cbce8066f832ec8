import { summary } from '@actions/core'

/** The runner drops a step's whole summary past 1 MiB. */
export const MAX_SUMMARY_BYTES = 1024 * 1024 - 1024

/** Fits into what is kept free above. */
const CUT = '> [!WARNING]\n> What follows was too long for a summary, and is left out here: GitHub takes 1 MiB.\n\n'

export type Summary = {
  /** Appends a section. Written at once, so that no later failure loses it. Never throws. */
  add: (markdown: string) => Promise<void>
}

/**
 * Sections are whole or not there: half a table, or a fold that nobody closes, would spoil what stands below.
 * @param onProblem told why a section could not be written, once for each reason; the run goes on
 * @param instead takes what can't be written, so that it is told at least somewhere
 */
export const createSummary = (
  onProblem: (why: string) => void,
  instead: (section: string) => void = () => {},
): Summary => {
  let written = 0
  const told = new Set<string>()
  /** Whether it is the first time. */
  const tell = (why: string): boolean => {
    if (told.has(why)) return false
    told.add(why)
    onProblem(why)
    return true
  }
  const append = async (text: string): Promise<void> => {
    try {
      await summary.addRaw(text).write()
      written += Buffer.byteLength(text)
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error))
      instead(text)
    } finally {
      // What could not be written would be tried again with the next section.
      summary.emptyBuffer()
    }
  }
  const add = async (markdown: string) => {
    const section = `${markdown.trimEnd()}\n\n`
    if (written + Buffer.byteLength(section) <= MAX_SUMMARY_BYTES) return append(section)
    const first = tell('a section was left out: the summary would be longer than the 1 MiB that GitHub takes')
    if (first) await append(CUT)
  }
  return { add }
}
