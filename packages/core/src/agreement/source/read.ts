import { Composer, type Document, Lexer, LineCounter, type Node, Parser, type YAMLError } from 'yaml'
import type { Result } from '../../result.ts'
import { ok, refused } from '../../result.ts'
import type { AgreementMistake, Path } from '../mistake.ts'
import { MAX_MISTAKES } from './limits.ts'
import { locate, type Place, type Span, textAt } from './locate.ts'
import { toPlain } from './plain.ts'
import { readText, type SourceMistake } from './text.ts'
import { tokenLimits } from './tokens.ts'
import { explainYaml } from './yaml-errors.ts'

/** A text read as plain data, and where in the text each part of it stands. */
export type Source = { plain: unknown; place: (path: Path, on?: 'key') => Span; textOf: (path: Path) => string }

/** Reads YAML or JSON (which is YAML) within bounds. Nothing but plain data comes out of it. */
export const readSource = (input: string | Uint8Array): Result<Source, AgreementMistake> => {
  const text = readText(input)
  const lines = new LineCounter()
  if (!text.ok) {
    // Without a text there is nothing to count lines in, but for a string that has been refused for one character.
    if (typeof input === 'string') countLines(input, lines)
    return {
      ok: false,
      errors: text.errors.map((mistake) => placed(mistake, lines, typeof input === 'string' ? input : '')),
    }
  }
  const found = compose(text.value, lines)
  if (!found.ok)
    return {
      ok: false,
      errors: found.errors.slice(0, MAX_MISTAKES).map((mistake) => placed(mistake, lines, text.value)),
    }
  const place: Place = { document: found.value.document, text: text.value, lines }
  return ok({
    plain: found.value.plain,
    place: (path, on) => locate(place, path, on),
    textOf: (path) => textAt(place, path),
  })
}

type Composed = { document: Document.Parsed; plain: unknown }

/** The documents of a text, within limits. */
const documentsOf = (text: string, lines: LineCounter): Result<Document.Parsed[], SourceMistake> => {
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
    // Repeated keys are found in toPlain: the library compares each key with all before it.
    uniqueKeys: false,
    prettyErrors: false,
  })
  const parser = new Parser(lines.addNewLine)
  const limitAt = tokenLimits()
  const documents: Document.Parsed[] = []
  lines.addNewLine(0)
  for (const token of new Lexer().lex(text)) {
    const limit = limitAt(token)
    if (limit) return refused(limit)
    for (const part of parser.next(token)) documents.push(...composer.next(part))
  }
  for (const part of parser.end()) documents.push(...composer.next(part))
  documents.push(...composer.end())
  return ok(documents)
}

const compose = (text: string, lines: LineCounter): Result<Composed, SourceMistake> => {
  const read = documentsOf(text, lines)
  if (!read.ok) return read
  const [document, second] = read.value
  if (!document || document.contents === null)
    return refused({ code: 'empty', message: 'the file is empty', offset: 0, length: 1 })
  const errors = yamlErrors(document.errors, text)
  if (errors.length > 0) return { ok: false, errors }
  if (second) {
    const offset = second.range[0]
    return refused({
      code: 'several_documents',
      message: 'a second document begins here; a file holds one agreement',
      offset,
      length: 1,
    })
  }
  if (document.directives.yaml.explicit) {
    return refused({
      code: 'yaml_feature',
      message: '%YAML directive: remove it; agreements are YAML 1.2',
      offset: 0,
      length: 1,
    })
  }
  const { value, mistakes } = toPlain(document.contents as Node)
  return mistakes.length > 0 ? { ok: false, errors: mistakes } : ok({ document, plain: value })
}

/** One mistake a line: a broken line makes the reader stumble several times. */
const yamlErrors = (errors: readonly YAMLError[], text: string): SourceMistake[] => {
  const byLine = new Map<number, SourceMistake>()
  for (const error of errors.slice(0, MAX_MISTAKES)) {
    const line = text.lastIndexOf('\n', error.pos[0] - 1)
    if (!byLine.has(line)) byLine.set(line, explainYaml(error, text))
  }
  return [...byLine.values()]
}

const countLines = (text: string, lines: LineCounter) => {
  for (let start = 0; start >= 0; ) {
    lines.addNewLine(start)
    const end = text.indexOf('\n', start)
    start = end < 0 ? -1 : end + 1
  }
}

const placed = ({ offset, length, ...mistake }: SourceMistake, lines: LineCounter, text: string): AgreementMistake => {
  const { line, col } = lines.linePos(offset)
  const end = text.slice(offset).search(/[\r\n]/)
  const rest = end < 0 ? text.length - offset : end
  return {
    severity: 'error',
    ...mistake,
    path: [],
    pointer: '',
    line: Math.max(1, line),
    column: Math.max(1, col),
    length: Math.max(1, Math.min(length, rest)),
  }
}
