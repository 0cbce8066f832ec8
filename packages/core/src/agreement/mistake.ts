/** Every kind of thing that can be wrong with an agreement file; stable, so that tools may branch on them. */
export const MISTAKE_CODES = [
  // The bytes and the YAML.
  'too_large',
  'too_deep',
  'not_utf8',
  'forbidden_character',
  'empty',
  'yaml',
  'yaml_feature',
  'several_documents',
  'duplicate_key',
  'forbidden_key',
  // The shape.
  'unknown_key',
  'missing_key',
  'wrong_type',
  'unknown_value',
  'bad_value',
  // The words inside values.
  'bad_target',
  'bad_duration',
  'bad_window',
  'unknown_unit',
  'unknown_indicator',
  'unknown_name',
  // What contradicts itself or the rules.
  'contradiction',
  'min_samples',
  // Worth a second look; warnings only.
  'advice',
] as const
export type MistakeCode = (typeof MISTAKE_CODES)[number]

/** Keys and array indices from the top of the document. */
export type Path = readonly (string | number)[]

/** What is wrong, before it is known where in the text it stands. */
export type Finding = {
  severity: 'error' | 'warning'
  code: MistakeCode
  /** One sentence in lower case without a full stop, with the remedy where there is one. */
  message: string
  path: Path
  /** Mark the key instead of its value. */
  on?: 'key' | undefined
  /** As written, shortened. */
  found?: string | undefined
  /** In words. */
  expected?: string | undefined
  /** What to write instead, ready to paste. */
  suggestion?: string | undefined
  /** It follows only from these not being there; where they are there, but misspelt, that is the mistake. */
  lacks?: readonly Path[] | undefined
}

/** A finding with its place in the text. An error refuses the text, a warning does not. */
export type AgreementMistake = {
  severity: 'error' | 'warning'
  code: MistakeCode
  message: string
  path: Path
  /** The path as a JSON pointer (RFC 6901); empty for the whole document. */
  pointer: string
  /** From 1. */
  line: number
  /** From 1, in UTF-16 code units as editors count. */
  column: number
  /** Code units to underline, at least 1, never past the end of the line. */
  length: number
  found?: string
  expected?: string
  suggestion?: string
}

/** What is wrong with one value; its owner knows the path. */
export type Problem = Pick<Finding, 'code' | 'message' | 'expected' | 'suggestion'>

export const pointerOf = (path: Path): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

const MAX_SHOWN = 60

/** A value as a message shows it: on one line, quoted where it is text, cut where it is long. */
export const shown = (value: unknown): string => {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a map'
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value)
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text
}
