import type { CoverageFormat } from '../formats.ts'
import type { Sample } from './samples.ts'

const json = (value: unknown): string => JSON.stringify(value)
const at = (line: number, column: number, toColumn: number) => ({
  start: { line, column },
  end: { line, column: toColumn },
})

/** One file of Istanbul's coverage map, which Jest's report carries too. */
export const ISTANBUL = {
  path: '/ci/acme/src/sum.js',
  statementMap: { 0: at(1, 0, 9), 1: at(2, 2, 9) },
  fnMap: { 0: { name: 'sum', decl: at(1, 9, 12), loc: at(1, 14, 20), line: 1 } },
  branchMap: { 0: { loc: at(2, 2, 9), type: 'if', locations: [at(2, 2, 9), at(2, 2, 9)], line: 2 } },
  s: { 0: 1, 1: 0 },
  f: { 0: 1 },
  b: { 0: [1, 0] },
}

export const COVERAGE_SAMPLES: Record<CoverageFormat, Sample> = {
  lcov: {
    text: 'TN:\nSF:src/a.ts\nFN:1,f\nFNDA:1,f\nBRDA:2,0,0,1\nBRDA:2,0,1,-\nDA:1,1\nDA:2,0\nend_of_record\n',
    says: { lines: { covered: 1, total: 2 }, branches: { covered: 1, total: 2 }, functions: { covered: 1, total: 1 } },
  },
  cobertura: {
    text: '<?xml version="1.0" ?><!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd"><coverage line-rate="0.5" version="1"><sources><source>/ci/acme</source></sources><packages><package name="p"><classes><class name="A" filename="src/a.py"><methods/><lines><line number="1" hits="1"/><line number="2" hits="0" branch="true" condition-coverage="50% (1/2)"/></lines></class></classes></package></packages></coverage>',
    says: { lines: { covered: 1, total: 2 }, branches: { covered: 1, total: 2 } },
  },
  jacoco: {
    text: '<report name="r"><package name="com/acme"><class name="com/acme/A" sourcefilename="A.java"><method name="f" desc="()V" line="1"><counter type="METHOD" missed="0" covered="1"/></method></class><sourcefile name="A.java"><line nr="1" mi="0" ci="2" mb="0" cb="0"/><line nr="2" mi="3" ci="0" mb="1" cb="1"/></sourcefile></package></report>',
    says: { lines: { covered: 1, total: 2 }, branches: { covered: 1, total: 2 }, functions: { covered: 1, total: 1 } },
  },
  clover: {
    text: '<?xml version="1.0"?><coverage generated="1700000000" clover="4.4.1"><project timestamp="1700000000"><metrics statements="9" coveredstatements="9"/><package name="acme"><file name="A.php" path="/ci/acme/A.php"><metrics statements="2" coveredstatements="1" conditionals="2" coveredconditionals="1" methods="1" coveredmethods="0"/><line num="1" type="method" name="f" count="1"/><line num="2" type="stmt" count="1"/><line num="3" type="stmt" count="0"/></file></package></project></coverage>',
    says: {
      lines: { covered: 1, total: 2 },
      statements: { covered: 1, total: 2 },
      branches: { covered: 1, total: 2 },
      functions: { covered: 1, total: 1 },
    },
  },
  opencover: {
    text: '<CoverageSession><Summary numSequencePoints="9" visitedSequencePoints="9" numBranchPoints="9" visitedBranchPoints="9"/><Modules><Module><Files><File uid="1" fullPath="C:\\acme\\A.cs"/></Files><Classes><Class><FullName>A</FullName><Methods><Method><Summary numSequencePoints="2" visitedSequencePoints="1" numBranchPoints="3" visitedBranchPoints="1"/><Name>System.Void A::F()</Name><FileRef uid="1"/><SequencePoints><SequencePoint vc="1" sl="1" sc="1" el="1" ec="9" fileid="1"/><SequencePoint vc="0" sl="2" sc="1" el="3" ec="9" fileid="1"/></SequencePoints><BranchPoints><BranchPoint vc="1" sl="2" path="0" fileid="1"/></BranchPoints></Method></Methods></Class></Classes></Module></Modules></CoverageSession>',
    says: {
      lines: { covered: 1, total: 2 },
      statements: { covered: 1, total: 2 },
      branches: { covered: 1, total: 3 },
      functions: { covered: 1, total: 1 },
    },
  },
  'istanbul-coverage-final': {
    text: json({ [ISTANBUL.path]: ISTANBUL }),
    says: {
      lines: { covered: 1, total: 2 },
      statements: { covered: 1, total: 2 },
      branches: { covered: 1, total: 2 },
      functions: { covered: 1, total: 1 },
    },
  },
  'istanbul-json-summary': {
    text: json({
      total: { lines: { total: 9, covered: 9 }, statements: { total: 9, covered: 9 } },
      'src/a.js': { lines: { total: 2, covered: 1, pct: 50 }, statements: { total: 3, covered: 1, pct: 33.33 } },
    }),
    says: { lines: { covered: 1, total: 2 }, statements: { covered: 1, total: 3 } },
  },
  'istanbul-text': {
    text: '=============================== Coverage summary ===============================\nStatements   : 33.33% ( 1/3 )\nBranches     : 50% ( 1/2 )\nFunctions    : 100% ( 1/1 ), 1 ignored\nLines        : 50% ( 1/2 )\n================================================================================\n',
    says: {
      lines: { covered: 1, total: 2 },
      statements: { covered: 1, total: 3 },
      branches: { covered: 1, total: 2 },
      functions: { covered: 1, total: 1 },
    },
  },
  gocoverprofile: {
    text: 'mode: atomic\nacme.example/shop/a.go:1.1,3.2 2 1\nacme.example/shop/a.go:5.1,6.2 1 0\n',
    says: { lines: { covered: 2, total: 3 } },
  },
  'simplecov-resultset': {
    text: json({
      RSpec: {
        coverage: {
          '/ci/acme/lib/a.rb': {
            lines: [1, null, 0],
            branches: { '[:if, 0, 1, 2, 3, 5]': { '[:then, 1, 2, 4, 2, 5]': 1, '[:else, 2, 3, 4, 3, 5]': 0 } },
            methods: { '["A", :f, 1, 2, 3, 5]': 1 },
          },
        },
        timestamp: 1_795_348_569,
      },
    }),
    says: { lines: { covered: 1, total: 2 }, branches: { covered: 1, total: 2 }, functions: { covered: 1, total: 1 } },
  },
  'simplecov-json': {
    text: json({
      meta: { simplecov_version: '0.22.0', command_name: 'RSpec', branch_coverage: true },
      coverage: {
        '/ci/acme/lib/a.rb': {
          lines: [1, null, 0, 'ignored'],
          branches: [
            { type: 'then', start_line: 2, end_line: 2, coverage: 1, inline: false },
            { type: 'else', start_line: 3, end_line: 3, coverage: 0, inline: false },
            { type: 'else', start_line: 4, end_line: 4, coverage: 'ignored', inline: false },
          ],
          methods: [{ name: 'A#f', start_line: 1, end_line: 3, coverage: 1 }],
        },
      },
      groups: {},
    }),
    says: { lines: { covered: 1, total: 2 }, branches: { covered: 1, total: 2 }, functions: { covered: 1, total: 1 } },
  },
  'coveragepy-json': {
    text: json({
      meta: { format: 3, version: '7.6.1', branch_coverage: true, show_contexts: false },
      files: {
        'acme/a.py': {
          executed_lines: [1],
          missing_lines: [2],
          excluded_lines: [5],
          summary: { covered_lines: 1, num_statements: 2, num_branches: 2, covered_branches: 1 },
          executed_branches: [[1, 2]],
          missing_branches: [[1, -1]],
        },
      },
      totals: { covered_lines: 9, num_statements: 9 },
    }),
    says: { lines: { covered: 1, total: 2 }, branches: { covered: 1, total: 2 } },
  },
  'llvm-cov-json': {
    text: json({
      data: [
        {
          files: [
            {
              filename: '/ci/acme/src/lib.rs',
              segments: [
                [1, 1, 2, true, true, false],
                [2, 5, 0, true, true, false],
                [2, 9, 0, false, false, false],
              ],
              branches: [[1, 4, 1, 9, 2, 0, 0, 0, 4]],
              summary: {
                lines: { count: 9, covered: 9, percent: 100 },
                functions: { count: 2, covered: 1, percent: 50 },
                branches: { count: 9, covered: 9, notcovered: 0, percent: 100 },
              },
            },
          ],
          functions: [],
          totals: {},
        },
      ],
      type: 'llvm.coverage.json.export',
      version: '2.0.1',
    }),
    says: { lines: { covered: 2, total: 2 }, branches: { covered: 1, total: 2 }, functions: { covered: 1, total: 2 } },
  },
}
