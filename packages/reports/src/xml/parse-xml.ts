import { SaxesParser } from 'saxes'
import type { Attributes, XmlReader } from '../formats/format.ts'
import type { Limits } from '../limits.ts'
import { pastLimit, refuse, type Where } from '../problem.ts'
import type { Report } from '../report.ts'
import { refuseSubset } from './doctype.ts'
import { hasBareAmpersand, refuseReferences, xmlEncoding } from './prolog.ts'
import { createRouter } from './route.ts'

/** Characters given to the parser at a time: the file is never one string. */
const CHUNK_BYTES = 64 * 1024

/** Reads an XML report. The root element says which format it is; nothing is fetched and no entity is expanded. */
export const parseXml = (bytes: Uint8Array, limits: Limits): Report => {
  const decoder = xmlEncoding(bytes)
  refuseSubset(bytes)
  refuseReferences(bytes, limits)
  const parser = new SaxesParser({ position: false, xmlns: false as const })
  const position = (): Where => ({ line: parser.line, column: Math.max(1, parser.column) })
  const tree = createTree(limits, position)
  let ended = false

  parser.on('attribute', () => tree.attribute())
  parser.on('opentag', (tag) => {
    const { name } = tag
    if (tree.open(name, tag.attributes)) parser.on('text', tree.text)
  })
  parser.on('closetag', ({ name }) => {
    parser.off('text')
    tree.close(name)
  })
  parser.on('error', (error) =>
    notWellFormed(error.message, ended ? bytes : undefined, tree.concerned(error.message), position()),
  )

  for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
    parser.write(decoder.decode(bytes.subarray(from, from + CHUNK_BYTES), { stream: true }))
  }
  ended = true
  parser.write(decoder.decode()).close()
  return tree.finish()
}

/** The elements that are open, with the limits on them, and the reader that the root chose. */
const createTree = (limits: Limits, position: () => Where) => {
  const router = createRouter(limits, position)
  const open: NonNullable<Open>[] = []
  let reader: XmlReader | undefined
  let attributes = 0
  let closed: Open
  return {
    attribute: () => {
      if (++attributes > limits.maxAttributes) {
        pastLimit('maxAttributes', limits, 'attributes of one element', position())
      }
    },
    /** True where the element's text is wanted. */
    open: (name: string, found: Attributes): boolean => {
      attributes = 0
      if (open.length >= limits.maxDepth) pastLimit('maxDepth', limits, 'elements inside one another', position())
      open.push({ name, line: position().line })
      reader ??= router.open(name, found)
      reader?.open(name, found)
      return reader?.textOf?.has(name) ?? false
    },
    text: (text: string) => reader?.text?.(open.at(-1)?.name ?? '', text),
    close: (name: string) => {
      closed = open.pop()
      reader?.close(name)
    },
    /** The element an error is about: saxes takes a wrongly closed one from its stack before it complains. */
    concerned: (reason: string): Open => (reason.startsWith('unexpected close tag') ? closed : open.at(-1)),
    finish: (): Report => reader?.finish() ?? router.finish(),
  }
}

type Open = { name: string; line: number | undefined } | undefined

/** `whole` is the file where its end has been reached. */
const notWellFormed = (reason: string, whole: Uint8Array | undefined, concerned: Open, where: Where): never => {
  const element = concerned ? `<${short(concerned.name)}> of line ${concerned.line}` : undefined
  if (whole) {
    const end = element ? `while ${element} is open` : 'before its root element'
    // An `&` that begins no reference swallows what follows, so it looks like a cut.
    const other = hasBareAmpersand(whole) ? ', or it has an & that should be written &amp;' : ''
    return refuse({ code: 'truncated', message: `the file ends ${end}: it was cut short${other}`, ...where })
  }
  // saxes' reasons are a fixed list of sentences that quote at most a name.
  const hint = element ? `; the element open here is ${element}` : ''
  const message = `not well-formed XML: ${short(reason.replace(/\.$/, ''))}${hint}`
  return refuse({ code: 'malformed', message, ...where })
}

const short = (text: string): string => {
  const clean = text.replace(/[^\x20-\x7e]/g, '?')
  return clean.length > 80 ? `${clean.slice(0, 77)}...` : clean
}
