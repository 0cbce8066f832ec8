import type { Plugin } from 'esbuild'
import { unbarrel } from '../../../action/unbarrel.ts'

const SCHEMAS = /[\\/]packages[\\/](?:contract[\\/]src|core[\\/]src[\\/](?:events|agreement)[\\/]schema)[\\/].*\.ts$/

/** What may hold a bracket that is none. */
const OPAQUE =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/(?![*/ ])(?:\\.|\[[^\]\n]*\]|[^/\\\n[])+\/[dgimsuvy]*/y

/** Index after the bracket that closes the one at `start`, and of the first comma that stands in no other bracket. */
const endOf = (text: string, start: number): { end: number; comma: number | null } => {
  let depth = 0
  let comma: number | null = null
  for (let at = start; at < text.length; at++) {
    OPAQUE.lastIndex = at
    const opaque = OPAQUE.exec(text)
    if (opaque) {
      at += opaque[0].length - 1
      continue
    }
    const sign = text.charAt(at)
    if ('([{'.includes(sign)) depth++
    else if (')]}'.includes(sign) && --depth === 0) return { end: at + 1, comma }
    else if (sign === ',' && depth === 1) comma ??= at
  }
  throw new Error('a bracket is not closed')
}

/** Replaces what `begins` matches, up to the bracket that closes the one it ends with. */
const replaced = (text: string, begins: RegExp, by: (whole: string) => string): string => {
  let left = text
  let done = ''
  for (let found = begins.exec(left); found; found = begins.exec(left)) {
    const { end } = endOf(left, found.index + found[0].length - 1)
    done += left.slice(0, found.index) + by(left.slice(found.index, end))
    left = left.slice(end)
  }
  return done + left
}

/** `optional(schema, 'what it is for')`: what else than the schema only the document says. */
const SAID = /(?<![.\w])(?:optional|described)\(/

const unsaid = (call: string): string => {
  const open = call.indexOf('(') + 1
  const { comma } = endOf(call, open - 1)
  return `${call.slice(0, open)}${replaced(call.slice(open, comma ?? -1), SAID, unsaid)})`
}

const statusOnly = (answer: string): string => {
  const [, status] = /\bstatus: (\d+)/.exec(answer) ?? []
  if (status === undefined) throw new Error(`an answer without its status: ${answer}`)
  return `answer: { status: ${status} }`
}

const MADE = /^((?:export )?const \w+ = )(?=z\b|\w+\s*\.|\{)([\s\S]*?)(\s*)$/

/** Schemas that nobody asks for may be left out: making one does nothing else. */
const unlessUsed = (text: string): string =>
  text
    .split(/^(?=[a-z/])/m)
    .map((statement) => statement.replace(MADE, '$1/* @__PURE__ */ (() => ($2))()$3'))
    .join('')

/** A file of schemas without what only the API’s document says: descriptions, and the schemas of what is answered. */
const withoutDocs = (text: string, path: string): string => {
  if (!SCHEMAS.test(path)) return text
  const bare = replaced(
    replaced(replaced(text, SAID, unsaid), /\s*\.(?:meta|describe)\(/, () => ''),
    /\banswer: \{/,
    statusOnly,
  ).replace(/^ {4}(?:summary|description):\s+(?:'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`[^`]*`|\s|\+)+,\n/gm, '')
  return unlessUsed(bare)
}

/** Our own sources, each import straight from the file that has the name, and of the contract what requests meet. */
export const undocumented: Plugin = unbarrel(/\/packages\/[^/]+\/src\/.*\.tsx?$/, withoutDocs)
