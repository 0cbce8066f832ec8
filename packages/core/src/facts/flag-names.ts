const MAX_NAMES = 12

/** The first names of a list that anybody may make long. */
export const fewNames = (names: readonly string[]): string =>
  `${names.slice(0, MAX_NAMES).join(', ')}${names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : ''}`

/** Uploads by their flags; '' is the one without. */
export const flagNames = (flags: readonly string[]): string =>
  fewNames(flags.map((flag) => (flag === '' ? 'one without a flag' : flag)))
