import { summary } from '@actions/core'

/** The runner drops a step's whole summary past 1 MiB. */
export const MAX_SUMMARY_BYTES = 1024 * 1024 - 1024

export type Summary = {
  /** Appends a section. Written at once, so that no later failure loses it. */
  add: (markdown: string) => Promise<void>
}

/** @param onProblem told why a section could not be written; the run goes on */
export const createSummary = (onProblem: (why: string) => void): Summary => {
  let written = 0
  const add = async (markdown: string) => {
    const section = `${markdown.trimEnd()}\n\n`
    const bytes = Buffer.byteLength(section)
    if (written + bytes > MAX_SUMMARY_BYTES)
      return onProblem(`a section of ${bytes} bytes is past the summary’s limit and was left out`)
    try {
      await summary.addRaw(section).write()
      written += bytes
    } catch (error) {
      onProblem(error instanceof Error ? error.message : String(error))
    } finally {
      // What could not be written would be tried again with the next section.
      summary.emptyBuffer()
    }
  }
  return { add }
}
