import { createCoverage, type FileBuilder } from '../coverage/builder.ts'
import { identity, identityOfText } from '../coverage/identity.ts'
import { MAX_LINE } from '../coverage/lines.ts'
import type { Measure } from '../report.ts'
import { createNumbers } from '../xml/numbers.ts'
import type { Attributes, XmlFormat } from './format.ts'

const MAX_COUNT = 1_000_000_000
const STATED: Record<string, Measure> = { LINE: 'lines', BRANCH: 'branches' }

type Method = { className: string; source: string | undefined; id: number; covered: number; total: number }

/**
 * Lines and branches come from `<line>` of `<sourcefile>`: a line ran if any of its instructions did. A source file
 * without lines (compiled without them) counts by its own LINE and BRANCH counters; counters of packages and of the
 * report are sums, and are left alone. Functions are methods, by class, name and signature.
 * Groups (modules) may hold equal paths that are different files: they stay apart.
 */
export const jacoco: XmlFormat = {
  name: 'jacoco',
  start: (limits, position) => {
    const coverage = createCoverage('jacoco', limits)
    const numbers = createNumbers(position)
    for (const measure of ['lines', 'branches', 'functions'] as const) coverage.carries(measure)
    const groups: string[] = []
    let packageName = ''
    let className = ''
    let source: string | undefined
    let method: Method | undefined
    let file: FileBuilder | undefined
    let hasLines = false
    /** Methods wait for their package's source files: old reports don't say which is theirs. */
    let methods: Method[] = []
    let sources = new Map<string, string>()

    const fileOf = (name: string): FileBuilder =>
      coverage.file(
        packageName === '' ? name : `${packageName}/${name}`,
        groups.length > 0 ? groups.join('/') : undefined,
      )

    const line = (attributes: Attributes) => {
      if (!file) return
      const number = numbers.integer(attributes, 'nr', 'line', MAX_LINE)
      if (number === 0) return
      hasLines = true
      file.line(number, numbers.ran(attributes, 'ci', 'line'))
      const covered = numbers.integer(attributes, 'cb', 'line', MAX_COUNT)
      const total = covered + numbers.integer(attributes, 'mb', 'line', MAX_COUNT)
      if (total > 0) file.point('branches', 'line', number, covered, total)
    }

    const counter = (attributes: Attributes) => {
      const type = attributes.type ?? ''
      const measure = STATED[type]
      if (!(method && type === 'METHOD') && !(file && measure)) return
      const covered = numbers.integer(attributes, 'covered', 'counter', MAX_COUNT)
      const total = covered + numbers.integer(attributes, 'missed', 'counter', MAX_COUNT)
      if (method) Object.assign(method, { covered, total })
      else if (measure && !hasLines) file?.point(measure, 'stated', 0, covered, total)
    }

    const closePackage = () => {
      for (const { className, source, id, covered, total } of methods) {
        const outer = className.slice(className.lastIndexOf('/') + 1).split('$')[0] ?? className
        const listed = source !== undefined && sources.get(stem(source)) === source
        fileOf((listed ? source : sources.get(outer)) ?? source ?? outer).point(
          'functions',
          'method',
          id,
          covered,
          total,
        )
      }
      methods = []
      sources = new Map()
      packageName = ''
    }

    return {
      open: (name, attributes) => {
        if (name === 'line') line(attributes)
        else if (name === 'counter') counter(attributes)
        else if (name === 'method') {
          const id = identity(
            identityOfText(className),
            identityOfText(attributes.name ?? ''),
            identityOfText(attributes.desc ?? ''),
          )
          method = { className, source, id, covered: 0, total: 0 }
        } else if (name === 'class') {
          className = attributes.name ?? ''
          source = attributes.sourcefilename
        } else if (name === 'sourcefile') {
          const base = attributes.name ?? ''
          sources.set(stem(base), base)
          file = fileOf(base)
          hasLines = false
        } else if (name === 'package') packageName = attributes.name ?? ''
        else if (name === 'group') groups.push(attributes.name ?? '')
      },
      close: (name) => {
        if (name === 'method' && method) {
          if (method.total > 0) methods.push(method)
          method = undefined
        } else if (name === 'sourcefile') file = undefined
        else if (name === 'package') closePackage()
        else if (name === 'group') groups.pop()
      },
      finish: coverage.finish,
    }
  },
}

const stem = (name: string): string => name.replace(/\.[^.]*$/, '')
