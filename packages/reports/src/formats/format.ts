import type { SupportedFormat } from '../formats.ts'
import type { Limits } from '../limits.ts'
import type { Where } from '../problem.ts'
import type { Report } from '../report.ts'

/** Three families, one shape each. A reader refuses by throwing a Refusal; parseReport makes a value of it. */
export type TextFormat = { name: SupportedFormat; read: (bytes: Uint8Array, limits: Limits) => Report }

export type JsonObject = Record<string, unknown>
export type JsonFormat<R extends Report = Report> = {
  name: SupportedFormat
  read: (value: JsonObject, limits: Limits) => R
}

export type Attributes = Readonly<Record<string, string>>

/** Where the parser stands; asked for only when something is wrong. */
export type Position = () => Where

export type XmlReader = {
  /** Elements whose text is wanted; the text of all others is never gathered. */
  textOf?: ReadonlySet<string>
  open: (name: string, attributes: Attributes) => void
  close: (name: string) => void
  text?: (name: string, text: string) => void
  finish: () => Report
}
export type XmlFormat = { name: SupportedFormat; start: (limits: Limits, position: Position) => XmlReader }
