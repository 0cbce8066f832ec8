import { createCoverage, type FileBuilder } from '../coverage/builder.ts'
import { createOccurrences, identity, identityOfText } from '../coverage/identity.ts'
import { MAX_LINE } from '../coverage/lines.ts'
import { malformed, quoted } from '../problem.ts'
import { createNumbers } from '../xml/numbers.ts'
import type { Attributes, XmlFormat } from './format.ts'

const MAX_COUNT = 1_000_000_000
/** Compilers mark code that has no source with this line. */
const HIDDEN_LINE = 0xfeefee

type Point = { uid: string | undefined; id: number; from: number; to: number; ran: 0 | 1 }
type Method = {
  name: string
  uid: string | undefined
  points: Point[]
  branches: { covered: number; total: number }
  stated: { covered: number; total: number } | undefined
}

/**
 * OpenCover's XML, which Coverlet and AltCover write as well. It counts sequence points (the statements of .NET), under
 * the names `lines` and `statements`; two methods with one point count it twice, as two constructors do that both run
 * a field's initialiser. Branches are those each method states: OpenCover and AltCover count the way into a method as
 * one of them, Coverlet does not. A method ran if any of its points did. For patches, each line of a point is
 * executable, and ran if any point on it ran.
 */
export const opencover: XmlFormat = {
  name: 'opencover',
  start: (limits, position) => {
    const coverage = createCoverage('opencover', limits)
    const numbers = createNumbers(position)
    for (const measure of ['lines', 'statements', 'branches', 'functions'] as const) coverage.carries(measure)
    const paths = new Map<string, string>()
    const files = new Map<string, FileBuilder>()
    const seen = createOccurrences()
    const open: string[] = []
    let method: Method | undefined

    const sequencePoint = (into: Method, attributes: Attributes) => {
      const from = numbers.integer(attributes, 'sl', 'SequencePoint', MAX_LINE)
      const to = attributes.el === undefined ? from : numbers.integer(attributes, 'el', 'SequencePoint', MAX_LINE)
      if (to < from) malformed(`a <SequencePoint> ends on line ${to}, before it starts on ${from}`, position())
      if (from === HIDDEN_LINE) return
      const id = identity(from, column(attributes.sc), to, column(attributes.ec))
      into.points.push({
        uid: attributes.fileid,
        id: seen.next(id),
        from,
        to,
        ran: numbers.ran(attributes, 'vc', 'SequencePoint'),
      })
    }

    const summary = (into: Method, attributes: Attributes) => {
      const total = numbers.integer(attributes, 'numBranchPoints', 'Summary', MAX_COUNT)
      const covered = numbers.integer(attributes, 'visitedBranchPoints', 'Summary', MAX_COUNT)
      if (covered > total) malformed(`<Summary> has ${covered} visited branch points of ${total}`, position())
      into.stated = { covered, total }
    }

    /** A point without a file of its own lies in its method's; one of no file at all still counts. */
    const fileOf = (uid = '0'): FileBuilder => {
      const known = files.get(uid)
      if (known) return known
      const path = paths.get(uid) ?? (uid === '0' ? '' : malformed(`file ${quoted(uid)} is in no <Files>`, position()))
      const file = coverage.file(path)
      files.set(uid, file)
      return file
    }

    const closeMethod = ({ name, uid, points, branches, stated }: Method) => {
      seen.clear()
      const own = identityOfText(name)
      for (const point of points) {
        const file = fileOf(point.uid ?? uid)
        const id = identity(own, point.id)
        file.point('lines', 'opencover', id, point.ran, 1)
        file.point('statements', 'opencover', id, point.ran, 1)
        for (let line = point.from; line <= point.to; line++) file.line(line, point.ran)
      }
      const { covered, total } = stated ?? branches
      if (points.length === 0 && total === 0) return
      const home = fileOf(uid ?? points[0]?.uid)
      if (total > 0) home.point('branches', 'method', own, covered, total)
      if (points.length > 0) home.point('functions', 'method', own, points.some(({ ran }) => ran === 1) ? 1 : 0, 1)
    }

    return {
      textOf: new Set(['Name']),
      open: (name, attributes) => {
        const inside = open.at(-1)
        open.push(name)
        if (name === 'File') {
          // Each module lists its files anew, and some writers number them anew.
          const uid = attributes.uid ?? malformed('<File> has no uid', position())
          paths.set(uid, attributes.fullPath ?? '')
          files.delete(uid)
        } else if (name === 'Method')
          method = { name: '', uid: undefined, points: [], branches: { covered: 0, total: 0 }, stated: undefined }
        else if (!method) return
        else if (name === 'SequencePoint') sequencePoint(method, attributes)
        else if (name === 'BranchPoint') {
          method.branches.total++
          method.branches.covered += numbers.ran(attributes, 'vc', 'BranchPoint')
        } else if (name === 'FileRef') method.uid = attributes.uid
        else if (name === 'Summary' && inside === 'Method') summary(method, attributes)
      },
      text: (_, text) => {
        if (method && open.at(-2) === 'Method') method.name += text
      },
      close: (name) => {
        open.pop()
        if (name !== 'Method' || !method) return
        closeMethod(method)
        method = undefined
      },
      finish: coverage.finish,
    }
  },
}

/** Columns only tell points apart; one that is missing is a place like any other. */
const column = (text: string | undefined): number =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) + 1 : 0
