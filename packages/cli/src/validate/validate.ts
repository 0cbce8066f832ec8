import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type AgreementMistake, formatMistake, parseAgreement, summariseMistakes } from '@plumbline/core'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit.ts'
import type { Paint } from '../output/colour.ts'
import { type OutputOptions, printData, printJson, wantsJson } from '../output/print.ts'

type Checked =
  | { file: string; kind: 'read'; text: string; hash: string | null; what: string; mistakes: AgreementMistake[] }
  | { file: string; kind: 'unread'; detail: string }

const read = (context: Context, file: string): Promise<string> =>
  file === '-' ? context.stdin.read() : readFile(resolve(context.cwd, file), 'utf8')

const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`

const check = async (context: Context, name: string): Promise<Checked> => {
  const file = name === '-' ? 'stdin' : name
  let text: string
  try {
    text = await read(context, name)
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    const detail = missing
      ? 'there is no such file; plumbline init writes one'
      : error instanceof Error
        ? error.message
        : String(error)
    return { file, kind: 'unread', detail }
  }
  const parsed = parseAgreement(text)
  if (!parsed.ok) return { file, kind: 'read', text, hash: null, what: '', mistakes: parsed.errors }
  const { terms, hash, warnings } = parsed.value
  const what = `${plural(terms.objectives.length, 'objective')} for ${[...terms.services.keys()].join(', ')}`
  return { file, kind: 'read', text, hash, what, mistakes: warnings }
}

const mistakeJson = ({
  severity,
  code,
  message,
  pointer,
  line,
  column,
  length,
  found,
  expected,
  suggestion,
}: AgreementMistake) => ({
  ...{ severity, code, message, pointer, line, column, length, found, expected, suggestion },
})

const json = (checked: Checked) =>
  checked.kind === 'unread'
    ? { file: checked.file, valid: false, hash: null, error: checked.detail, mistakes: [] }
    : {
        file: checked.file,
        valid: checked.hash !== null,
        hash: checked.hash,
        mistakes: checked.mistakes.map(mistakeJson),
      }

/** The words `error` and `warning` in their colours, and the marks under the place. */
const painted = (text: string, mistake: AgreementMistake, paint: Paint): string => {
  const tone = mistake.severity === 'error' ? 'red' : 'yellow'
  return text
    .replace(`  ${mistake.severity}  `, `  ${paint(tone, mistake.severity)}  `)
    .replace(/\^+$/, (marks) => paint(tone, marks))
}

const report = (checked: Checked, paint: Paint): string => {
  if (checked.kind === 'unread') return `${checked.file}: ${paint('red', 'error')}  ${checked.detail}\n`
  const frames = checked.mistakes.map((mistake) =>
    painted(formatMistake(checked.text, mistake, checked.file), mistake, paint),
  )
  const summary = summariseMistakes(checked.mistakes)
  const last =
    checked.hash === null
      ? summary
      : `${paint('green', '✓')} ${checked.file} is valid: ${checked.what}\n  ${checked.hash}${summary ? `\n${summary}` : ''}`
  return `${[...frames, last].join('\n')}\n`
}

/** Shows every mistake of every file; one bad file hides no other. */
export const validate = async (context: Context, files: string[], options: OutputOptions): Promise<ExitCode> => {
  const checked = await Promise.all(files.map((file) => check(context, file)))
  const valid = checked.every((one) => one.kind === 'read' && one.hash !== null)
  if (wantsJson(options)) printJson(context, options, { valid, files: checked.map(json) })
  else printData(context, options, checked.map((one) => report(one, context.out.paint)).join('\n'))
  return valid ? EXIT.fine : EXIT.configuration
}
