/** Formats that are read. The names are the ones `plumbline ingest --dry-run --json` prints. */
export const SUPPORTED_FORMATS = [
  'lcov',
  'cobertura',
  'jacoco',
  'istanbul-coverage-final',
  'istanbul-json-summary',
  'gocoverprofile',
  'junit',
] as const

export type SupportedFormat = (typeof SUPPORTED_FORMATS)[number]
export type CoverageFormat = Exclude<SupportedFormat, 'junit'>

/** Formats that are recognised, so that a person is told what the file is, but not read yet. */
export const RECOGNISED_FORMATS = {
  clover: 'a Clover coverage report',
  opencover: 'an OpenCover coverage report',
  'simplecov-resultset': 'a SimpleCov result set',
  'llvm-cov-json': 'an llvm-cov JSON export',
  'coveragepy-json': 'a coverage.py JSON report',
  'istanbul-text': "Istanbul's text table",
  trx: 'a Visual Studio test result (TRX)',
  'dotnet-nunit': 'an NUnit 3 test result',
  'golang-json': 'the output of go test -json',
  'dart-json': 'the output of dart test --reporter json',
  'mocha-json': "Mocha's JSON report",
  'rspec-json': "RSpec's JSON report",
  sarif: 'a SARIF log',
} as const

export type RecognisedFormat = keyof typeof RECOGNISED_FORMATS
