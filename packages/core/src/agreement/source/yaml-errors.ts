import type { YAMLError } from 'yaml'
import type { SourceMistake } from './text.ts'

const lineAt = (text: string, offset: number): { start: number; line: string } => {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  const end = text.indexOf('\n', offset)
  return { start, line: text.slice(start, end < 0 ? text.length : end).trimEnd() }
}

/** `target: >= 80%`: a `>` begins a block of text in YAML, and the library's own words help nobody here. */
const unquotedTarget = (error: YAMLError, text: string): SourceMistake | null => {
  const { start, line } = lineAt(text, error.pos[0])
  const match = /^(\s*(?:- )?[\w-]+:\s+)(>=?\s*[^\s"'#][^"'#]*?)\s*(?:#.*)?$/.exec(line)
  if (!match) return null
  const [, before = '', value = ''] = match
  const message = `${value} needs quotes, because > begins a block of text in YAML; write "${value}" in quotes`
  return { code: 'yaml', message, offset: start + before.length, length: value.length, suggestion: `"${value}"` }
}

const REMEDY: Partial<Record<YAMLError['code'], string>> = {
  TAB_AS_INDENT: 'a tab indents this line; YAML wants spaces',
  RESOURCE_EXHAUSTION: 'nested too deep',
  MISSING_CHAR: 'a closing quote or bracket is missing, or something before it is not closed',
  BAD_INDENT: 'indented otherwise than its neighbours; use two spaces for each level',
  BLOCK_AS_IMPLICIT_KEY: 'a second ": " in this line; put quotes around the value',
  MULTIPLE_DOCS: 'a second document; a file holds one agreement',
}

const remedyOf = (error: YAMLError): string | undefined =>
  error.code === 'BAD_INDENT' && error.message.startsWith('Flow') ? 'a bracket is not closed' : REMEDY[error.code]

/** What the YAML reader stumbled over, in words that name the remedy. */
export const explainYaml = (error: YAMLError, text: string): SourceMistake => {
  // Where the reader gave up at the end of the file, the last thing written is nearer to the mistake.
  const lastWritten = Math.max(0, text.trimEnd().length - 1)
  const [start, end] = error.pos[0] > lastWritten ? [lastWritten, lastWritten + 1] : error.pos
  const code = error.code === 'RESOURCE_EXHAUSTION' ? 'too_deep' : 'yaml'
  const message = remedyOf(error) ?? `not readable as YAML: ${decapitalised(error.message)}`
  return (
    unquotedTarget(error, text) ?? {
      code,
      message,
      offset: start,
      length: Math.max(1, end - start),
    }
  )
}

const decapitalised = (message: string) =>
  message.charAt(0).toLowerCase() + message.slice(1).split('\n')[0]?.replace(/\.$/, '')
