import type { CoverageFormat } from '../formats.ts'
import { createRandom } from './generate.ts'

/** What a run covered: files with their executable lines in order. Paths are `folder/name`, as every format can say. */
export type CoveredFile = { path: string; lines: readonly { line: number; ran: boolean }[] }
type Writer = (files: readonly CoveredFile[]) => Iterable<string>

const hits = ({ ran }: { ran: boolean }): number => (ran ? 3 : 0)
/** File by file: the text of a whole report would be the largest thing in the benchmark. */
function* each(files: readonly CoveredFile[], write: (file: CoveredFile, i: number) => string): Generator<string> {
  for (const [i, file] of files.entries()) yield write(file, i)
}

/** Surrounds what is written of each file, with commas between where JSON needs them. */
function* around(head: string, parts: Iterable<string>, tail: string, comma = ''): Generator<string> {
  yield head
  let first = true
  for (const part of parts) {
    yield first ? part : comma + part
    first = false
  }
  yield tail
}

const object = (head: string, files: readonly CoveredFile[], write: (file: CoveredFile) => unknown, tail: string) =>
  around(
    head,
    each(files, (file) => `${JSON.stringify(file.path)}:${JSON.stringify(write(file))}`),
    tail,
    ',',
  )

const byLine = (lines: CoveredFile['lines']): (number | null)[] => {
  const list: (number | null)[] = []
  for (const one of lines) {
    while (list.length < one.line - 1) list.push(null)
    list.push(hits(one))
  }
  return list
}

const covered = ({ lines }: CoveredFile): number => lines.filter(({ ran }) => ran).length
const percentage = (file: CoveredFile) => ({ total: file.lines.length, covered: covered(file), skipped: 0, pct: 0 })

const istanbul = ({ path, lines }: CoveredFile) => ({
  path,
  statementMap: Object.fromEntries(
    lines.map(({ line }, i) => [i, { start: { line, column: 0 }, end: { line, column: 9 } }]),
  ),
  fnMap: {},
  branchMap: {},
  s: Object.fromEntries(lines.map((one, i) => [i, hits(one)])),
  f: {},
  b: {},
})

const textSummary = (files: readonly CoveredFile[]): string => {
  const total = files.reduce((sum, { lines }) => sum + lines.length, 0)
  const ran = files.reduce((sum, file) => sum + covered(file), 0)
  return `=== Coverage summary ===\nStatements : 1% ( ${ran}/${total} )\nBranches : 0% ( 0/0 )\nFunctions : 0% ( 0/0 )\nLines : 1% ( ${ran}/${total} )\n`
}

/** One writer for each format, as its tool writes it. */
export const COVERAGE_WRITERS: Record<CoverageFormat, Writer> = {
  lcov: (files) =>
    each(
      files,
      ({ path, lines }) =>
        `TN:\nSF:${path}\n${lines.map((one) => `DA:${one.line},${hits(one)}\n`).join('')}end_of_record\n`,
    ),
  cobertura: (files) =>
    around(
      '<?xml version="1.0" ?>\n<coverage line-rate="1"><packages><package name="p"><classes>',
      each(
        files,
        ({ path, lines }) =>
          `<class name="C" filename="${path}"><methods/><lines>${lines.map((one) => `<line number="${one.line}" hits="${hits(one)}"/>`).join('')}</lines></class>\n`,
      ),
      '</classes></package></packages></coverage>',
    ),
  jacoco: (files) =>
    around(
      '<report name="r">',
      each(files, ({ path, lines }) => {
        const [folder, name] = path.split('/')
        return `<package name="${folder}"><sourcefile name="${name}">${lines.map(({ line, ran }) => `<line nr="${line}" mi="${ran ? 0 : 2}" ci="${ran ? 2 : 0}" mb="0" cb="0"/>`).join('')}</sourcefile></package>\n`
      }),
      '</report>',
    ),
  clover: (files) =>
    around(
      '<coverage generated="1"><project timestamp="1">',
      each(
        files,
        ({ path, lines }) =>
          `<file name="${path}">${lines.map((one) => `<line num="${one.line}" type="stmt" count="${hits(one)}"/>`).join('')}<metrics conditionals="0" coveredconditionals="0"/></file>\n`,
      ),
      '</project></coverage>',
    ),
  opencover: (files) =>
    around(
      '<CoverageSession><Modules><Module>',
      each(
        files,
        ({ path, lines }, i) =>
          `<Files><File uid="${i + 1}" fullPath="${path}"/></Files><Class><Method><Name>F${i}()</Name><FileRef uid="${i + 1}"/><SequencePoints>${lines.map((one) => `<SequencePoint vc="${hits(one)}" sl="${one.line}" sc="1" el="${one.line}" ec="9" fileid="${i + 1}"/>`).join('')}</SequencePoints></Method></Class>\n`,
      ),
      '</Module></Modules></CoverageSession>',
    ),
  'istanbul-coverage-final': (files) => object('{', files, istanbul, '}'),
  'istanbul-json-summary': (files) =>
    object('{', files, (file) => ({ lines: percentage(file), statements: percentage(file) }), '}'),
  'istanbul-text': (files) => [textSummary(files)],
  gocoverprofile: (files) =>
    around(
      'mode: count\n',
      each(files, ({ path, lines }) =>
        lines.map((one) => `${path}:${one.line}.2,${one.line}.9 1 ${hits(one)}\n`).join(''),
      ),
      '',
    ),
  'simplecov-resultset': (files) =>
    object('{"RSpec":{"coverage":{', files, ({ lines }) => ({ lines: byLine(lines) }), '},"timestamp":1}}'),
  'simplecov-json': (files) =>
    object(
      '{"meta":{"simplecov_version":"0.22.0"},"coverage":{',
      files,
      ({ lines }) => ({ lines: byLine(lines) }),
      '},"groups":{}}',
    ),
  'coveragepy-json': (files) =>
    object(
      '{"meta":{"version":"7.6.1"},"files":{',
      files,
      ({ lines }) => ({
        executed_lines: lines.filter(({ ran }) => ran).map(({ line }) => line),
        missing_lines: lines.filter(({ ran }) => !ran).map(({ line }) => line),
        excluded_lines: [],
      }),
      '},"totals":{}}',
    ),
  'llvm-cov-json': (files) =>
    around(
      '{"data":[{"files":[',
      each(files, ({ path, lines }) =>
        JSON.stringify({
          filename: path,
          segments: lines.flatMap((one) => [
            [one.line, 1, hits(one), true, true, false],
            [one.line, 9, 0, false, false, false],
          ]),
        }),
      ),
      '],"functions":[],"totals":{}}],"type":"llvm.coverage.json.export","version":"2.0.1"}',
      ',',
    ),
}

/** Many files of many lines, one line in five missed; the same for the same seed. */
export const manyFiles = (files: number, linesPerFile: number, seed = 1): CoveredFile[] => {
  const random = createRandom(seed)
  return Array.from({ length: files }, (_, file) => ({
    path: `app-${file % 37}/module-${file}.ts`,
    lines: Array.from({ length: linesPerFile }, (_, i) => ({ line: i + 1, ran: random(5) > 0 })),
  }))
}
