import { createCoverage, type FileBuilder } from '../coverage/builder.ts'
import { MAX_LINE } from '../coverage/lines.ts'
import { absurd, malformed, quoted } from '../problem.ts'
import { createNumbers } from '../xml/numbers.ts'
import type { Attributes, Position, XmlFormat } from './format.ts'

const MAX_BRANCHES = 1_000_000

/**
 * A `<line>` of any class or method belongs to the class's `filename`; the same line listed again (closures, nested
 * classes, methods and then the class) is one line, covered if any listing was. Branches are counts of a line
 * (`condition-coverage="50% (1/2)"`). The header's totals are left alone: writers count duplicates in them.
 */
export const cobertura: XmlFormat = {
  name: 'cobertura',
  start: (limits, position) => {
    const coverage = createCoverage('cobertura', limits)
    const numbers = createNumbers(position)
    coverage.carries('lines')
    coverage.carries('branches')
    let filename: string | undefined
    let file: FileBuilder | undefined
    let source = ''

    const line = (attributes: Attributes) => {
      if (filename === undefined) return
      const number = numbers.integer(attributes, 'number', 'line', MAX_LINE)
      const ran = numbers.ran(attributes, 'hits', 'line')
      if (number === 0) return
      file ??= coverage.file(filename)
      file.line(number, ran)
      const conditions = readConditions(attributes['condition-coverage'], position)
      if (conditions) file.point('branches', 'line', number, conditions.covered, conditions.total)
    }

    return {
      textOf: new Set(['source']),
      open: (name, attributes) => {
        if (name === 'line') line(attributes)
        else if (name === 'class') {
          filename = attributes.filename ?? malformed('<class> has no filename', position())
          file = undefined
        } else if (name === 'source') source = ''
      },
      text: (_, text) => {
        source += text
      },
      close: (name) => {
        if (name === 'class') filename = undefined
        else if (name === 'source' && source.trim() !== '') coverage.root(source)
      },
      finish: coverage.finish,
    }
  },
}

/** A percentage alone says nothing about how many branches there are, and is left alone. */
const readConditions = (text: string | undefined, position: Position) => {
  const parts = text === undefined ? null : /\((\d+)\/(\d+)\)/.exec(text)
  if (!parts) return undefined
  const covered = Number(parts[1])
  const total = Number(parts[2])
  if (total > MAX_BRANCHES) absurd(`condition-coverage of <line> is ${quoted(text ?? '')}`, position())
  if (covered > total)
    malformed(`condition-coverage of <line> covers more than there is: ${quoted(text ?? '')}`, position())
  return { covered, total }
}
