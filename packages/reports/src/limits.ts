/**
 * What one file may cost. Everything past a limit is refused with the limit's name, so that a caller who needs
 * more can say so. Sizes are in bytes; the rest are counts.
 */
export type Limits = {
  /** Bytes of one file, after decompression. */
  maxBytes: number
  /** Source files (coverage) in one report. */
  maxFiles: number
  /** Executable lines in one report. A Go block spans lines that cost it no bytes, so size alone bounds nothing. */
  maxLines: number
  /** Nesting of XML elements, JSON values or test suites. */
  maxDepth: number
  /** Attributes of one XML element. */
  maxAttributes: number
  /** Numeric character references (`&#10;`) in one XML file. */
  maxReferences: number
  /** Failed tests that are named; the rest are only counted. */
  maxFailedNames: number
  /** Tools in one findings report, each counted once for each category: every one becomes an event. */
  maxTools: number
}

export const DEFAULT_LIMITS: Limits = {
  maxBytes: 128 * 1024 * 1024,
  maxFiles: 100_000,
  maxLines: 20_000_000,
  maxDepth: 64,
  maxAttributes: 256,
  maxReferences: 500_000,
  maxFailedNames: 50,
  maxTools: 100,
}
