import { createCoverage, type FileBuilder } from '../coverage/builder.ts'
import { createOccurrences, identity, identityOfText } from '../coverage/identity.ts'
import { MAX_LINE } from '../coverage/lines.ts'
import { malformed } from '../problem.ts'
import { createNumbers } from '../xml/numbers.ts'
import type { Attributes, XmlFormat } from './format.ts'

const MAX_COUNT = 1_000_000_000

/** Where `<metrics>` of a file says how many there are of each measure. */
const STATED = [
  { measure: 'statements', total: 'statements', covered: 'coveredstatements' },
  { measure: 'branches', total: 'conditionals', covered: 'coveredconditionals' },
  { measure: 'functions', total: 'methods', covered: 'coveredmethods' },
] as const

/**
 * OpenClover's XML, which PHPUnit and Istanbul write as well. Lines and statements are the `stmt` and `cond` lines of a
 * file; methods are its `method` lines, where the writer has any, and count if they ran. Branches are the file's own
 * `conditionals`: Istanbul lists only those on lines that begin a statement. Sums over packages and projects are left
 * alone, and so are the tests themselves (`<testproject>`). A file is its `path`, else its `name`.
 */
export const clover: XmlFormat = {
  name: 'clover',
  start: (limits, position) => {
    const coverage = createCoverage('clover', limits)
    const numbers = createNumbers(position)
    for (const measure of ['lines', 'statements', 'branches', 'functions'] as const) coverage.carries(measure)
    const seen = createOccurrences()
    const open: string[] = []
    let inTests = 0
    let file: FileBuilder | undefined

    const line = (into: FileBuilder, attributes: Attributes) => {
      const number = numbers.integer(attributes, 'num', 'line', MAX_LINE)
      const { type } = attributes
      if (type === 'method') {
        const id = identity(number, identityOfText(attributes.name ?? attributes.signature ?? ''))
        into.point('functions', 'clover', seen.next(id), numbers.ran(attributes, 'count', 'line'), 1)
      } else if (type === 'stmt' || type === 'cond') {
        // OpenClover's conditions have no count of their own: how often they were true, and how often false.
        const ran =
          type === 'cond' && attributes.count === undefined
            ? numbers.ran(attributes, 'truecount', 'line') || numbers.ran(attributes, 'falsecount', 'line')
            : numbers.ran(attributes, 'count', 'line')
        into.line(number, ran)
        // A condition stands for the first statement of its line; several `stmt` of one line are several statements.
        into.point('statements', 'clover', type === 'stmt' ? seen.next(identity(number)) : identity(number), ran, 1)
      }
    }

    /** Stands in where no line shows the measure; statements then for lines too, as the writers count them. */
    const metrics = (into: FileBuilder, attributes: Attributes) => {
      for (const { measure, total, covered } of STATED) {
        if (attributes[total] === undefined) continue
        const all = numbers.integer(attributes, total, 'metrics', MAX_COUNT)
        const ran = numbers.integer(attributes, covered, 'metrics', MAX_COUNT)
        if (ran > all) malformed(`<metrics> has more ${covered} (${ran}) than ${total} (${all})`, position())
        into.point(measure, 'stated', 0, ran, all)
        if (measure === 'statements') into.point('lines', 'stated', 0, ran, all)
      }
    }

    return {
      open: (name, attributes) => {
        const inside = open.at(-1)
        open.push(name)
        if (name === 'testproject') inTests++
        if (inTests > 0) return
        if (name === 'file') {
          file = coverage.file(attributes.path ?? attributes.name ?? malformed('<file> has no path', position()))
        } else if (file && name === 'line') line(file, attributes)
        else if (file && name === 'metrics' && inside === 'file') metrics(file, attributes)
      },
      close: (name) => {
        open.pop()
        if (name === 'testproject') inTests--
        else if (name === 'file') {
          seen.clear()
          file = undefined
        }
      },
      finish: coverage.finish,
    }
  },
}
