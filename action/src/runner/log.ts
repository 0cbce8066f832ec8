import { error, info, setFailed, warning } from '@actions/core'
import type { Mask } from './mask.ts'

/** The job's log. What has a title becomes an annotation. */
export type Log = {
  info: (text: string) => void
  warning: (title: string, text: string) => void
  error: (title: string, text: string) => void
  /** Says why the job fails, and makes it fail. */
  failed: (text: string) => void
}

/** The runner takes a line that starts with `::`, or holds `##[`, for an order; text from outside must give none. */
const harmless = (text: string) => text.replace(/^(\s*):(?=:)/gm, '$1: ').replaceAll('##[', '## [')

export const createLog = (mask: Mask): Log => ({
  info: (text) => info(harmless(mask(text))),
  warning: (title, text) => warning(mask(text), { title: mask(title) }),
  error: (title, text) => error(mask(text), { title: mask(title) }),
  failed: (text) => setFailed(mask(text)),
})
