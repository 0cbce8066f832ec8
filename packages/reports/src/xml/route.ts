import { cobertura } from '../formats/cobertura.ts'
import type { Attributes, XmlFormat, XmlReader } from '../formats/format.ts'
import { jacoco } from '../formats/jacoco.ts'
import { junit } from '../formats/junit.ts'
import type { RecognisedFormat } from '../formats.ts'
import type { Limits } from '../limits.ts'
import { quoted, unknownFormat, unsupportedFormat, type Where } from '../problem.ts'
import type { Report } from '../report.ts'

/** What a root element, or where it is not enough its first child, says about the file. */
const ROOTS: Record<string, XmlFormat | RecognisedFormat> = {
  testsuites: junit,
  testsuite: junit,
  CoverageSession: 'opencover',
  TestRun: 'trx',
  'test-run': 'dotnet-nunit',
}

/** Roots that several formats share. */
const FIRST_CHILDREN: Record<string, Record<string, XmlFormat | RecognisedFormat>> = {
  coverage: { sources: cobertura, packages: cobertura, project: 'clover' },
  report: { sessioninfo: jacoco, group: jacoco, package: jacoco, counter: jacoco },
}

const lookUp = <T>(table: Record<string, T>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined

/**
 * Chooses the reader. Until it is chosen, open() answers undefined; the elements that decide nothing are replayed to
 * the reader, so that it sees the whole file.
 */
export const createRouter = (limits: Limits, position: () => Where) => {
  let root: { name: string; attributes: Attributes } | undefined

  const start = (found: XmlFormat | RecognisedFormat): XmlReader => {
    if (typeof found === 'string') return unsupportedFormat(found)
    const reader = found.start(limits, position)
    if (root) reader.open(root.name, root.attributes)
    return reader
  }

  return {
    open: (name: string, attributes: Attributes): XmlReader | undefined => {
      if (!root) {
        const found = lookUp(ROOTS, name) ?? byAttributes(name, attributes)
        if (found) return start(found)
        if (!lookUp(FIRST_CHILDREN, name)) unknownFormat(`the root element is ${quoted(name)}`, position())
        root = { name, attributes }
        return undefined
      }
      const found = lookUp(lookUp(FIRST_CHILDREN, root.name) ?? {}, name)
      if (found) return start(found)
      return unknownFormat(`the root element is ${quoted(root.name)} and its first child ${quoted(name)}`, position())
    },
    finish: (): Report => unknownFormat(`the root element ${quoted(root?.name ?? '')} is empty`),
  }
}

/** Cobertura's DTD asks for a line-rate, every Clover writer gives the time of generation. */
const byAttributes = (name: string, attributes: Attributes): XmlFormat | RecognisedFormat | undefined => {
  if (name !== 'coverage') return undefined
  if (attributes['line-rate'] !== undefined || attributes['lines-valid'] !== undefined) return cobertura
  return attributes.generated !== undefined || attributes.clover !== undefined ? 'clover' : undefined
}
