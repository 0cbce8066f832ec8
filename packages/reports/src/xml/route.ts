import { clover } from '../formats/clover.ts'
import { cobertura } from '../formats/cobertura.ts'
import { dotnetNunit } from '../formats/dotnet-nunit.ts'
import { dotnetXunit } from '../formats/dotnet-xunit.ts'
import type { Attributes, XmlFormat, XmlReader } from '../formats/format.ts'
import { jacoco } from '../formats/jacoco.ts'
import { junit } from '../formats/junit.ts'
import { opencover } from '../formats/opencover.ts'
import { trx } from '../formats/trx.ts'
import type { RecognisedFormat } from '../formats.ts'
import type { Limits } from '../limits.ts'
import { quoted, unknownFormat, unsupportedFormat, type Where } from '../problem.ts'
import type { Report } from '../report.ts'

/** What a root element, or where it is not enough its first child, says about the file. */
const ROOTS: Record<string, XmlFormat> = {
  testsuites: junit,
  testsuite: junit,
  CoverageSession: opencover,
  TestRun: trx,
  'test-run': dotnetNunit,
  'test-results': dotnetNunit,
  assemblies: dotnetXunit,
}

/** Roots that several formats share. */
const FIRST_CHILDREN: Record<string, Record<string, XmlFormat | RecognisedFormat>> = {
  coverage: { sources: cobertura, packages: cobertura, project: clover },
  report: { sessioninfo: jacoco, group: jacoco, package: jacoco, counter: jacoco },
  results: { modules: 'dotnet-coverage-xml' },
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

/**
 * Cobertura's DTD asks for a line-rate, every Clover writer gives the time of generation. Windows' application manifests
 * are an `assembly` too; xUnit.net's says how many tests it ran.
 */
const byAttributes = (name: string, attributes: Attributes): XmlFormat | undefined => {
  if (name === 'assembly' && attributes.total !== undefined) return dotnetXunit
  if (name !== 'coverage') return undefined
  if (attributes['line-rate'] !== undefined || attributes['lines-valid'] !== undefined) return cobertura
  return attributes.generated !== undefined || attributes.clover !== undefined ? clover : undefined
}
