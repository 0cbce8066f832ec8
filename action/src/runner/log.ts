import { type AnnotationProperties, error, info, setFailed, warning } from '@actions/core'
import type { Mask } from './mask.ts'

/** A range of lines of a file, both ends included, from 1. */
export type Place = { path: string; from: number; to: number }

/** The job's log. What has a title becomes an annotation. */
export type Log = {
  info: (text: string) => void
  warning: (title: string, text: string) => void
  error: (title: string, text: string) => void
  /** A warning at a place in the change. */
  at: (place: Place, title: string, text: string) => void
  /** Warnings so far: GitHub shows few of a step. */
  warnings: () => number
  /** Says why the job fails, and makes it fail. */
  failed: (text: string) => void
}

/** The runner takes a line that starts with `::`, or holds `##[`, for an order; text from outside must give none. */
const harmless = (text: string) => text.replace(/^(\s*):(?=:)/gm, '$1: ').replaceAll('##[', '## [')

export const createLog = (mask: Mask): Log => {
  let warnings = 0
  const warn = (title: string, text: string, place: AnnotationProperties) => {
    warnings += 1
    warning(mask(text), { title: mask(title), ...place })
  }
  return {
    info: (text) => info(harmless(mask(text))),
    warning: (title, text) => warn(title, text, {}),
    error: (title, text) => error(mask(text), { title: mask(title) }),
    at: ({ path, from, to }, title, text) => warn(title, text, { file: mask(path), startLine: from, endLine: to }),
    warnings: () => warnings,
    failed: (text) => setFailed(mask(text)),
  }
}
