import { type AnnotationProperties, error, info, warning } from '@actions/core'
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
}

/** The runner takes a line that starts with `::`, or holds `##[`, for an order; text from outside must give none. */
const harmless = (text: string) => text.replace(/^(\s*):(?=:)/gm, '$1: ').replaceAll('##[', '## [')

/**
 * An annotation is plain text: a name in backticks stands in quotes there, and what is one line is a sentence. More
 * lines than one are a block that stays as it is.
 */
const plain = (text: string): string => {
  const said = text.trimEnd().replace(/`([^`\n]+)`/g, '“$1”')
  if (said.includes('\n')) return said
  return said.replace(/^\p{Ll}(?=\p{Ll}*[ ,;:])/u, (first) => first.toUpperCase()) + (/[.!?…]$/.test(said) ? '' : '.')
}

/** Headings are none. */
const heading = (text: string): string => text.replaceAll('`', '')

export const createLog = (mask: Mask): Log => {
  let warnings = 0
  const warn = (title: string, text: string, place: AnnotationProperties) => {
    warnings += 1
    warning(plain(mask(text)), { title: heading(mask(title)), ...place })
  }
  return {
    info: (text) => info(harmless(mask(text))),
    warning: (title, text) => warn(title, text, {}),
    error: (title, text) => error(plain(mask(text)), { title: heading(mask(title)) }),
    at: ({ path, from, to }, title, text) => warn(title, text, { file: mask(path), startLine: from, endLine: to }),
    warnings: () => warnings,
  }
}
