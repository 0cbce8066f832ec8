import type { Actor, Speaker } from '@plumbline/core'
import { clean } from '@plumbline/render'
import type { ApiOptions } from '../commands/options.ts'
import type { Context } from '../context.ts'
import { type OutputOptions, printData, printJson, wantsJson } from '../output/print.ts'
import { shortTime } from '../output/time.ts'

export type DecisionOptions = ApiOptions & OutputOptions
export type NotedOptions = DecisionOptions & { note?: string }

type Step = { at: string; kind: string; by: Speaker | { engine: true }; note?: string; text?: string }

export const who = (by: Speaker | Actor | { engine: true }): string =>
  'engine' in by ? 'the engine' : `${clean(by.name, 60)} (${by.party})`

const MAX_TEXT = 2_000

/** A person's words in their own lines, under what they are about. */
export const said = (text: string): string[] =>
  text.split('\n').map((line) => `      ${clean(line, MAX_TEXT)}`.trimEnd())

export const steps = (timeline: readonly Step[]): string[] =>
  timeline.flatMap(({ at, kind, by, note, text }) => [
    `  ${shortTime(at)}  ${kind.replaceAll('_', ' ')} by ${who(by)}`,
    ...(note === undefined ? [] : said(note)),
    ...(text === undefined ? [] : said(text)),
  ])

export const print = <Record>(
  context: Context,
  options: DecisionOptions,
  record: Record,
  text: (record: Record) => string[],
): void => {
  if (wantsJson(options)) printJson(context, options, record)
  else printData(context, options, `${text(record).join('\n')}\n`)
}
