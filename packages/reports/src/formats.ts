/** Formats that are read. The names are the ones `plumbline ingest --dry-run --json` prints. */
export const COVERAGE_FORMATS = [
  'lcov',
  'cobertura',
  'jacoco',
  'clover',
  'opencover',
  'istanbul-coverage-final',
  'istanbul-json-summary',
  'istanbul-text',
  'gocoverprofile',
  'simplecov-resultset',
  'simplecov-json',
  'coveragepy-json',
  'llvm-cov-json',
] as const

/** `jest-json` may carry coverage besides. */
export const TEST_FORMATS = [
  'junit',
  'trx',
  'dotnet-nunit',
  'dotnet-xunit',
  'jest-json',
  'mocha-json',
  'rspec-json',
  'dart-json',
  'golang-json',
] as const

export const FINDINGS_FORMATS = ['sarif'] as const

export const SUPPORTED_FORMATS = [...COVERAGE_FORMATS, ...TEST_FORMATS, ...FINDINGS_FORMATS] as const

export type CoverageFormat = (typeof COVERAGE_FORMATS)[number]
export type TestFormat = (typeof TEST_FORMATS)[number]
export type FindingsFormat = (typeof FINDINGS_FORMATS)[number]
export type SupportedFormat = (typeof SUPPORTED_FORMATS)[number]

/** Formats that are recognised but hold too little to be counted: what each is, and what to give instead. */
export const RECOGNISED_FORMATS = {
  'simplecov-last-run': {
    what: "SimpleCov's .last_run.json, which holds percentages without the counts behind them",
    instead: 'give .resultset.json or coverage.json of the same run',
  },
  'dotnet-coverage-xml': {
    what: "Visual Studio's coverage XML, which names no lines that ran",
    instead: 'convert it with dotnet-coverage merge -f cobertura',
  },
  'mochawesome-json': {
    what: 'a Mochawesome report',
    instead: 'give the report of mocha --reporter json, or of a JUnit reporter',
  },
} as const

export type RecognisedFormat = keyof typeof RECOGNISED_FORMATS
